"""Who does the work that a command has: processes here, or a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from isogloss.runs.ray.cluster import Cluster


def workforce(ray: str | None, workers: int, usual: int) -> int | Cluster:
    """Return how many processes, or the cluster at ``ray``; raises what ``cluster`` raises.

    workers: 0 stands for ``usual`` many here, and for as many as a cluster has.
    """
    if ray is None:
        return workers or usual
    from isogloss.runs.ray.cluster import cluster

    return cluster(ray, workers or None)
