"""Two runs side by side: the difference in every language that both scored, with paired intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from threadpoolctl import threadpool_limits

from isogloss.metrics.bootstrap import Difference, Score
from isogloss.metrics.contract import Metric
from isogloss.metrics.discovery import benjamini_hochberg
from isogloss.metrics.group import Group
from isogloss.metrics.joint import Joint, joint
from isogloss.metrics.randomisation import Randomised, randomised
from isogloss.metrics.table import metric
from isogloss.report.analysis import Analysis
from isogloss.report.reading import Approach
from isogloss.report.results import STANDS
from isogloss.report.scores import parallel


class LanguageDifference(Struct, frozen=True, kw_only=True):
    """One language in both runs. difference: the second less the first; q: its p-value, corrected.

    paired: whether both were scored on the same items.
    """

    language: str
    name: str
    first: Score
    second: Score
    difference: Difference
    q: float
    paired: bool


class Comparison(Struct, frozen=True, kw_only=True):
    """One approach of a run against one of another, over the languages in both but their sources.

    first, second: ``(run, system, recipe, source)``. mean: how much higher the second's mean is. better,
    worse: languages where the second is higher or lower with q < 0.05. paired: languages on the same items.
    """

    metric: str
    first: tuple[str, str, str, str]
    second: tuple[str, str, str, str]
    first_mean: Score
    second_mean: Score
    mean: Difference
    better: int
    worse: int
    paired: int
    languages: tuple[LanguageDifference, ...]


def comparisons(analyses: Sequence[Analysis]) -> tuple[Comparison, ...]:
    """Return the first run against each of the others: what they lead with, then what both hold alike."""
    first, *others = analyses
    return tuple(found for other in others for found in compared_with(first, other))


def compared_with(first: Analysis, other: Analysis) -> Iterator[Comparison]:
    """Yield what one run leads with against what another does, then what both hold alike."""
    pairs = [(_approach(first), _approach(other))]
    baselines = {a.system for a in (*first.summary.approaches, *other.summary.approaches) if a.is_baseline}
    alike = [one for one in first.reading.approaches if one in other.reading.approaches]
    pairs += [(one, one) for one in alike if one.system not in baselines]
    for one, two in dict.fromkeys(pairs):
        found = _compare(first, one, other, two)
        if found is not None:
            yield found


def _approach(analysis: Analysis) -> Approach:
    return analysis.reading.approaches[analysis.summary.headline]


def _compare(first: Analysis, one: Approach, second: Analysis, two: Approach) -> Comparison | None:
    """Return the comparison; None if no language but the sources was scored in both, by the same metric."""
    name = first.reading.metrics[0]
    theirs = set(second.scores.languages(two, without=two.source)) - {one.source}
    languages = [code for code in first.scores.languages(one, without=one.source) if code in theirs]
    if not languages or name not in second.reading.metrics:
        return None
    labels = sorted({*first.reading.labels, *second.reading.labels})
    number = {label: n for n, label in enumerate(labels)}
    scored = metric(name, labels)
    sides = [
        [_groups(analysis, approach, language, number) for language in languages]
        for analysis, approach in ((first, one), (second, two))
    ]
    drawn = _drawn(scored, [*sides[0], *sides[1]])
    places = range(len(languages))
    ours, rivals = list(places), [len(languages) + place for place in places]
    tested = _tested(scored, [(sides[1][place], sides[0][place]) for place in places])
    differences = [drawn.difference([rivals[n]], [ours[n]], p=tested.p([n])) for n in places]
    adjusted = benjamini_hochberg([difference.p for difference in differences]).tolist()
    rows = tuple(
        LanguageDifference(
            language=code,
            name=first.summary.portrait(one.source, code).name,
            first=first.scores.of(name, one, code),
            second=second.scores.of(name, two, code),
            difference=differences[place],
            q=adjusted[place],
            paired=parallel(sides[0][place][0], sides[1][place][0]),
        )
        for place, code in enumerate(languages)
    )
    stands = [row.difference.value for row in rows if row.q < STANDS]
    return Comparison(
        metric=name,
        first=(str(first.run.folder), one.system, one.recipe, one.source),
        second=(str(second.run.folder), two.system, two.recipe, two.source),
        first_mean=drawn.score(ours) if len(rows) > 1 else rows[0].first,
        second_mean=drawn.score(rivals) if len(rows) > 1 else rows[0].second,
        mean=drawn.difference(rivals, ours, p=tested.p(places)),
        better=sum(value > 0 for value in stands),
        worse=sum(value < 0 for value in stands),
        paired=sum(row.paired for row in rows),
        languages=rows,
    )


def _groups(analysis: Analysis, approach: Approach, language: str, number: dict[str, int]) -> list[Group]:
    """Return the predictions of each trial, with class numbers that hold for both runs."""
    to = np.array([number[label] for label in analysis.reading.labels], dtype=np.int64)
    trials = analysis.reading.trials[approach, language]
    return [Group(t.group.ids, to[t.group.gold], to[t.group.predicted]) for t in trials]


def _tested(scored: Metric, pairs: Sequence[tuple[Sequence[Group], Sequence[Group]]]) -> Randomised:
    with threadpool_limits(limits=1):
        return randomised(scored, pairs)


def _drawn(scored: Metric, languages: Sequence[Sequence[Group]]) -> Joint:
    parts, start = [], 0
    for groups in languages:
        parts.append(range(start, start + len(groups)))
        start += len(groups)
    with threadpool_limits(limits=1):
        return joint(scored, [group for groups in languages for group in groups]).merged(parts)
