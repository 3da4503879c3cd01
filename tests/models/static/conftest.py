from __future__ import annotations

import pytest

from isogloss.models.static.model import StaticEncoder, load


@pytest.fixture(scope="session")
def static() -> StaticEncoder:
    return load()
