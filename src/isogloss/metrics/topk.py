"""The k largest values of each row, or of each column, of a matrix that comes tile by tile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from isogloss.arrays import Floats1d, Floats2d, Ints1d, Ints2d

# Above this many candidates for each of the k places, the tile's own k-th value thins them out first.
_MANY: Final = 4
_NOBODY: Final[Ints1d] = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class TopK:
    """The k largest values seen so far, the largest first; equal ones by the smaller index.

    indices: int64[n, k], -1 where too few were seen. values: float32[n, k], -inf there. ``offer`` changes
    both in place, and returns whose places it changed, int64 that rise. Tiles must come so that the indices
    offered to one owner rise.
    """

    indices: Ints2d
    values: Floats2d

    @classmethod
    def empty(cls, n: int, k: int) -> TopK:
        """Return k free places for each of n owners."""
        return cls(np.full((n, k), -1, np.int64), np.full((n, k), -np.inf, np.float32))

    def clear(self) -> None:
        """Forget all that was seen."""
        self.indices.fill(-1)
        self.values.fill(-np.inf)

    def offer(self, tile: Floats2d, *, owner: int, index: int, axis: Literal[0, 1] = 1) -> Ints1d:
        """Take what is among the largest of a tile.

        tile: float32[r, c]. Rows own values with ``axis=1`` (row i is owner ``owner + i``, column j has index
        ``index + j``), columns with ``axis=0``. NaN is never taken.
        """
        k = self.values.shape[1]
        if not k or not tile.size:
            return _NOBODY
        floors = self.values[owner : owner + tile.shape[1 - axis], -1]
        flat = np.flatnonzero(_above(tile, floors, k, axis))
        if not len(flat):
            return _NOBODY
        row, column = np.divmod(flat, tile.shape[1])
        own, other = (row, column) if axis else (column, row)
        return self._merge(owner + own, index + other, tile[row, column])

    def join(self, other: TopK) -> Ints1d:
        """Take what is among the largest of what the same owners saw elsewhere, of larger indices."""
        owner, place = np.nonzero(other.values > self.values[:, -1:])
        if not len(owner):
            return _NOBODY
        return self._merge(owner, other.indices[owner, place], other.values[owner, place])

    def means(self) -> Floats1d:
        """Return float64[n]: the mean of each owner's values, 0 where there are none."""
        seen = self.indices >= 0
        sums = np.where(seen, self.values, 0).sum(axis=1, dtype=np.float64)
        return np.asarray(sums / np.maximum(seen.sum(axis=1), 1), np.float64)

    def _merge(self, owners: Ints1d, indices: Ints1d, values: Floats2d) -> Ints1d:
        k = self.values.shape[1]
        changed, place = np.unique(owners, return_inverse=True)
        owner = np.concatenate([np.repeat(np.arange(len(changed)), k), place])
        index = np.concatenate([self.indices[changed].ravel(), indices])
        value = np.concatenate([self.values[changed].ravel(), values])
        order = np.lexsort((index, -value, owner))
        counts = np.bincount(owner, minlength=len(changed))
        first = np.repeat(np.cumsum(counts) - counts, counts)
        kept = order[np.arange(len(order)) - first < k]
        self.indices[changed] = index[kept].reshape(-1, k)
        self.values[changed] = value[kept].reshape(-1, k)
        return changed


def _above(
    tile: Floats2d, floors: Floats2d, k: int, axis: Literal[0, 1]
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return bool[r, c]: what may enter; at least all that will."""
    above = tile > np.expand_dims(floors, axis)
    if tile.shape[axis] > k and np.count_nonzero(above) > _MANY * k * len(floors):
        largest = np.partition(tile, -k, axis=axis)
        kth = largest[:, -k, None] if axis else largest[None, -k]
        above &= tile >= kth
    return above
