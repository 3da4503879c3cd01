"""The scores of a run with all the draws behind them, so that any mean or difference has its interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import stdev
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from isogloss.metrics.bootstrap import Difference, Score
from isogloss.metrics.group import Group
from isogloss.metrics.joint import Joint, joint
from isogloss.metrics.randomisation import Randomised, randomised
from isogloss.metrics.table import metric
from isogloss.report.reading import Approach, Reading, Trial

_SAME_LABELS: Final = 0.99

Key = tuple[Approach, str]


@dataclass(frozen=True, slots=True)
class Scores:
    """The mean over trials of every approach in every language, resampled together.

    place: where a score stands in the joints; joints: by metric; seed: of all draws.
    """

    reading: Reading
    place: Mapping[Key, int]
    joints: Mapping[str, Joint]
    seed: int

    def languages(self, approach: Approach, *, without: str = "") -> list[str]:
        """Return the languages in which an approach was scored, in plan order."""
        return [
            language
            for language in self.reading.languages
            if (approach, language) in self.place and language != without
        ]

    def mean(self, name: str, approach: Approach, languages: Iterable[str]) -> Score:
        """Return the mean of a metric over one language or more; of one, what ``of`` returns."""
        several = list(languages)
        if len(several) == 1:
            return self.of(name, approach, several[0])
        return self.joints[name].score(self._places(approach, several))

    def of(self, name: str, approach: Approach, language: str) -> Score:
        """Return the score in one language: that of its row, or the mean where there were several trials."""
        trials = self.reading.trials[approach, language]
        row = trials[0].rows[name]
        if len(trials) == 1 and row.low is not None and row.high is not None:
            return Score(row.value, row.low, row.high)
        return self.joints[name].score(self._places(approach, [language]))

    def differences(
        self, name: str, pairs: Sequence[tuple[Key, Key]], *, mean_of: Sequence[int] = ()
    ) -> tuple[list[Difference], Difference | None]:
        """Return the difference of each pair, and that of the means over the pairs in ``mean_of``."""
        tested = self._randomised(name, [([first], [second]) for first, second in pairs])
        found = [
            self._difference(name, [first], [second], tested.p([place]))
            for place, (first, second) in enumerate(pairs)
        ]
        if not mean_of:
            return found, None
        firsts, seconds = zip(*(pairs[place] for place in mean_of), strict=True)
        return found, self._difference(name, firsts, seconds, tested.p(mean_of))

    def _difference(self, name: str, first: Sequence[Key], second: Sequence[Key], p: float) -> Difference:
        one, two = [self.place[key] for key in first], [self.place[key] for key in second]
        return self.joints[name].difference(one, two, p=p)

    def _randomised(self, name: str, pairs: Sequence[tuple[Sequence[Key], Sequence[Key]]]) -> Randomised:
        def groups(keys: Sequence[Key]) -> list[Group]:
            return [trial.group for key in keys for trial in self.reading.trials[key]]

        with threadpool_limits(limits=1):
            sides = [(groups(first), groups(second)) for first, second in pairs]
            return randomised(metric(name, self.reading.labels), sides, seed=self.seed)

    def spread(self, name: str, approach: Approach, languages: Sequence[str]) -> float | None:
        """Return the standard deviation over draws of the mean over languages; None for a single draw."""
        by_draw: dict[str, list[float]] = {}
        for language in languages:
            for trial in self.reading.trials[approach, language]:
                by_draw.setdefault(trial.draw, []).append(trial.rows[name].value)
        means = [float(np.mean(values)) for values in by_draw.values()]
        return stdev(means) if len(means) > 1 else None

    def _places(self, approach: Approach, languages: Iterable[str]) -> list[int]:
        return [self.place[approach, language] for language in languages]


def scores(reading: Reading) -> Scores:
    """Return the scores of a run; items are drawn once for all of them, by id."""
    # By language first: neighbours are then on the same items, which are weighed once.
    keys = sorted(reading.trials, key=lambda key: reading.languages.index(key[1]))
    trials: list[Trial] = []
    parts: list[range] = []
    for key in keys:
        parts.append(range(len(trials), len(trials) + len(reading.trials[key])))
        trials += reading.trials[key]
    seed = min(row.seed for trial in trials for row in trial.rows.values())
    joints = {}
    # As where cells are computed: the products are small, so threads cost more than they give.
    with threadpool_limits(limits=1):
        for name in reading.metrics:
            drawn = joint(metric(name, reading.labels), [trial.group for trial in trials], seed=seed)
            joints[name] = drawn if len(trials) == len(keys) else drawn.merged(parts)
    return Scores(reading, {key: place for place, key in enumerate(keys)}, joints, seed)


def parallel(one: Group, other: Group) -> bool:
    """Return whether two test sets hold the same items: most ids in common, and the same labels on them."""
    gold = dict(zip(one.ids, one.gold.tolist(), strict=True))
    common: list[bool] = [
        gold[item] == label
        for item, label in zip(other.ids, other.gold.tolist(), strict=True)
        if item in gold
    ]
    if 2 * len(common) < max(len(one.ids), len(other.ids)):
        return False
    return bool(common) and sum(common) >= _SAME_LABELS * len(common)
