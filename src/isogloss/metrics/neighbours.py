"""Nearest neighbours by cosine, and what corrects it for hubs: CSLS and margins.

Vectors are rows of unit length, so that a dot product is a cosine. Cosines are taken tile by tile: beside the
vectors and k neighbours a row, memory does not grow with the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from isogloss.arrays import Floats1d, Floats2d, Ints1d, Ints2d
from isogloss.errors import InputError
from isogloss.metrics.topk import TopK

NEIGHBOURS: Final = 10
TILE: Final = (512, 2048)  # 4 MB of cosines
_BLOCK: Final = 1024
_BLOCK_CELLS: Final = 1 << 26


def nearest(queries: Floats2d, targets: Floats2d, k: int = 1) -> tuple[Ints2d, Floats2d]:
    """Return the k targets of largest cosine for each query, the largest first, and these cosines.

    queries: float32[n, d]; targets: float32[m, d]. Returns int64[n, k'] and float32[n, k'] with
    k' = min(k, m). Equal cosines go to the smaller index.
    """
    found = TopK.empty(len(queries), min(k, len(targets)))
    for row, column, cosines in tiles(queries, targets):
        found.offer(cosines, owner=row, index=column)
    return found.indices, found.values


def nearest_both(a: Floats2d, b: Floats2d, k: int = NEIGHBOURS) -> tuple[TopK, TopK]:
    """Return the k nearest of ``b`` for each row of ``a``, and of ``a`` for each row of ``b``.

    Every cosine is computed once for both. As ``nearest`` otherwise.
    """
    forward, backward = TopK.empty(len(a), min(k, len(b))), TopK.empty(len(b), min(k, len(a)))
    for row, column, cosines in tiles(a, b):
        forward.offer(cosines, owner=row, index=column)
        backward.offer(cosines, owner=column, index=row, axis=0)
    return forward, backward


def tiles(queries: Floats2d, targets: Floats2d) -> Iterator[tuple[int, int, Floats2d]]:
    """Yield all cosines as (first row, first column, float32[r, c]), rows first, of at most ``TILE``."""
    for row in range(0, len(queries), TILE[0]):
        for column in range(0, len(targets), TILE[1]):
            yield row, column, queries[row : row + TILE[0]] @ targets[column : column + TILE[1]].T


def neighbourhood(queries: Floats2d, targets: Floats2d, k: int = NEIGHBOURS) -> Floats1d:
    """Return float64[n]: the mean cosine of each query with its k nearest targets; 0 without targets."""
    found = TopK.empty(len(queries), min(k, len(targets)))
    for row, column, cosines in tiles(queries, targets):
        found.offer(cosines, owner=row, index=column)
    return found.means()


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


def margin_of_pairs(source: Floats2d, target: Floats2d, k: int = 4) -> Floats1d:
    """Return float64[n]: the ratio margin of row i of ``source`` with row i of ``target``.

    source, target: float32[n, d], rows of unit length, zeros where nothing is known (they get 0). The
    neighbourhoods are each row's k nearest of the whole other side, its own partner among them. Near to 1
    where a partner is no nearer than others; 0 where the mean of both neighbourhoods is not positive.
    Raises InputError if the sides differ in shape. Source: as for ``margin``.
    """
    if source.shape != target.shape or source.ndim != 2:
        raise InputError(
            f"Pairs need two arrays of one shape, and these have {source.shape} and {target.shape}.",
            fix="Give the vectors of each pair in the same row of both.",
        )
    forward, backward = nearest_both(source, target, k)
    both = (forward.means() + backward.means()) / 2
    cosines = np.einsum("ij,ij->i", source, target, dtype=np.float64)
    out = np.zeros(len(source))
    np.divide(cosines, both, out=out, where=both > 0)
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
    size = max(1, min(_BLOCK, _BLOCK_CELLS // max(len(targets), 1)))
    for start in range(0, len(queries), size):
        rows = slice(start, start + size)
        yield rows, queries[rows] @ targets.T
