"""Where in the table a bucket may own a row: one of four slots, told by a fingerprint of one byte.

With four choices a table fills up to its last slots, and the most useful n-grams find a place whatever their
hash; with one, every second of them would lose its slot to a better one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d

SLOTS: Final = 1_300_000
CHOICES: Final = 4
_FACTORS: Final = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)  # odd, and unlike in all their bits


def fingerprints(buckets: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """Return the lowest byte of each bucket, of which its slots tell nothing."""
    return buckets.astype(np.uint8)


def slots(buckets: npt.NDArray[np.uint32], choice: int) -> npt.NDArray[np.uint32]:
    """Return the slot of each bucket at its choice 0, 1, 2 or 3, in [0, SLOTS): multiplicative hashing."""
    mixed = (buckets * np.uint32(_FACTORS[choice])).astype(np.uint64)
    mixed *= np.uint64(SLOTS)
    mixed >>= np.uint64(32)
    return mixed.astype(np.uint32)


def find(
    buckets: npt.NDArray[np.uint32], owners: npt.NDArray[np.uint8], owned: Bools1d
) -> tuple[npt.NDArray[np.uint32], Bools1d]:
    """Return the slot of each bucket, and whether it owns the row there: uint32[k], bool[k].

    owners: uint8[SLOTS], the fingerprint of each slot's owner; owned: bool[SLOTS], whether it has one. The
    first choice whose fingerprint agrees is taken; 1.6 % of unknown buckets are taken for known by that.
    """
    prints = fingerprints(buckets)
    found = slots(buckets, 0)
    have = (owners[found] == prints) & owned[found]
    for choice in range(1, CHOICES):
        open_ = np.flatnonzero(~have)
        tried = slots(buckets[open_], choice)
        hit = (owners[tried] == prints[open_]) & owned[tried]
        found[open_[hit]] = tried[hit]
        have[open_[hit]] = True
    return found, have
