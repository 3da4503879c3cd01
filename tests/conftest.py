"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from threadpoolctl import threadpool_limits


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """Small matrices are slower in several threads, and much slower where other work runs beside."""
    import numpy as np

    np.ones((2, 2)) @ np.ones((2, 2))
    with threadpool_limits(limits=1):
        yield
