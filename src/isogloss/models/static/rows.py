"""From buckets to the sum of their rows: the inner loop of encoding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from isogloss.models.static.quantised import BLOCKS, CENTROIDS, DIMS, NO_ROW, Weights
from isogloss.models.static.slots import SLOTS, find

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats2d

_STEP: Final = 2048  # rows unpacked at a time: 1 MB, so that they stay in the cache until they are summed


@dataclass(frozen=True, slots=True)
class Layer:
    """What some rows have beside their codes.

    place: int32[SLOTS], the row of ``codes`` (uint8[r, 16]), -1 for none. book: as in Rows.
    """

    place: npt.NDArray[np.int32]
    codes: npt.NDArray[np.uint8]
    book: npt.NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class Rows:
    """Weights laid out for reading.

    fingerprints, codes: see Weights; owned: bool[SLOTS], whether the slot holds a row; length:
    float32[SLOTS]. book: complex128[16 * 256, 2]; one row is the 8 float32 of one centroid, so that one
    gather moves them all.
    """

    fingerprints: npt.NDArray[np.uint8]
    owned: Bools1d
    length: npt.NDArray[np.float32]
    codes: npt.NDArray[np.uint8]
    book: npt.NDArray[np.complex128]
    layers: tuple[Layer, ...]


def lay_out(weights: Weights) -> Rows:
    """Return ``weights`` as the tables that ``sums`` reads."""
    levels = weights.levels.copy()
    levels[NO_ROW] = 0
    return Rows(
        fingerprints=weights.fingerprints,
        owned=weights.lengths != NO_ROW,
        length=levels[weights.lengths],
        codes=weights.codes,
        book=_packed(weights.codebook),
        layers=(
            _layer(weights.fine, weights.fine_codes, weights.fine_codebook),
            _layer(weights.finest, weights.finest_codes, weights.finest_codebook),
        ),
    )


def _layer(
    bits: npt.NDArray[np.uint8], codes: npt.NDArray[np.uint8], codebook: npt.NDArray[np.float16]
) -> Layer:
    place = np.full(SLOTS, -1, np.int32)
    place[np.unpackbits(bits).astype(bool)] = np.arange(len(codes), dtype=np.int32)
    return Layer(place, codes, _packed(codebook))


def _packed(codebook: npt.NDArray[np.float16]) -> npt.NDArray[np.complex128]:
    return np.ascontiguousarray(codebook, np.float32).reshape(BLOCKS * CENTROIDS, -1).view(np.complex128)


def known(rows: Rows, buckets: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint32], Bools1d]:
    """Return the slot of each bucket, and whether the bucket owns the row there: uint32[k], bool[k]."""
    return find(buckets, rows.fingerprints, rows.owned)


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
    _add_up(length, _unpack(rows.book, rows.codes[slots]), ends, out)
    for layer in rows.layers:
        place = layer.place[slots]
        more = np.flatnonzero(place >= 0)
        finer = _unpack(layer.book, layer.codes[place[more]])
        _add_up(length[more], finer, np.searchsorted(more, ends), out)


def _add_up(
    length: npt.NDArray[np.float32], unpacked: Floats2d, ends: npt.NDArray[np.int64], out: Floats2d
) -> None:
    start = 0
    for total, end in zip(out, ends.tolist(), strict=True):
        if end > start:
            total += np.einsum("i,ij->j", length[start:end], unpacked[start:end])
        start = end


_BLOCK_STARTS: Final = np.arange(BLOCKS, dtype=np.intp) * CENTROIDS


def _unpack(book: npt.NDArray[np.complex128], codes: npt.NDArray[np.uint8]) -> Floats2d:
    """Return float32[k, 128]: the centroids that uint8[k, 16] stand for, side by side."""
    return book.take(codes + _BLOCK_STARTS, axis=0).reshape(len(codes), DIMS // 4).view(np.float32)
