"""Percentile bootstrap over examples: how far a score would move with other examples of the same kind.

Source: Efron and Tibshirani 1993, chapter 13. Examples are drawn with replacement; those with the same gold
and predicted classes are interchangeable, so counts of the distinct combinations are drawn (a multinomial)
in place of the examples: the same distribution, with memory that does not grow with the number of examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Ints1d
from isogloss.metrics.contract import Metric
from isogloss.metrics.group import Group
from isogloss.metrics.randomisation import randomised

DRAWS: Final = 1000
_BLOCK: Final = 4_000_000  # weights held at a time


@dataclass(frozen=True, slots=True)
class Score:
    """A value and its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher the first of two scores is, its 95% interval, and a two-sided p-value.

    The interval is the bootstrap's, p is that of approximate randomisation.
    """

    value: float
    low: float
    high: float
    p: float


def score(metric: Metric, gold: Ints1d, predicted: Ints1d, *, seed: int = 0) -> Score:
    """Return the metric over n >= 1 examples with its interval."""
    (pairs_gold, pairs_predicted), counts = _distinct(gold, predicted)
    draws = metric(pairs_gold, pairs_predicted, _resample(counts, seed))
    value = metric(pairs_gold, pairs_predicted, counts[None, :].astype(np.float64))[0]
    return Score(float(value), *percentiles(draws))


def difference(metric: Metric, gold: Ints1d, first: Ints1d, second: Ints1d, *, seed: int = 0) -> Difference:
    """Return how much higher ``first`` scores than ``second`` on the same n >= 1 examples, paired.

    p: by approximate randomisation; the interval by the bootstrap.
    """
    (combined_gold, one, two), counts = _distinct(gold, first, second)
    weights = _resample(counts, seed)
    draws = metric(combined_gold, one, weights) - metric(combined_gold, two, weights)
    whole = counts[None, :].astype(np.float64)
    value = metric(combined_gold, one, whole)[0] - metric(combined_gold, two, whole)[0]
    ids = [str(place) for place in range(len(gold))]
    tested = randomised(metric, [([Group(ids, gold, first)], [Group(ids, gold, second)])], seed=seed)
    return Difference(float(value), *percentiles(draws), tested.p([0]))


def mean_score(metric: Metric, groups: Sequence[Group], *, seed: int = 0) -> Score:
    """Return the unweighted mean over groups with its interval.

    Items are drawn by id over all groups at once: where languages share their test items, as in parallel
    test sets, a draw takes an item in all of them, so that the mean does not look surer than it is.
    """
    value = np.mean([_whole(metric, group) for group in groups])
    return Score(float(value), *percentiles(_mean_draws(metric, groups, seed)))


def mean_difference(
    metric: Metric, first: Sequence[Group], second: Sequence[Group], *, seed: int = 0
) -> Difference:
    """Return how much higher the mean over ``first`` is than that over ``second``, items paired by id."""
    known = sorted({item for group in (*first, *second) for item in group.ids})
    draws = _mean_draws(metric, first, seed, known) - _mean_draws(metric, second, seed, known)
    value = np.mean([_whole(metric, g) for g in first]) - np.mean([_whole(metric, g) for g in second])
    pairs = (
        [([a], [b]) for a, b in zip(first, second, strict=True)]
        if len(first) == len(second)
        else [(first, second)]
    )
    tested = randomised(metric, pairs, seed=seed)
    return Difference(float(value), *percentiles(draws), tested.p(range(len(pairs))))


def _whole(metric: Metric, group: Group) -> float:
    return float(metric(group.gold, group.predicted, np.ones((1, len(group.gold))))[0])


def _mean_draws(
    metric: Metric, groups: Sequence[Group], seed: int, known: Sequence[str] | None = None
) -> Floats1d:
    items = known if known is not None else sorted({item for group in groups for item in group.ids})
    number = {item: place for place, item in enumerate(items)}
    places = [np.array([number[item] for item in group.ids]) for group in groups]
    means = []
    for weights in item_weights(len(items), seed):
        per_group = [metric(g.gold, g.predicted, weights[:, p]) for g, p in zip(groups, places, strict=True)]
        means.append(np.nanmean(per_group, axis=0))
    return np.concatenate(means)


def item_weights(items: int, seed: int) -> Iterator[Doubles2d]:
    """Yield float64[block, items], how often each item was drawn; the blocks hold DRAWS rows in all."""
    random = np.random.default_rng(seed)
    block = max(1, _BLOCK // items)
    for start in range(0, DRAWS, block):
        chosen = random.integers(0, items, size=(min(block, DRAWS - start), items))
        rows = np.arange(len(chosen))[:, None] * items
        yield np.bincount((chosen + rows).ravel(), minlength=chosen.size).reshape(chosen.shape).astype(float)


def _distinct(*columns: Ints1d) -> tuple[tuple[Ints1d, ...], Ints1d]:
    """Return the distinct combinations, column by column, and how often each occurs."""
    combinations, counts = np.unique(np.stack(columns), axis=1, return_counts=True)
    return tuple(combinations), counts


def _resample(counts: Ints1d, seed: int) -> Doubles2d:
    total = counts.sum()
    return np.random.default_rng(seed).multinomial(total, counts / total, size=DRAWS).astype(np.float64)


def percentiles(draws: Floats1d) -> tuple[float, float]:
    """Return the bounds that hold 95% of the draws; nan, a draw without the examples, is left out."""
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return float(low), float(high)
