"""One resampling of items for many groups at once: every mean and difference over them is paired.

It gives what ``bootstrap.mean_score`` and ``mean_difference`` give for any choice among the groups, and draws
only once: a report asks for hundreds of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Ints1d
from isogloss.metrics.bootstrap import Difference, Score, item_weights, percentiles
from isogloss.metrics.contract import Metric
from isogloss.metrics.group import Group


@dataclass(frozen=True, slots=True)
class Joint:
    """A metric over groups, as it is and as it would be with other items.

    values: float64[groups]. draws: float64[DRAWS, groups]; nan where a draw took none of a group's items.
    """

    values: Floats1d
    draws: Doubles2d

    def score(self, groups: Sequence[int]) -> Score:
        """Return the unweighted mean over one group or more, by number, with its interval."""
        chosen = list(groups)
        return Score(float(self.values[chosen].mean()), *percentiles(_mean(self.draws[:, chosen])))

    def difference(self, first: Sequence[int], second: Sequence[int], *, p: float) -> Difference:
        """Return how much higher the mean over ``first`` is than that over ``second``, items paired by id.

        p: as ``randomisation.randomised`` finds it.
        """
        one, two = list(first), list(second)
        draws = _mean(self.draws[:, one]) - _mean(self.draws[:, two])
        value = float(self.values[one].mean() - self.values[two].mean())
        return Difference(value, *percentiles(draws), p)

    def merged(self, parts: Sequence[Sequence[int]]) -> Joint:
        """Return one group for each part: the mean over its groups, such as repeated trials."""
        values = [self.values[list(part)].mean() for part in parts]
        draws = [_mean(self.draws[:, list(part)]) for part in parts]
        return Joint(np.array(values), np.stack(draws, axis=1))


def joint(metric: Metric, groups: Sequence[Group], *, seed: int = 0) -> Joint:
    """Return the metric over each of one group or more, items drawn by id over all of them at once.

    Groups on the same items should follow each other: they are then weighed once.
    """
    items = sorted({item for group in groups for item in group.ids})
    number = {item: place for place, item in enumerate(items)}
    places = [np.array([number[item] for item in group.ids]) for group in groups]
    values = [metric(group.gold, group.predicted, np.ones((1, len(group.gold))))[0] for group in groups]
    blocks = [_block(metric, groups, places, weights) for weights in item_weights(len(items), seed)]
    return Joint(np.array(values), np.concatenate(blocks))


def _block(
    metric: Metric, groups: Sequence[Group], places: Sequence[Ints1d], weights: Doubles2d
) -> Doubles2d:
    """Return float64[draws, groups] for some draws of weights over all items."""
    found = np.empty((len(weights), len(groups)))
    last, chosen = None, weights
    for column, (group, place) in enumerate(zip(groups, places, strict=True)):
        if last is None or not np.array_equal(place, last):
            last, chosen = place, np.ascontiguousarray(weights[:, place])
        found[:, column] = metric(group.gold, group.predicted, chosen)
    return found


def _mean(draws: Doubles2d) -> Floats1d:
    """Return the mean over groups of each draw; nan only where every group is."""
    known = ~np.isnan(draws)
    with np.errstate(invalid="ignore"):
        mean: Floats1d = np.where(known, draws, 0.0).sum(axis=1) / known.sum(axis=1)
    return mean
