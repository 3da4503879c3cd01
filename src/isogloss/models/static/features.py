"""Features of texts: hashed character n-grams and words, for all texts of a block at once.

Features (all with multiplicity): character n-grams of 3, 4 and 5 whose interior holds no separator; Han and
kana also alone and in pairs; whole words longer than 3 characters. H is the prefix sum of (code + 1) P^i,
so that (H[end] - H[start]) P^-start is the same wherever in the block an n-gram stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from isogloss.models.static.characters import SEPARATOR, characters, normalise

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Ints1d

BUCKETS: Final = 230_400_000
MIN_WORD: Final = 4
_BASE: Final = 0x9E3779B97F4A7C15
_WORD_SALT: Final = 1 * 0x1234567
_MASK: Final = 2**64 - 1


def features(pieces: list[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32]]:
    """Return the features of ``pieces`` in the order in which they start.

    Returns int32[k], the piece each belongs to (ascending), and uint32[k], its bucket in [0, BUCKETS): its
    hash, reduced. ``slots`` says where in the table a bucket may own a row.
    """
    codes, owner = normalise(pieces)
    n = len(codes)
    if n < 3:
        return np.empty(0, np.int32), np.empty(0, np.uint32)
    powers, inverses = _powers(1 << (n - 1).bit_length())
    prefix = np.zeros(n + 5, np.uint64)
    np.cumsum((codes + np.uint32(1)) * powers[:n], out=prefix[1 : n + 1])
    starts, ends, salted = _spans(codes, n)
    hashes = (prefix[ends] - prefix[starts]) * inverses[starts]
    # The character after the first belongs to the text for sure; a word or a Han character starts in it.
    belongs = owner[np.minimum(starts + 1, ends - 1)]
    return belongs, _buckets(hashes, salted)


def _spans(codes: npt.NDArray[np.uint32], n: int) -> tuple[Ints1d, Ints1d, Bools1d]:
    """Return start and end of every feature, by start, and which are whole words."""
    inside = codes != SEPARATOR
    kinds = np.zeros((n, 6), bool)  # n-grams of 3, 4, 5; word; Han alone; Han in pairs
    lengths = np.empty((n, 6), np.int64)
    lengths[:] = (3, 4, 5, 0, 1, 2)
    kinds[: n - 2, 0] = inside[1:-1]
    kinds[: n - 3, 1] = kinds[: n - 3, 0] & inside[2:-1]
    kinds[: max(n - 4, 0), 2] = kinds[: max(n - 4, 0), 1] & inside[3:-1]
    edges = np.flatnonzero(~inside)
    sizes = np.diff(edges) - 1
    long = sizes >= MIN_WORD
    words = edges[:-1][long] + 1
    kinds[words, 3] = True
    lengths[words, 3] = sizes[long]
    if codes.max() >= 0x3040:
        han = characters().han[codes]
        kinds[:, 4] = han
        kinds[:-1, 5] = han[:-1] & han[1:]
    flat = np.flatnonzero(kinds)
    starts = flat // 6
    return starts, starts + lengths.ravel()[flat], (flat - 6 * starts) == 3


def _buckets(hashes: npt.NDArray[np.uint64], salted: Bools1d) -> npt.NDArray[np.uint32]:
    """Mix the hashes (the finaliser of splitmix64, salted for words) and reduce them to buckets."""
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes += salted * np.uint64(_WORD_SALT)
    hashes ^= hashes >> np.uint64(32)
    hashes *= np.uint64(0x94D049BB133111EB)
    hashes ^= hashes >> np.uint64(31)
    # numpy divides by a constant without a division, but has no such short cut for the remainder.
    hashes -= (hashes // np.uint64(BUCKETS)) * np.uint64(BUCKETS)
    return hashes.astype(np.uint32)


@lru_cache(maxsize=4)
def _powers(n: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Return P^i and P^-i modulo 2^64 for i < n."""
    return _series(_BASE, n), _series(pow(_BASE, -1, 2**64), n)


def _series(base: int, n: int) -> npt.NDArray[np.uint64]:
    series = np.full(n, base & _MASK, np.uint64)
    series[0] = 1
    return np.cumprod(series, dtype=np.uint64)
