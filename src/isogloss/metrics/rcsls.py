"""A mapping learned for what retrieval asks: that the translation wins by CSLS, not that it lies near."""

from __future__ import annotations

from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats2d, Ints2d
from isogloss.metrics.mapping import procrustes
from isogloss.metrics.neighbours import NEIGHBOURS, nearest

_ROUNDS: Final = 30
_SLOWEST: Final = 1e-3


def rcsls(
    source: Floats2d, target: Floats2d, pairs: Ints2d, *, k: int = NEIGHBOURS, rounds: int = _ROUNDS
) -> Floats2d:
    """Return float32[d, e]: the matrix of least relaxed CSLS loss, by projected subgradient from Procrustes.

    source: float32[n, d], target: float32[m, e], rows of unit length, the words among which neighbours are
    sought. pairs: int64[p, 2], rows that mean the same. The matrix is kept in the unit ball of the spectral
    norm, where the loss is convex while neighbours stay; the step is halved whenever the loss rises.
    Raises InputError as ``procrustes``. Source: Joulin et al. 2018, arXiv:1804.07745, equations 5 and 6.
    """
    x, y = source[pairs[:, 0]], target[pairs[:, 1]]
    best = procrustes(x, y)
    least, slope = relaxed_csls(source, target, pairs, best, k)
    step = 1.0
    for _ in range(rounds):
        matrix = _in_ball(best - step * slope)
        loss, steepest = relaxed_csls(source, target, pairs, matrix, k)
        if loss < least:
            best, least, slope = matrix, loss, steepest
        elif (step := step / 2) < _SLOWEST:
            break
    return best


def relaxed_csls(
    source: Floats2d, target: Floats2d, pairs: Ints2d, matrix: Floats2d, k: int = NEIGHBOURS
) -> tuple[float, Doubles2d]:
    """Return the relaxed CSLS loss of a matrix, a mean over the pairs, and float64[d, e], its subgradient."""
    x, y = source[pairs[:, 0]], target[pairs[:, 1]]
    mapped = source @ matrix
    near_x, similar_x = nearest(mapped[pairs[:, 0]], target, k)
    near_y, similar_y = nearest(y, mapped, k)
    own = np.einsum("nd,nd->n", mapped[pairs[:, 0]], y, dtype=np.float64)
    of_x, of_y = similar_x.mean(axis=1, dtype=np.float64), similar_y.mean(axis=1, dtype=np.float64)
    loss = float((of_x + of_y - 2 * own).mean())
    towards = target[near_x].mean(axis=1) - 2 * y
    slope = x.astype(np.float64).T @ towards + source[near_y].mean(axis=1).astype(np.float64).T @ y
    return loss, slope / len(pairs)


def _in_ball(matrix: Doubles2d) -> Floats2d:
    """Return the nearest matrix none of whose singular values is above 1."""
    u, values, v = np.linalg.svd(matrix, full_matrices=False)
    return np.asarray(u @ np.diag(np.minimum(values, 1)) @ v, np.float32)
