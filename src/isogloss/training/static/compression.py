"""From trained rows to 34 bytes a row: product quantisation, a length on a log scale, and residuals.

Product quantisation: Jégou et al. 2011, "Product Quantization for Nearest Neighbor Search"; the balanced
rotation: Ge et al. 2013, "Optimized Product Quantization" (the parametric solution).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from isogloss.models.static.features import SLOTS
from isogloss.models.static.quantised import BLOCKS, CENTROIDS, NO_ROW, Weights
from isogloss.progress import track
from isogloss.training.static.rows import Owners

if TYPE_CHECKING:
    from isogloss.arrays import Doubles2d, Floats1d, Floats2d, Ints1d

RESIDUALS: Final = 34_000
_SAMPLE: Final = 60_000
_ROUNDS: Final = 12
_RESIDUAL_ROUNDS: Final = 8
_CHUNK: Final = 65_536


def compress(table: Floats2d, owners: Owners, counts: Ints1d, random: np.random.Generator) -> Weights:
    """Return ``table`` quantised and spread over the slots.

    table: float32[k, 128], one row for each owned slot. counts: int64[k], occurrences of each row in
    training; with the squared error they decide which 34,000 rows get residuals.
    """
    length = np.sqrt(np.einsum("ij,ij->i", table, table, dtype=np.float64))
    directions = (table / np.maximum(length, 1e-12)[:, None]).astype(np.float32)
    directions = directions @ balanced_rotation(directions, length**2).astype(np.float32)
    lengths, levels = quantise_lengths(length)
    drawn = random.choice(len(table), min(_SAMPLE, len(table)), p=length**2 / (length**2).sum())
    codebook = train_codebook(directions[drawn], _ROUNDS, random)
    codes = encode(directions, codebook)
    rest = directions - decode(codes, codebook)
    cost = length**2 * np.einsum("ij,ij->i", rest, rest) * counts
    worst = np.argsort(-cost, kind="stable")[:RESIDUALS]
    chosen = np.sort(worst[length[worst] > 0])
    residual_codebook = train_codebook(rest[chosen], _RESIDUAL_ROUNDS, random)
    return Weights(
        fingerprints=_spread(owners.slots, owners.fingerprints),
        lengths=_spread(owners.slots, lengths),
        levels=levels,
        codes=_spread(owners.slots, codes),
        codebook=codebook,
        residual_slots=owners.slots[chosen].astype(np.int32),
        residual_codes=encode(rest[chosen], residual_codebook),
        residual_codebook=residual_codebook,
    )


def _spread(slots: Ints1d, values: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return uint8[SLOTS, ...]: ``values`` at their slots, 0 elsewhere."""
    out = np.zeros((SLOTS, *values.shape[1:]), np.uint8)
    out[slots] = values
    return out


def balanced_rotation(directions: Floats2d, weights: Floats1d) -> Doubles2d:
    """Return float64[d, d]: principal directions, dealt to blocks of 4 with balanced products of variance."""
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


def train_codebook(rows: Floats2d, rounds: int, random: np.random.Generator) -> npt.NDArray[np.float16]:
    """Return float16[32, 256, 4]: centroids of each block of float32[n, 128], by k-means (Lloyd)."""
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
    """Return uint8[n, 32]: the nearest centroid of each block of ``rows`` float32[n, 128]."""
    size = codebook.shape[2]
    codes = np.empty((len(rows), BLOCKS), np.uint8)
    for start in track(range(0, len(rows), _CHUNK), label="quantising", unit="chunk"):
        chunk = rows[start : start + _CHUNK]
        for block in range(BLOCKS):
            part = np.ascontiguousarray(chunk[:, block * size : (block + 1) * size])
            codes[start : start + _CHUNK, block] = _nearest(part, codebook[block].astype(np.float32))
    return codes


def decode(codes: npt.NDArray[np.uint8], codebook: npt.NDArray[np.float16]) -> Floats2d:
    """Return float32[n, 128]: the centroids that uint8[n, 32] stand for."""
    parts = [codebook[block].astype(np.float32)[codes[:, block]] for block in range(BLOCKS)]
    return np.concatenate(parts, axis=1)


def _nearest(rows: Floats2d, centroids: Floats2d) -> npt.NDArray[np.intp]:
    squared = 0.5 * np.einsum("ij,ij->i", centroids, centroids)
    nearest: npt.NDArray[np.intp] = (squared - rows @ centroids.T).argmin(axis=1)
    return nearest
