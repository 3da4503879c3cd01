"""How alike two sets of vectors of the same items are, whatever their axes: CKA and mutual neighbours."""

from __future__ import annotations

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Floats2d, Ints2d
from isogloss.metrics.mexa import unit_rows

MUTUAL = 10


def cka(first: Floats2d, second: Floats2d) -> float:
    """Return the linear centred kernel alignment of float[n, d] and float[n, e], n >= 4: 1 for a rotation.

    By the unbiased estimate of HSIC, near 0 for what is unrelated however many dimensions there are; it may
    fall a little below 0. nan where a set does not vary.
    Source: Kornblith et al. 2019, arXiv:1905.00414; Song et al. 2012, JMLR 13 (the estimate).
    """
    left, right = _gram(first), _gram(second)
    both, one, two = _hsic(left, right), _hsic(left, left), _hsic(right, right)
    return float(both / np.sqrt(one * two)) if one > 0 and two > 0 else float("nan")


def mutual_neighbours(first: Floats2d, second: Floats2d, k: int = MUTUAL) -> Floats1d:
    """Return float64[n]: what share of each item's k nearest in one set are its nearest in the other too.

    By cosine within each set, itself left out; k is at most n - 1. Ties go to the smaller index.
    Source: Huh et al. 2024, arXiv:2405.07987, section 2.
    """
    size = min(k, len(first) - 1)
    one, two = (_nearest_others(vectors, size) for vectors in (first, second))
    shared = (one[:, :, None] == two[:, None, :]).any(axis=2).sum(axis=1)
    return np.asarray(shared / max(1, size), np.float64)


def _gram(vectors: Floats2d) -> Doubles2d:
    given = np.asarray(vectors, np.float32)
    centred = given - given.mean(axis=0, dtype=np.float64).astype(np.float32)
    largest = float(np.abs(centred).max(initial=0)) or 1.0
    scaled = centred / np.float32(largest)
    gram = np.asarray(scaled @ scaled.T, np.float64)
    np.fill_diagonal(gram, 0.0)
    return gram


def _hsic(left: Doubles2d, right: Doubles2d) -> float:
    """Return the unbiased estimate, but for a constant; both matrices have a diagonal of zeros."""
    n = len(left)
    rows, columns = left.sum(axis=1), right.sum(axis=1)
    trace = float(np.einsum("ij,ij->", left, right))
    sums = float(rows.sum() * columns.sum()) / ((n - 1) * (n - 2))
    return trace + sums - 2 / (n - 2) * float(rows @ columns)


def _nearest_others(vectors: Floats2d, k: int) -> Ints2d:
    unit = unit_rows(vectors)
    similarity = unit @ unit.T
    np.fill_diagonal(similarity, -np.inf)
    return np.asarray(np.argsort(-similarity, axis=1, kind="stable")[:, :k], np.int64)
