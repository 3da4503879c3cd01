"""Which n-grams own a row of the table, and every record as the rows that its features own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from isogloss.models.static import slots
from isogloss.models.static.features import features
from isogloss.progress import track
from isogloss.training.static import kernels

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats1d, Floats2d, Ints1d

_BLOCK: Final = 512
_MANY: Final = 400.0  # more occurrences than this count no more
_ONCE: Final = 0.3  # what an n-gram that a language shows once is worth
MIN_SCORE: Final = 0.5  # an n-gram that one language shows once, and no other, is no candidate
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
    """Which candidate owns each slot.

    fingerprints: uint8[SLOTS] and owned: bool[SLOTS], as ``slots.find`` takes them. slots: int64[k], those
    with an owner, ascending; candidates: int64[k], who it is.
    """

    fingerprints: npt.NDArray[np.uint8]
    owned: Bools1d
    slots: Ints1d
    candidates: Ints1d


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


def candidates_of(buckets: Buckets, language: Ints1d, english: int, *, given: int) -> npt.NDArray[np.uint32]:
    """Return the n-grams worth a row, ascending: those with a score of 0.5 or more in the first texts.

    given: how many texts count; later ones repeat them.

    The score is the sum over languages of the square root of its count there (at most 400; an n-gram seen
    once counts 0.3), English eight-fold. language: int64[n], of each text.
    """
    first = Buckets(buckets.offsets[: given + 1], buckets.values[: buckets.offsets[given]])
    candidates, scores = _scored(first, language[:given], english)
    return candidates[scores >= MIN_SCORE].astype(np.uint32)


def _scored(buckets: Buckets, language: Ints1d, english: int) -> tuple[Ints1d, Floats1d]:
    """Return the distinct buckets and their scores, summed over languages."""
    of_feature = np.repeat(language.astype(np.int16), np.diff(buckets.offsets))
    order = np.argsort(of_feature, kind="stable")
    ends = np.cumsum(np.bincount(of_feature, minlength=1)).tolist()
    found, scores = [], []
    for number, end in enumerate(track(ends, label="scoring n-grams", unit="language")):
        start = ends[number - 1] if number else 0
        present, counts = np.unique(buckets.values[order[start:end]], return_counts=True)
        worth = np.where(counts == 1, _ONCE, np.sqrt(np.minimum(counts, _MANY)))
        found.append(present)
        scores.append(worth * (ENGLISH_WEIGHT if number == english else 1.0))
    candidates, place = np.unique(np.concatenate(found), return_inverse=True)
    total: Floats1d = np.bincount(place, weights=np.concatenate(scores)).astype(np.float64)
    return candidates.astype(np.int64), total


def candidate_rows(buckets: Buckets, candidates: npt.NDArray[np.uint32]) -> Ragged:
    """Return every text as the candidates among its features: indices into ``candidates``."""
    starts = np.searchsorted(candidates, np.arange(2**16 + 1, dtype=np.int64) << 12)
    rows = np.empty(len(buckets.values), np.int32)
    kernels.ranks(candidates, starts.astype(np.int64), buckets.values, rows)
    return _kept(buckets, rows, rows >= 0)


def owners_of(candidates: npt.NDArray[np.uint32], importance: Floats1d) -> Owners:
    """Return which candidate owns each slot: the most important take their first free choice.

    importance: float64[k]. Of equal ones the first is served first.
    """
    order = np.argsort(-importance, kind="stable")
    choices = np.stack([slots.slots(candidates[order], choice) for choice in range(slots.CHOICES)], axis=1)
    settled = kernels.settle(choices.astype(np.int32), slots.SLOTS)
    places = np.flatnonzero(settled >= 0)
    owner = order[settled[places]]
    prints = np.zeros(slots.SLOTS, np.uint8)
    prints[places] = slots.fingerprints(candidates[owner])
    return Owners(prints, settled >= 0, places, owner)


def rows_of(buckets: Buckets, owners: Owners) -> Ragged:
    """Return every text as the rows that its features own: indices into ``owners.slots``.

    Features are looked up as the encoder does, so that training sees false matches of fingerprints too.
    """
    row_of_slot = np.cumsum(owners.owned, dtype=np.int32) - np.int32(1)
    rows = np.empty(len(buckets.values), np.int32)
    have = np.empty(len(buckets.values), bool)
    for start in range(0, len(rows), 2**22):
        part = slice(start, start + 2**22)
        found, have[part] = slots.find(buckets.values[part], owners.fingerprints, owners.owned)
        rows[part] = row_of_slot[found]
    return _kept(buckets, rows, have)


def _kept(buckets: Buckets, rows: npt.NDArray[np.int32], have: Bools1d) -> Ragged:
    kept = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(have, out=kept[1:])
    return Ragged(kept[buckets.offsets], rows[have])


def counts_of(records: Ragged, rows: int, *, given: int) -> Ints1d:
    """Return int64[rows]: how often each row occurs in the first ``given`` records."""
    return np.bincount(records.values[: records.offsets[given]], minlength=rows)


def importance_of(table: Floats2d, counts: Ints1d) -> Floats1d:
    """Return float64[k]: the length of each row times the fourth root of its occurrences, int64[k].

    Long rows say much where they stand; what stands often is worth more, though less than in proportion.
    """
    length = np.sqrt(np.einsum("ij,ij->i", table, table, dtype=np.float64))
    return np.asarray(length * counts**0.25, np.float64)
