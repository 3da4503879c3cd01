"""A dictionary that a mapping finds and that makes the next mapping, from a few pairs or from none.

Rows are of unit length, and the most frequent words come first: only these are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Floats2d, Ints1d, Ints2d
from isogloss.metrics.mapping import procrustes, unit
from isogloss.metrics.neighbours import NEIGHBOURS, nearest_both

_BLOCK: Final = 1024


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long self-learning goes on.

    most: words of each language that are looked at. kept: the share of similarities seen at first, the rest
    is passed over at random; doubled after ``patience`` rounds without gain, up to 1.
    gain: what the mean similarity must rise by to count. rounds: how many there are at most.
    """

    most: int = 4000
    kept: float = 0.1
    patience: int = 5
    gain: float = 5e-4
    rounds: int = 200


SCHEDULE: Final = Schedule()


def mutual_pairs(source: Floats2d, target: Floats2d, *, k: int = NEIGHBOURS) -> Ints2d:
    """Return int64[n, 2]: the rows that are each other's nearest by CSLS, sorted.

    Source: Conneau et al. 2018, arXiv:1710.04087, section 2.2.
    """
    forth, back, _ = _chosen(source, target, k)
    rows = np.arange(len(source))
    kept = back[forth] == rows if len(target) else np.zeros(len(source), bool)
    return np.stack([rows[kept], forth[kept]], axis=1)


def refined(source: Floats2d, target: Floats2d, matrix: Floats2d, *, rounds: int = 5) -> Floats2d:
    """Return float32[d, e]: an orthogonal matrix, again and again from the mutual pairs of the one before.

    Ends when the pairs stay the same. Source: Conneau et al. 2018, arXiv:1710.04087, section 2.2.
    """
    last = np.zeros((0, 2), np.int64)
    for _ in range(rounds):
        pairs = mutual_pairs(unit(source @ matrix), target)
        if not len(pairs) or np.array_equal(pairs, last):
            break
        matrix, last = procrustes(source[pairs[:, 0]], target[pairs[:, 1]]), pairs
    return matrix


def alike_by_distribution(source: Floats2d, target: Floats2d, *, most: int = 4000) -> Ints2d:
    """Return int64[n, 2]: rows whose similarities to the rest of their own language are spread most alike.

    A row's similarities, sorted, are a vector that needs no common space; rows are then paired by CSLS in
    both directions. Source: Artetxe et al. 2018, arXiv:1805.06297, section 3.2.
    """
    size = min(most, len(source), len(target))
    forth, back, _ = _chosen(_spread(source[:size]), _spread(target[:size]), NEIGHBOURS)
    return _union(forth, back)


def self_learned(
    source: Floats2d, target: Floats2d, pairs: Ints2d, *, seed: int = 0, schedule: Schedule = SCHEDULE
) -> Ints2d:
    """Return int64[n, 2]: the dictionary at which mapping and dictionary no longer better each other.

    pairs: int64[p, 2], the dictionary to begin with. In each round a rotation is fitted to the dictionary,
    and every row takes its nearest by CSLS, in both directions, among those that chance left to be seen.
    Source: Artetxe et al. 2018, arXiv:1805.06297, section 3.3.
    """
    x, y = source[: schedule.most], target[: schedule.most]
    random = np.random.default_rng(seed)
    best, kept, since, found = -np.inf, min(schedule.kept, 1.0), 0, pairs
    chosen = pairs
    for _ in range(schedule.rounds):
        mapped = unit(source @ procrustes(source[chosen[:, 0]], target[chosen[:, 1]]))
        forth, back, mean = _chosen(mapped[: len(x)], y, NEIGHBOURS, random=random, kept=kept)
        chosen = _union(forth, back)
        since += 1
        if mean > best + schedule.gain:
            best, since, found = mean, 0, chosen
        elif since >= schedule.patience:
            if kept >= 1:
                break
            kept, since, best = min(1.0, 2 * kept), 0, -np.inf
    return found


def _chosen(
    source: Floats2d,
    target: Floats2d,
    k: int,
    *,
    random: np.random.Generator | None = None,
    kept: float = 1.0,
) -> tuple[Ints1d, Ints1d, float]:
    """Return int64[n] and int64[m], each row's nearest by CSLS in the other language, and the mean cosine.

    kept: the share of similarities that ``random`` leaves to choose from. The mean is that of each row's
    largest cosine, of all that there are.
    """
    of_source, of_target = ((side.means() / 2).astype(np.float32) for side in nearest_both(source, target, k))
    forth, back = np.zeros(len(source), np.int64), np.zeros(len(target), np.int64)
    highest, cosine = (np.full(len(target), -np.inf, np.float32) for _ in range(2))
    total = 0.0
    for start in range(0, len(source) if len(target) else 0, _BLOCK):
        similarity = source[start : start + _BLOCK] @ target.T
        rows = slice(start, start + len(similarity))
        total += float(similarity.max(axis=1).sum(dtype=np.float64))
        np.maximum(cosine, similarity.max(axis=0), out=cosine)
        forth[rows] = _seen(np.asarray(similarity - of_target, np.float32), random, kept).argmax(axis=1)
        corrected = _seen(np.asarray(similarity - of_source[rows, None], np.float32), random, kept)
        place = corrected.argmax(axis=0)
        value = corrected[place, np.arange(len(target))]
        back[value > highest] = start + place[value > highest]
        np.maximum(highest, value, out=highest)
    mean = (total / max(1, len(source)) + float(cosine.mean() if len(source) and len(target) else 0)) / 2
    return forth, back, mean


def _seen(similarity: Floats2d, random: np.random.Generator | None, kept: float) -> Floats2d:
    if random is not None and kept < 1:
        similarity[random.random(similarity.shape, np.float32) >= kept] = -np.inf
    return similarity


def _spread(vectors: Floats2d) -> Floats2d:
    """Return each row's similarities to all, sorted, centred, of unit length; of the root of their matrix."""
    u, scale, _ = np.linalg.svd(vectors.astype(np.float64), full_matrices=False)
    similar = np.sort((u * scale) @ u.T, axis=1)
    similar = unit(similar.astype(np.float32))
    return unit(similar - similar.mean(axis=0))


def _union(forth: Ints1d, back: Ints1d) -> Ints2d:
    there = np.stack([np.arange(len(forth)), forth], axis=1)
    return np.concatenate([there, np.stack([back, np.arange(len(back))], axis=1)])
