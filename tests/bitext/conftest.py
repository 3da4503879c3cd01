"""What tests of mining and of encoding files share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from isogloss.runs.ray.cluster import Cluster


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    """A Ray cluster of two workers on this machine; for modules that are skipped where Ray is absent."""
    from isogloss.runs.ray.cluster import cluster
    from isogloss.runs.ray.session import connected

    with connected("local", 2):
        yield cluster("local", 2)
