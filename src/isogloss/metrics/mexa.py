"""MEXA: how many sentences lie nearer to their own translation than to any other, whichever side asks.

Source: Kargaran et al. 2024, "MEXA", arXiv:2410.05873, section 3: sentence i counts where its cosine with its
translation is strictly greater than every other cosine in row i and in column i.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from isogloss.arrays import Bools1d, Doubles2d, Floats1d, Floats2d
from isogloss.metrics.neighbours import NEIGHBOURS, csls

# Products of float32 rows of unit length are off by less than this; what is nearer to a tie is decided in
# float64, so that the outcome is the rule's own.
_UNDECIDED: Final = 1e-5
_SMALLEST: Final = 1e-24
_LARGEST: Final = 1e18


def cosines(source: Floats2d, target: Floats2d) -> Floats2d:
    """Return float32[n, m]: the cosine of each row of ``source`` with each of ``target``, 0 for zeros."""
    (left, left_lengths), (right, right_lengths) = _measured(source), _measured(target)
    # Dividing the products is cheaper than dividing the rows: there are fewer of them than of dimensions.
    products = left @ right.T
    products /= left_lengths[:, None]
    products /= right_lengths
    return products


def unit_rows(vectors: Floats2d) -> Floats2d:
    """Return the rows, each divided by its length, as float32; a row of zeros stays."""
    given, lengths = _measured(vectors)
    return given / lengths[:, None]


def _measured(vectors: Floats2d) -> tuple[Floats2d, Floats2d]:
    """Return the rows as float32 and their lengths, 1 for a row of zeros.

    Rows whose squares float32 cannot hold are scaled first: it changes no cosine.
    """
    given = np.ascontiguousarray(vectors)
    if given.dtype != np.float32:
        given = _scaled(given)
    square = np.einsum("ij,ij->i", given, given)
    if not ((square > _SMALLEST) & (square < _LARGEST)).all():
        given = _scaled(given)
        square = np.einsum("ij,ij->i", given, given)
    return given, np.sqrt(np.where(square > 0, square, 1))


def _scaled(vectors: Floats2d) -> Floats2d:
    """Return float32 rows whose largest element is 1."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    return np.asarray(vectors / np.where(largest > 0, largest, 1), np.float32)


def nearest_both_ways(similarity: Floats2d) -> Bools1d:
    """Return bool[n]: whether each diagonal element is strictly the greatest of its row and its column.

    similarity: float[n, n] with n >= 2; row i and column i are one sentence in two languages.
    """
    own, rival = _own_and_rival(similarity)
    return own > rival


def mexa(source: Floats2d, target: Floats2d, similarity: Floats2d | None = None) -> Bools1d:
    """Return bool[n]: whether each sentence is strictly nearest to its translation, both ways.

    source, target: float[n, d], n >= 2, row i of both the same sentence. Their mean is the score of a layer.
    similarity: what ``cosines(source, target)`` returned, if it is at hand. A vector of zeros, whose cosine
    is not defined, is taken to have cosine 0 with all.
    """
    found = cosines(source, target) if similarity is None else similarity
    own, rival = _own_and_rival(found)
    hits = own > rival
    for i in np.flatnonzero(np.abs(own - rival) <= _UNDECIDED):
        hits[i] = _decided(source, target, int(i), found, float(own[i]))
    return hits


def mexa_csls(similarity: Floats2d, k: int = NEIGHBOURS) -> Bools1d:
    """Return bool[n]: the same rule over CSLS, so that a sentence that is near to all (a hub) spoils none.

    similarity: float[n, n] of cosines. k: size of the neighbourhoods, the translation among them.
    """
    return nearest_both_ways(csls(similarity, neighbourhoods(similarity, k), neighbourhoods(similarity.T, k)))


def neighbourhoods(similarity: Floats2d, k: int = NEIGHBOURS) -> Floats1d:
    """Return float64[n]: the mean of the k largest of each row."""
    size = min(k, similarity.shape[1])
    largest = np.partition(similarity, -size, axis=1)[:, -size:]
    return np.asarray(largest.mean(axis=1, dtype=np.float64))


def over_layers(scores: Doubles2d, how: str) -> Floats1d:
    """Return float64[draws]: the ``mean`` or the ``max`` over layers of float64[draws, layers]."""
    return np.asarray(scores.max(axis=1) if how == "max" else scores.mean(axis=1))


def _own_and_rival(similarity: Floats2d) -> tuple[Floats2d, Floats2d]:
    """Return the diagonal, and the greatest beside it of each row and column, both float32[n]."""
    own = similarity.diagonal().copy()
    others = similarity.copy()
    np.fill_diagonal(others, -np.inf)
    return own, np.maximum(others.max(axis=0), others.max(axis=1))


def _decided(source: Floats2d, target: Floats2d, i: int, similarity: Floats2d, own: float) -> bool:
    """Decide sentence ``i`` in float64, against those rivals that float32 cannot tell from it."""
    near = own - 2 * _UNDECIDED
    in_row = [int(j) for j in np.flatnonzero(similarity[i] >= near) if j != i]
    in_column = [int(j) for j in np.flatnonzero(similarity[:, i] >= near) if j != i]
    exact = _cosine(source[i], target[i])
    rivals: Iterable[float] = (
        *(_cosine(source[i], target[j]) for j in in_row),
        *(_cosine(source[j], target[i]) for j in in_column),
    )
    return all(exact > rival for rival in rivals)


def _cosine(a: Floats1d | Floats2d, b: Floats1d | Floats2d) -> float:
    left, right = np.asarray(a, np.float64), np.asarray(b, np.float64)
    lengths = float(np.sqrt(left @ left) * np.sqrt(right @ right))
    return float(left @ right) / lengths if lengths > 0 else 0.0
