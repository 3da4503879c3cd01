"""Two spaces of vectors made one, by a matrix learned from rows that mean the same.

Rows are vectors, and matrices stand to their right: a mapped row is ``row @ matrix``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Floats2d, Ints2d
from isogloss.errors import InputError


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What is done to the vectors of one language so that they stand in the space of both.

    mean: float64[d], taken from the rows of unit length. matrix: float32[d, e].
    """

    mean: Floats1d
    matrix: Floats2d

    def apply(self, vectors: Floats2d) -> Floats2d:
        """Return float32[n, e]: centred, mapped, of unit length; a row of zeros stays zeros."""
        return unit(centred(vectors, self.mean) @ self.matrix)


def procrustes(source: Floats2d, target: Floats2d, *, weights: Floats1d | None = None) -> Floats2d:
    """Return float32[d, e]: the orthogonal matrix that takes ``source`` nearest to ``target``.

    source: float32[n, d]; target: float32[n, e]; row i of both means the same. weights: float64[n], how much
    each row counts. With d <= e its rows are orthogonal and no cosine within a language changes; it may
    mirror. With d > e its columns are: it keeps e directions of the source, those the target explains best.
    Raises InputError without rows or with other numbers of them.
    Source: Schönemann 1966, Psychometrika 31; Xing et al. 2015.
    """
    check_rows(source, target)
    left = source.astype(np.float64)
    if weights is not None:
        left *= weights[:, None]
    u, _, v = np.linalg.svd(left.T @ target.astype(np.float64), full_matrices=False)
    return np.asarray(u @ v, np.float32)


def symmetric(
    source: Floats2d, target: Floats2d, pairs: Ints2d, *, power: float = 0.5
) -> tuple[Floats2d, Floats2d]:
    """Return float32[d, c] and float32[e, c], c = min(d, e): a matrix for either language.

    Both are whitened by their paired rows, rotated onto each other, weighted by how far they agree in each
    direction (to ``power`` on either side), and coloured again. Wants more pairs than dimensions.
    pairs: int64[n, 2], rows of ``source`` and ``target`` that mean the same.
    Source: Artetxe et al. 2018, AAAI (steps 1-4), and arXiv:1805.06297, section 3.4.
    """
    x, y = source[pairs[:, 0]].astype(np.float64), target[pairs[:, 1]].astype(np.float64)
    check_rows(source[pairs[:, 0]], target[pairs[:, 1]])
    white_x, colour_x = _whitening(x)
    white_y, colour_y = _whitening(y)
    u, agreement, v = np.linalg.svd((x @ white_x).T @ (y @ white_y), full_matrices=False)
    weighted = np.diag(agreement**power)
    of_source = white_x @ u @ weighted @ (u.T @ colour_x @ u)
    of_target = white_y @ v.T @ weighted @ (v @ colour_y @ v.T)
    return np.asarray(of_source, np.float32), np.asarray(of_target, np.float32)


def unit(vectors: Floats2d) -> Floats2d:
    """Return float32[n, d] of unit length; rows of zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    out = np.zeros(vectors.shape, np.float32)
    np.divide(vectors, lengths, out=out, where=lengths > 0)
    return out


def centre(vectors: Floats2d) -> Floats1d:
    """Return float64[d]: the mean of the rows brought to unit length."""
    mean: Floats1d = unit(vectors).mean(axis=0, dtype=np.float64)
    return mean


def centred(vectors: Floats2d, mean: Floats1d) -> Floats2d:
    """Return float32[n, d]: rows of unit length, less ``mean``, of unit length again; zeros stay zeros.

    Source: Artetxe et al. 2018, AAAI, section 3 (step 0).
    """
    known = vectors.any(axis=1, keepdims=True)
    return unit(np.where(known, unit(vectors) - mean.astype(np.float32), np.float32(0)))


def check_rows(source: Floats2d, target: Floats2d) -> None:
    """Raise InputError unless both have the same number of rows, and at least one."""
    if len(source) != len(target) or not len(source):
        raise InputError(
            f"A mapping was asked of {len(source):,} and {len(target):,} vectors that mean the same.",
            fix="Both sides need the same number of rows, at least one.",
        )


def _whitening(vectors: Doubles2d) -> tuple[Doubles2d, Doubles2d]:
    """Return the matrix that gives the rows a unit covariance, and its inverse.

    Directions in which they do not vary (fewer rows than dimensions) are left as they are.
    """
    _, scale, v = np.linalg.svd(vectors, full_matrices=True)
    every = np.ones(len(v))
    every[: len(scale)] = np.where(scale > scale.max(initial=0) * 1e-6, scale, 1.0)
    return v.T @ np.diag(1 / every) @ v, v.T @ np.diag(every) @ v
