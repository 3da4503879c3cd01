"""Neighbours by a graph of them (HNSW), for piles of millions: fast, and some are missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from isogloss.bitext.mining.shards import Vectors
from isogloss.extras import need
from isogloss.metrics.topk import TopK
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d, Ints2d


def search_approximately(source: Vectors, target: Vectors, k: int) -> tuple[TopK, TopK]:
    """Return what ``search_exactly`` does, by usearch; a few of the nearest are missed.

    One index at a time is held, in half precision: 256 bytes and some 150 more a line with 128 dimensions.
    The cosines of what was found are computed again in single precision. Indices are built by one thread in
    the order of the lines, so that the same piles give the same. Raises MissingExtra without usearch.
    Source: Malkov and Yashunin 2016, arXiv:1603.09320.
    """
    return _searched(source, target, k), _searched(target, source, k)


def _searched(queries: Vectors, targets: Vectors, k: int) -> TopK:
    index = _index(targets)
    size = min(k, len(targets))
    found = TopK.empty(len(queries), size)
    for row, vectors in track(queries.shards(), label="searching", unit="shards"):
        # A single query gets an answer of another shape, so each block has one more, which is left out.
        matches = index.search(np.concatenate([vectors, vectors[:1]]), size, threads=1)
        counts, keys = np.asarray(matches.counts)[:-1, None], np.asarray(matches.keys)[:-1].astype(np.int64)
        seen = np.where(np.arange(keys.shape[1]) < counts, keys, -1)
        found.indices[row : row + len(vectors), : keys.shape[1]] = seen
    _rescore(found, queries, targets)
    return found


def _index(vectors: Vectors) -> Any:  # noqa: ANN401  usearch has no types
    usearch = need("usearch.index", extra="bitext", purpose="Approximate search")
    index = None
    for row, block in track(vectors.shards(), label="indexing", unit="shards"):
        if index is None:
            index = usearch.Index(ndim=block.shape[1], metric="ip", dtype="f16")
        index.add(np.arange(row, row + len(block)), block, threads=1)
    return index


def _rescore(found: TopK, queries: Vectors, targets: Vectors) -> None:
    """Fill in the cosines, a pair of shards at a time, and sort each row by them."""
    for row, vectors in queries.shards():
        rows = slice(row, row + len(vectors))
        indices, values = found.indices[rows], found.values[rows]
        for column, others in targets.shards():
            i, place = np.nonzero((indices >= column) & (indices < column + len(others)))
            values[i, place] = _cosines(vectors, others, i[:, None], indices[i, place] - column)
        order = np.lexsort((indices, -values), axis=1)
        found.indices[rows] = np.take_along_axis(indices, order, axis=1)
        found.values[rows] = np.take_along_axis(values, order, axis=1)


def _cosines(a: Floats2d, b: Floats2d, i: Ints2d, j: Ints2d) -> Floats2d:
    return np.asarray(np.einsum("ij,ij->i", a[i.ravel()], b[j.ravel()]), np.float32)
