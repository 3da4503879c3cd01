"""Texts as sparse counts of those n-grams that get a row in a pack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from isogloss.models.static.features import features
from isogloss.models.static.model import StaticEncoder
from isogloss.models.static.pieces import blocks
from isogloss.models.static.quantised import DIMS
from isogloss.models.static.rows import known, sums

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d, Ints1d

_RARE: Final = 0.3  # what an n-gram that stands once is worth, as in training


def buckets_of(texts: Sequence[str]) -> tuple[Ints1d, npt.NDArray[np.uint32]]:
    """Return all features of the texts: int64[k], the text of each, ascending, and uint32[k], its bucket."""
    owners, found = [np.zeros(0, np.int64)], [np.zeros(0, np.uint32)]
    for pieces, numbers in blocks(texts):
        owner, buckets = features(pieces)
        owners.append(np.array(numbers, np.int64)[owner])
        found.append(buckets)
    return np.concatenate(owners), np.concatenate(found)


def vocabulary_of(buckets: npt.NDArray[np.uint32], most: int) -> npt.NDArray[np.uint32]:
    """Return the n-grams that get a row, ascending: all of them, or the ``most`` frequent ones."""
    present, counts = np.unique(buckets, return_counts=True)
    if len(present) > most:
        present = np.sort(present[np.argsort(-counts, kind="stable")[:most]])
    return present


def counted(
    owner: Ints1d, buckets: npt.NDArray[np.uint32], texts: int, vocabulary: npt.NDArray[np.uint32]
) -> sparse.csr_matrix:
    """Return float32[texts, k]: how often each n-gram of the vocabulary stands in each text."""
    places = np.minimum(np.searchsorted(vocabulary, buckets), max(len(vocabulary) - 1, 0))
    have = vocabulary[places] == buckets if len(vocabulary) else np.zeros(len(buckets), bool)
    counts = np.ones(int(have.sum()), np.float32)
    matrix = sparse.csr_matrix((counts, (owner[have], places[have])), shape=(texts, len(vocabulary)))
    matrix.sum_duplicates()
    return matrix


def own_sums(encoder: StaticEncoder, texts: Sequence[str]) -> Floats2d:
    """Return float32[n, 128]: the sum of the encoder's own rows of each text, before it gets unit length."""
    total = np.zeros((len(texts), DIMS), np.float32)
    for pieces, numbers in blocks(texts):
        owner, buckets = features(pieces)
        slots, have = known(encoder.rows, buckets)
        counts = np.bincount(owner[have], minlength=len(pieces))
        np.add.at(total, numbers, sums(encoder.rows, slots[have], counts))
    return total
