"""Which n-grams own a row of the table, and every record as the rows that its features own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from isogloss.models.static.features import SLOTS, features
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.arrays import Floats1d, Ints1d

_BLOCK: Final = 512
_MANY: Final = 400.0  # more occurrences than this count no more
_ONCE: Final = 0.3  # what an n-gram that a language shows once is worth
ENGLISH_WEIGHT: Final = 8.0


@dataclass(frozen=True, slots=True)
class Ragged:
    """n lists of numbers: list i is ``values[offsets[i] : offsets[i + 1]]``; int64[n + 1] and int32[k]."""

    offsets: Ints1d
    values: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.offsets) - 1


@dataclass(frozen=True, slots=True)
class Buckets:
    """The features of n texts: those of text i are ``values[offsets[i] : offsets[i + 1]]``, uint32[k]."""

    offsets: Ints1d
    values: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Owners:
    """The slots that some n-gram owns, ascending int64[k], and its fingerprint there, uint8[k]."""

    slots: Ints1d
    fingerprints: npt.NDArray[np.uint8]


def buckets_of(texts: Sequence[str]) -> Buckets:
    """Return the features of all texts."""
    counts = np.zeros(len(texts) + 1, np.int64)
    found = []
    for start in track(range(0, len(texts), _BLOCK), label="features", unit="block"):
        block = list(texts[start : start + _BLOCK])
        owner, buckets = features(block)
        counts[start + 1 : start + 1 + len(block)] = np.bincount(owner, minlength=len(block))
        found.append(buckets)
    return Buckets(np.cumsum(counts), np.concatenate([*found, np.empty(0, np.uint32)]))


def owners_of(buckets: Buckets, language: Ints1d, english: int) -> Owners:
    """Return which n-gram owns each slot.

    A slot goes to the n-gram with the best score: the sum over languages of the square root of its count
    there (at most 400; an n-gram seen once counts 0.3), English eight-fold. Ties go to the smaller
    fingerprint. language: int64[n], of each text.
    """
    candidates, scores = _scored(buckets, language, english)
    slots, fingerprints = candidates % SLOTS, candidates // SLOTS
    order = np.lexsort((fingerprints, -scores, slots))
    best = order[np.flatnonzero(np.diff(slots[order], prepend=-1))]
    return Owners(slots[best], fingerprints[best].astype(np.uint8))


def _scored(buckets: Buckets, language: Ints1d, english: int) -> tuple[Ints1d, Floats1d]:
    """Return the distinct buckets and their scores, summed over languages."""
    of_feature = np.repeat(language.astype(np.int16), np.diff(buckets.offsets))
    order = np.argsort(of_feature, kind="stable")
    ends = np.cumsum(np.bincount(of_feature, minlength=1)).tolist()
    found, scores = [], []
    for number, end in enumerate(track(ends, label="choosing rows", unit="language")):
        start = ends[number - 1] if number else 0
        present, counts = np.unique(buckets.values[order[start:end]], return_counts=True)
        worth = np.where(counts == 1, _ONCE, np.sqrt(np.minimum(counts, _MANY)))
        found.append(present)
        scores.append(worth * (ENGLISH_WEIGHT if number == english else 1.0))
    candidates, place = np.unique(np.concatenate(found), return_inverse=True)
    total: Floats1d = np.bincount(place, weights=np.concatenate(scores)).astype(np.float64)
    return candidates.astype(np.int64), total


def rows_of(buckets: Buckets, owners: Owners) -> Ragged:
    """Return every text as the rows that its features own: indices into ``owners.slots``."""
    row_of_slot = np.full(SLOTS, -1, np.int32)
    row_of_slot[owners.slots] = np.arange(len(owners.slots), dtype=np.int32)
    rows = row_of_slot[buckets.values % np.uint32(SLOTS)]
    owned = (rows >= 0) & (owners.fingerprints[rows] == buckets.values // np.uint32(SLOTS))
    kept = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(owned, out=kept[1:])
    return Ragged(kept[buckets.offsets], rows[owned])
