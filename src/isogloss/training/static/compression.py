"""From trained rows to 18, 34 or 50 bytes a row: product quantisation in layers, a length on a log scale.

Product quantisation: Jégou et al. 2011, "Product Quantization for Nearest Neighbor Search"; the balanced
rotation: Ge et al. 2013, "Optimized Product Quantization" (the parametric solution).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from isogloss.models.static.quantised import BLOCKS, CENTROIDS, NO_ROW, Weights
from isogloss.models.static.slots import SLOTS
from isogloss.progress import track
from isogloss.training.static.rows import Owners

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Doubles2d, Floats1d, Floats2d, Ints1d

LAYERS: Final = 3
FINE: Final = 400_000
FINEST: Final = 170_000
_SAMPLE: Final = 60_000
_ROUNDS: Final = 12
_CHUNK: Final = 65_536


@dataclass(frozen=True, slots=True)
class Quantised:
    """Rows as codes, in three layers: all rows, the fine ones, the finest ones.

    Row i is levels[lengths[i]] times the sum of its centroids in the layers it is in. rotation: float32[128,
    128], into the space of the codebooks. lengths: uint8[k]; levels: float32[256]. members: bool[k] of each
    layer; codes: uint8[k, 16] of each layer; codebooks: float16[16, 256, 8] of the layers done so far.
    """

    rotation: Floats2d
    lengths: npt.NDArray[np.uint8]
    levels: npt.NDArray[np.float32]
    members: tuple[Bools1d, ...]
    codes: tuple[npt.NDArray[np.uint8], ...]
    codebooks: tuple[npt.NDArray[np.float16], ...] = ()

    def restored(self, table: Floats2d) -> Floats2d:
        """Return ``table`` with every row that has all its codes as these codes say."""
        done = len(self.codebooks)
        ready = ~self.members[done] if done < LAYERS else np.ones(len(table), bool)
        out = table.copy()
        for start in range(0, len(table), _CHUNK):
            rows = start + np.flatnonzero(ready[start : start + _CHUNK])
            directions = np.zeros((len(rows), table.shape[1]), np.float32)
            for member, codes, codebook in zip(self.members, self.codes, self.codebooks, strict=False):
                inside = member[rows]
                directions[inside] += decode(codes[rows[inside]], codebook)
            out[rows] = self.levels[self.lengths[rows]][:, None] * (directions @ self.rotation.T)
        return out


def prepare(table: Floats2d, counts: Ints1d, finer: tuple[int, int] = (FINE, FINEST)) -> Quantised:
    """Return rotation, levels and members for rows float32[k, 128]; no layer is done yet.

    counts: int64[k], occurrences of each row in training. finer: how many rows are fine and finest: those
    with the largest squared length times count to the power of 0.75, which is what their errors do to
    texts, and a little more for the rare ones.
    """
    length, directions = _directions(table)
    rotation = balanced_rotation(directions, length**2).astype(np.float32)
    lengths, levels = quantise_lengths(length)
    order = np.argsort(-(length**2 * counts**0.75), kind="stable")
    order = order[length[order] > 0]
    members = [np.zeros(len(table), bool) for _ in range(LAYERS)]
    for member, size in zip(members, (len(table), *finer), strict=True):
        member[order[:size]] = True
    codes = tuple(np.zeros((len(table), BLOCKS), np.uint8) for _ in range(LAYERS))
    return Quantised(rotation, lengths, levels, tuple(members), codes)


def add_layer(quantised: Quantised, table: Floats2d, random: np.random.Generator) -> Quantised:
    """Return ``quantised`` with its next layer done, and the rows in it quantised anew from ``table``."""
    layer = len(quantised.codebooks)
    rows = np.flatnonzero(quantised.members[layer])
    length, directions = _directions(table[rows])
    directions = directions @ quantised.rotation
    rest = directions.copy()
    codes = [one.copy() for one in quantised.codes]
    codebooks = list(quantised.codebooks)
    for number in range(layer + 1):
        if number == layer:
            worth = length**2 / (length**2).sum()
            drawn = random.choice(len(rows), min(_SAMPLE, len(rows)), p=worth)
            codebooks.append(train_codebook(rest[drawn], _ROUNDS, random))
        codes[number][rows] = encode(rest, codebooks[number])
        rest -= decode(codes[number][rows], codebooks[number])
    restored = directions - rest
    # The length at which the restored direction comes nearest to the row.
    fit = np.einsum("ij,ij->i", directions, restored) / np.maximum(
        np.einsum("ij,ij->i", restored, restored), 1e-12
    )
    lengths = quantised.lengths.copy()
    lengths[rows] = nearest_levels(length * np.maximum(fit, 1e-3), quantised.levels)
    return replace(quantised, lengths=lengths, codes=tuple(codes), codebooks=tuple(codebooks))


def weights_of(quantised: Quantised, owners: Owners) -> Weights:
    """Return the rows, all layers done, spread over the slots that they own."""
    bits = []
    for member in quantised.members[1:]:
        has = np.zeros(SLOTS, bool)
        has[owners.slots] = member
        bits.append(np.packbits(has))
    _, fine, finest = quantised.members
    return Weights(
        fingerprints=owners.fingerprints,
        lengths=_spread(owners.slots, quantised.lengths),
        levels=quantised.levels,
        codes=_spread(owners.slots, quantised.codes[0]),
        codebook=quantised.codebooks[0],
        fine=bits[0],
        fine_codes=quantised.codes[1][fine],
        fine_codebook=quantised.codebooks[1],
        finest=bits[1],
        finest_codes=quantised.codes[2][finest],
        finest_codebook=quantised.codebooks[2],
    )


def _directions(table: Floats2d) -> tuple[Floats1d, Floats2d]:
    """Return the length of each row, float64[k], and the row at unit length."""
    length = np.sqrt(np.einsum("ij,ij->i", table, table, dtype=np.float64))
    return length, (table / np.maximum(length, 1e-12)[:, None]).astype(np.float32)


def _spread(slots: Ints1d, values: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return uint8[SLOTS, ...]: ``values`` at their slots, 0 elsewhere."""
    out = np.zeros((SLOTS, *values.shape[1:]), np.uint8)
    out[slots] = values
    return out


def balanced_rotation(directions: Floats2d, weights: Floats1d) -> Doubles2d:
    """Return float64[d, d]: principal directions, dealt to blocks with balanced products of variance."""
    scatter = np.zeros((directions.shape[1],) * 2)
    for start in range(0, len(directions), _CHUNK):
        chunk = directions[start : start + _CHUNK].astype(np.float64)
        scatter += (chunk * weights[start : start + _CHUNK, None]).T @ chunk
    values, vectors = np.linalg.eigh(scatter)
    size = len(values) // BLOCKS
    members: list[list[int]] = [[] for _ in range(BLOCKS)]
    products = np.zeros(BLOCKS)
    for index in range(len(values) - 1, -1, -1):
        free = [block for block in range(BLOCKS) if len(members[block]) < size]
        block = min(free, key=lambda block: (products[block], block))
        members[block].append(index)
        # Relative to the smallest value every logarithm is positive, so each deal counts as a load.
        products[block] += np.log(max(values[index], 1e-300) / max(values[0], 1e-300))
    return np.asarray(vectors[:, np.concatenate(members)])


def quantise_lengths(length: Floats1d) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """Return a code for each length and what the codes stand for: uint8[n], float32[256].

    255 steps on a log scale between the 0.1 % and the 99.99 % quantile; 0 stands for a length of 0.
    """
    positive = length[length > 0]
    levels = np.zeros(256, np.float32)
    codes = np.full(len(length), NO_ROW, np.uint8)
    if not len(positive):
        return codes, levels
    low, high = np.log(np.quantile(positive, (0.001, 0.9999)))
    levels[1:] = np.exp(np.linspace(low, high, 255))
    place = (np.log(positive) - low) / max(high - low, 1e-9) * 254
    codes[length > 0] = 1 + np.clip(np.rint(place), 0, 254).astype(np.uint8)
    return codes, levels


def nearest_levels(length: Floats1d, levels: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Return the code of the level nearest to each length by ratio; 0 for a length of 0."""
    logs = np.log(levels[1:].astype(np.float64))
    between = (logs[1:] + logs[:-1]) / 2
    codes = 1 + np.searchsorted(between, np.log(np.maximum(length, 1e-300)))
    return np.where(length > 0, codes, NO_ROW).astype(np.uint8)


def train_codebook(rows: Floats2d, rounds: int, random: np.random.Generator) -> npt.NDArray[np.float16]:
    """Return float16[16, 256, 8]: centroids of each block of float32[n, 128], by k-means (Lloyd)."""
    size = rows.shape[1] // BLOCKS
    codebook = np.zeros((BLOCKS, CENTROIDS, size), np.float32)
    if not len(rows):
        return codebook.astype(np.float16)
    for block in track(range(BLOCKS), label="codebook", unit="block"):
        part = np.ascontiguousarray(rows[:, block * size : (block + 1) * size])
        centroids = part[random.choice(len(part), CENTROIDS, replace=len(part) < CENTROIDS)]
        for _ in range(rounds):
            nearest = _nearest(part, centroids)
            members = np.bincount(nearest, minlength=CENTROIDS)
            for d in range(size):
                total = np.bincount(nearest, weights=part[:, d], minlength=CENTROIDS)
                centroids[:, d] = np.where(members > 0, total / np.maximum(members, 1), centroids[:, d])
        codebook[block] = centroids
    return codebook.astype(np.float16)


def encode(rows: Floats2d, codebook: npt.NDArray[np.float16]) -> npt.NDArray[np.uint8]:
    """Return uint8[n, 16]: the nearest centroid of each block of ``rows`` float32[n, 128]."""
    size = codebook.shape[2]
    codes = np.empty((len(rows), BLOCKS), np.uint8)
    for start in track(range(0, len(rows), _CHUNK), label="quantising", unit="chunk"):
        chunk = rows[start : start + _CHUNK]
        for block in range(BLOCKS):
            part = np.ascontiguousarray(chunk[:, block * size : (block + 1) * size])
            codes[start : start + _CHUNK, block] = _nearest(part, codebook[block].astype(np.float32))
    return codes


def decode(codes: npt.NDArray[np.uint8], codebook: npt.NDArray[np.float16]) -> Floats2d:
    """Return float32[n, 128]: the centroids that uint8[n, 16] stand for."""
    parts = [codebook[block].astype(np.float32)[codes[:, block]] for block in range(BLOCKS)]
    return np.concatenate(parts, axis=1)


def _nearest(rows: Floats2d, centroids: Floats2d) -> npt.NDArray[np.intp]:
    squared = 0.5 * np.einsum("ij,ij->i", centroids, centroids)
    nearest: npt.NDArray[np.intp] = (squared - rows @ centroids.T).argmin(axis=1)
    return nearest
