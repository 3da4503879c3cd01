"""From buckets to the sum of their rows: the inner loop of encoding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from isogloss.models.static.features import SLOTS
from isogloss.models.static.quantised import BLOCKS, CENTROIDS, DIMS, NO_ROW, Weights

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats2d

_STEP: Final = 2048  # rows unpacked at a time: 1 MB, so that they stay in the cache until they are summed


@dataclass(frozen=True, slots=True)
class Rows:
    """Weights laid out for reading.

    fingerprints, levels, codes: see Weights; length: float32[SLOTS], of each row. residual: int32[SLOTS],
    the row of residual_codes, -1 for none. book, residual_book: complex128[32 * 256]; one entry is the
    4 float32 of one centroid, so that one gather moves them all.
    """

    fingerprints: npt.NDArray[np.uint8]
    length: npt.NDArray[np.float32]
    codes: npt.NDArray[np.uint8]
    book: npt.NDArray[np.complex128]
    residual: npt.NDArray[np.int32]
    residual_codes: npt.NDArray[np.uint8]
    residual_book: npt.NDArray[np.complex128]


def lay_out(weights: Weights) -> Rows:
    """Return ``weights`` as the tables that ``sums`` reads."""
    residual = np.full(SLOTS, -1, np.int32)
    residual[weights.residual_slots] = np.arange(len(weights.residual_slots), dtype=np.int32)
    levels = weights.levels.copy()
    levels[NO_ROW] = 0
    return Rows(
        fingerprints=weights.fingerprints,
        length=levels[weights.lengths],
        codes=weights.codes,
        book=_packed(weights.codebook),
        residual=residual,
        residual_codes=weights.residual_codes,
        residual_book=_packed(weights.residual_codebook),
    )


def _packed(codebook: npt.NDArray[np.float16]) -> npt.NDArray[np.complex128]:
    return np.ascontiguousarray(codebook, np.float32).reshape(-1).view(np.complex128)


def known(rows: Rows, buckets: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint32], Bools1d]:
    """Return the slot of each bucket, and whether the bucket owns the row there: uint32[k], bool[k]."""
    fingerprints = buckets // np.uint32(SLOTS)
    slots = buckets - fingerprints * np.uint32(SLOTS)
    return slots, (rows.fingerprints[slots] == fingerprints) & (rows.length[slots] > 0)


def sums(rows: Rows, slots: npt.NDArray[np.uint32], counts: npt.NDArray[np.int64]) -> Floats2d:
    """Return float32[n, 128]: for each text, the sum of its rows.

    slots: uint32[k], those of all texts one after another; counts: int64[n], how many each has. Rows are
    added in their order, in steps of fixed size within a text, so that the sum of a text does not depend
    on what stands beside it, nor on the number of threads (which would decide the order inside BLAS).
    """
    out = np.zeros((len(counts), DIMS), np.float32)
    ends = np.cumsum(counts)
    first = 0
    while first < len(counts):
        start = int(ends[first] - counts[first])
        last = max(int(np.searchsorted(ends, start + _STEP, side="right")), first + 1)
        for low in range(start, int(ends[last - 1]), _STEP if last == first + 1 else SLOTS):
            high = min(int(ends[last - 1]), low + _STEP)
            _add(rows, slots[low:high], ends[first:last] - low, out[first:last])
        first = last
    return out


def _add(rows: Rows, slots: npt.NDArray[np.uint32], ends: npt.NDArray[np.int64], out: Floats2d) -> None:
    """Add to row i of ``out`` the rows of slots[ends[i - 1] : ends[i]]."""
    length = rows.length[slots]
    plain = _unpack(rows.book, rows.codes[slots])
    extra = rows.residual[slots]
    more = np.flatnonzero(extra >= 0)
    fine = _unpack(rows.residual_book, rows.residual_codes[extra[more]])
    fine_length = length[more]
    fine_ends = np.searchsorted(more, ends)
    start = fine_start = 0
    for total, end, fine_end in zip(out, ends.tolist(), fine_ends.tolist(), strict=True):
        if end > start:
            total += np.einsum("i,ij->j", length[start:end], plain[start:end])
        if fine_end > fine_start:
            total += np.einsum("i,ij->j", fine_length[fine_start:fine_end], fine[fine_start:fine_end])
        start, fine_start = end, fine_end


_BLOCK_STARTS: Final = np.arange(BLOCKS, dtype=np.intp) * CENTROIDS


def _unpack(book: npt.NDArray[np.complex128], codes: npt.NDArray[np.uint8]) -> Floats2d:
    """Return float32[k, 128]: the centroids that uint8[k, 32] stand for, side by side."""
    return book.take(codes + _BLOCK_STARTS).view(np.float32)
