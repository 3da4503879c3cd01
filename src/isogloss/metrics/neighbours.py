"""Nearest neighbours by cosine, and what corrects it for hubs: CSLS and the ratio margin.

Vectors are rows of unit length, so that a dot product is a cosine. Nothing larger than a block of rows times
all targets is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from isogloss.arrays import Floats1d, Floats2d, Ints1d, Ints2d

NEIGHBOURS: Final = 10
_BLOCK: Final = 1024


def nearest(queries: Floats2d, targets: Floats2d, k: int = 1) -> tuple[Ints2d, Floats2d]:
    """Return the k targets of largest cosine for each query, the largest first, and these cosines.

    queries: float32[n, d]; targets: float32[m, d]. Returns int64[n, k'] and float32[n, k'] with
    k' = min(k, m). Equal cosines go to the smaller index.
    """
    size = min(k, len(targets))
    indices = np.empty((len(queries), size), np.int64)
    similarities = np.empty((len(queries), size), np.float32)
    for rows, similarity in _blocks(queries, targets):
        indices[rows] = _largest(similarity, size)
        similarities[rows] = np.take_along_axis(similarity, indices[rows], axis=1)
    return indices, similarities


def neighbourhood(queries: Floats2d, targets: Floats2d, k: int = NEIGHBOURS) -> Floats1d:
    """Return float64[n]: the mean cosine of each query with its k nearest targets; 0 without targets."""
    mean = np.zeros(len(queries))
    size = min(k, len(targets))
    if size:
        for rows, similarity in _blocks(queries, targets):
            mean[rows] = np.partition(similarity, -size, axis=1)[:, -size:].mean(axis=1, dtype=np.float64)
    return mean


def csls(similarity: Floats2d, of_queries: Floats1d, of_targets: Floats1d) -> Floats2d:
    """Return float32[n, m]: cosines, doubled, less both neighbourhoods, so that no target is near to all.

    similarity: float32[n, m]. of_queries: float64[n], each query's neighbourhood among the targets;
    of_targets: float64[m], each target's among the queries' language.
    Source: Conneau et al. 2018, arXiv:1710.04087, equation 3.
    """
    return np.asarray(2 * similarity - of_queries[:, None] - of_targets[None], np.float32)


def margin(similarity: Floats2d, of_queries: Floats1d, of_targets: Floats1d) -> Floats2d:
    """Return float32[n, m]: each cosine divided by the mean of both neighbourhoods.

    0 where that mean is not positive. Arguments as for ``csls``.
    Source: Artetxe and Schwenk 2019, arXiv:1811.01136, section 3.1 (ratio).
    """
    both = (of_queries[:, None] + of_targets[None]) / 2
    out = np.zeros(similarity.shape, np.float32)
    np.divide(similarity, both, out=out, where=both > 0, casting="same_kind")
    return out


def nearest_by_csls(queries: Floats2d, targets: Floats2d, beside: Floats2d, k: int = NEIGHBOURS) -> Ints1d:
    """Return int64[n]: the target of largest CSLS for each query, the smaller index of equal ones.

    beside: float32[s, d], the words of the queries' language among which the targets' neighbourhoods are
    taken. A query's own neighbourhood does not change its order of targets and is left out. Needs a target.
    """
    of_targets = neighbourhood(targets, beside, k)
    best = np.empty(len(queries), np.int64)
    for rows, similarity in _blocks(queries, targets):
        best[rows] = csls(similarity, np.zeros(len(similarity)), of_targets).argmax(axis=1)
    return best


def _blocks(queries: Floats2d, targets: Floats2d) -> Iterator[tuple[slice, Floats2d]]:
    for start in range(0, len(queries), _BLOCK):
        rows = slice(start, start + _BLOCK)
        yield rows, queries[rows] @ targets.T


def _largest(similarity: Floats2d, size: int) -> Ints2d:
    """Return the columns of the ``size`` largest values of each row, ties by the smaller column."""
    if size == 1:
        return np.asarray(similarity.argmax(axis=1)[:, None], np.int64)
    order = np.argsort(-similarity, axis=1, kind="stable")
    return np.asarray(order[:, :size], np.int64)
