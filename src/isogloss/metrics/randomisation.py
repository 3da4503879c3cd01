"""Approximate randomisation: how often chance alone parts two systems as far as they stand apart.

Source: Noreen 1989, Computer-Intensive Methods for Testing Hypotheses; Yeh 2000, COLING. If two systems are
alike, either could have made either prediction: those of an item change sides with probability 1/2.
Unlike a share of bootstrap draws, the p-value holds for few items too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Ints1d
from isogloss.metrics.contract import Metric
from isogloss.metrics.group import Group

DRAWS: Final = 1000
_BLOCK: Final = 4_000_000  # items changing sides held at a time
_ALIKE: Final = 1e-12
Pair: TypeAlias = tuple[Sequence[Group], Sequence[Group]]


@dataclass(frozen=True, slots=True)
class Randomised:
    """Differences as they are and as chance would have them.

    observed: float64[pairs]. permuted: float64[DRAWS, pairs].
    """

    observed: Floats1d
    permuted: Doubles2d

    def p(self, pairs: Sequence[int]) -> float:
        """Return the two-sided p-value of the mean over one pair or more, by number; at least 1 / 1001."""
        chosen = list(pairs)
        apart = abs(self.observed[chosen].mean())
        as_far = np.abs(self.permuted[:, chosen].mean(axis=1)) >= apart - _ALIKE
        return float(1 + as_far.sum()) / (1 + DRAWS)


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Items that two groups share, as distinct (gold, predicted) on either side.

    place: int[items] numbers of those that differ, sorted by combination; starts: where each combination
    begins. gold, predicted: int[2 * combinations + alike], both sides of each and then what is alike.
    """

    place: Ints1d
    starts: Ints1d
    counts: Floats1d
    alike: Floats1d
    gold: Ints1d
    predicted: Ints1d


def randomised(metric: Metric, pairs: Sequence[Pair], *, seed: int = 0) -> Randomised:
    """Return how much higher each pair's first scores than its second, and the same by chance.

    A side is one group or more, such as repeated trials, whose mean counts. Groups with at least half of
    their ids in common are compared over those; an id changes sides in all pairs at once, as languages that
    share
    their items are no independent evidence. Of other groups the items are dealt out anew (two independent
    samples).
    """
    matched = [_matched(*pair) for pair in pairs]
    common = [[_common(a, b) for a, b in one] for one in matched]
    known = sorted({i for one, ids in zip(matched, common, strict=True) for i in _shared(one, ids)})
    number = {item: place for place, item in enumerate(known)}
    permuted = np.zeros((DRAWS, len(pairs)))
    observed = np.zeros(len(pairs))
    aligned: list[list[_Aligned]] = []
    for column, (one, ids) in enumerate(zip(matched, common, strict=True)):
        aligned.append([])
        for (a, b), both in zip(one, ids, strict=True):
            if both is None:
                whole, dealt = _dealt(metric, a, b, seed)
                observed[column] += whole / len(one)
                permuted[:, column] += dealt / len(one)
                continue
            made = _aligned(a, b, both, number)
            observed[column] += _swapped(metric, made, np.zeros((1, len(known)), dtype=np.bool_))[0] / len(
                one
            )
            aligned[-1].append(made)
    for rows, swaps in _swaps(len(known), seed):
        for column, several in enumerate(aligned):
            for made in several:
                permuted[rows, column] += _swapped(metric, made, swaps) / len(matched[column])
    return Randomised(observed, permuted)


def _matched(first: Sequence[Group], second: Sequence[Group]) -> list[tuple[Group, Group]]:
    """Return pairs of groups whose mean difference is the difference of the means."""
    return (
        list(zip(first, second, strict=True)) if len(first) == len(second) else list(product(first, second))
    )


def _common(first: Group, second: Group) -> tuple[Ints1d, Ints1d] | None:
    """Return where either group holds the ids that both have; None if these are fewer than half."""
    if first.ids == second.ids:
        every = np.arange(len(first.ids))
        return every, every
    place = {item: n for n, item in enumerate(first.ids)}
    both = [(place[item], n) for n, item in enumerate(second.ids) if item in place]
    if not both or 2 * len(both) < max(len(first.ids), len(second.ids)):
        return None
    one, two = np.array(both).T
    return one, two


def _shared(
    matched: Sequence[tuple[Group, Group]], common: Sequence[tuple[Ints1d, Ints1d] | None]
) -> Iterator[str]:
    for (first, _), both in zip(matched, common, strict=True):
        if both is not None:
            yield from (first.ids[place] for place in both[0].tolist())


def _aligned(first: Group, second: Group, both: tuple[Ints1d, Ints1d], number: Mapping[str, int]) -> _Aligned:
    one, two = both
    table = np.stack([first.gold[one], first.predicted[one], second.gold[two], second.predicted[two]])
    place = np.array([number[first.ids[n]] for n in one.tolist()])
    differ = (table[:2] != table[2:]).any(axis=0)
    found, of, counts = np.unique(table[:, differ], axis=1, return_inverse=True, return_counts=True)
    alike, weights = np.unique(table[:2, ~differ], axis=1, return_counts=True)
    return _Aligned(
        place=place[differ][np.argsort(of.ravel(), kind="stable")],
        starts=np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64),
        counts=counts.astype(np.float64),
        alike=weights.astype(np.float64),
        gold=np.concatenate([found[0], found[2], alike[0]]),
        predicted=np.concatenate([found[1], found[3], alike[1]]),
    )


def _swapped(
    metric: Metric, made: _Aligned, swaps: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
) -> Floats1d:
    """Return float64[draws]: the difference once the items marked in bool[draws, items] changed sides."""
    draws = len(swaps)
    if not len(made.place):
        return np.zeros(draws)
    moved = np.add.reduceat(swaps[:, made.place], made.starts, axis=1, dtype=np.float64)
    stayed = made.counts - moved
    alike = np.broadcast_to(made.alike, (draws, len(made.alike)))
    weights = np.block([[stayed, moved, alike], [moved, stayed, alike]])
    both = metric(made.gold, made.predicted, weights)
    difference: Floats1d = both[:draws] - both[draws:]
    return difference


def _swaps(items: int, seed: int) -> Iterator[tuple[slice, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]]:
    random = np.random.default_rng(seed)
    block = max(1, _BLOCK // max(1, items))
    for start in range(0, DRAWS, block):
        rows = slice(start, min(DRAWS, start + block))
        yield rows, random.integers(0, 2, size=(rows.stop - start, items), dtype=np.bool_)


def _dealt(metric: Metric, first: Group, second: Group, seed: int) -> tuple[float, Floats1d]:
    """Return the difference of two independent samples, and that of their items dealt out anew."""
    columns = [np.concatenate([first.gold, second.gold]), np.concatenate([first.predicted, second.predicted])]
    (gold, predicted), of, counts = np.unique(
        np.stack(columns), axis=1, return_inverse=True, return_counts=True
    )
    n = len(first.gold)
    taken = np.random.default_rng(seed).multivariate_hypergeometric(counts, n, size=DRAWS, method="marginals")
    own = np.bincount(of.ravel()[:n], minlength=len(counts))
    weights = np.concatenate([own[None, :], taken]).astype(np.float64)
    both = metric(gold, predicted, np.concatenate([weights, counts - weights]))
    difference: Floats1d = both[: DRAWS + 1] - both[DRAWS + 1 :]
    return float(difference[0]), difference[1:]
