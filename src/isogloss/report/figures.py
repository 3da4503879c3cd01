"""Where the marks of a figure stand: across in percent of its width, down in pixels of its height.

Widths in percent let one drawing fit a phone and a desk while its text keeps its size.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from isogloss.report.analysis import Analysis
from isogloss.report.correlation import EXPLAINING, Correlation
from isogloss.report.portrait import Portrait
from isogloss.report.wording import MINUS

HEIGHT: Final = 230
_TOP, _BOTTOM = 14, 34
_LEFT, _RIGHT = 11.0, 97.0
_COLUMNS: Final = 80  # of dots, from 0 to 100%
_STEP: Final = 7.5  # pixels from dot to dot


@dataclass(frozen=True, slots=True)
class Dot:
    """One language in a figure. x: percent of the width; y: pixels from the top."""

    x: float
    y: float
    score: float
    value: float
    portrait: Portrait
    is_worst: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, at ``place`` (percent across or pixels down)."""

    place: float
    text: str


@dataclass(frozen=True, slots=True)
class Scatter:
    """Scores against one fact about the languages."""

    fact: str
    correlation: Correlation
    dots: Sequence[Dot]
    across: Sequence[Tick]
    down: Sequence[Tick]


@dataclass(frozen=True, slots=True)
class Swarm:
    """All languages along one line of scores. height: in pixels. low: where the line begins, 0 or below."""

    dots: Sequence[Dot]
    ticks: Sequence[Tick]
    height: float
    low: float


def scatters(analysis: Analysis) -> list[Scatter]:
    """Return a scatter for every fact that at least two languages have and that tells them apart."""
    lead = analysis.headline
    of = {one.fact: one for one in lead.correlations}
    found = (_scatter(analysis, of[fact]) for fact in EXPLAINING)
    return [scatter for scatter in found if scatter is not None]


def swarm(analysis: Analysis) -> Swarm:
    """Return the languages but the source as dots, stacked where scores are the same to about one percent."""
    points = _points(analysis)
    stacked: Counter[int] = Counter()
    placed = []
    for score, portrait, is_worst in sorted(points, key=lambda point: point[0]):
        column = round(score * _COLUMNS)
        placed.append((column, stacked[column], score, portrait, is_worst))
        stacked[column] += 1
    height = max(4, *stacked.values()) * _STEP
    low = _lowest(analysis, [score for score, _, _ in points])
    dots = [
        Dot(across(column / _COLUMNS, low), height + 52 - row * _STEP, score, score, portrait, is_worst)
        for column, row, score, portrait, is_worst in placed
    ]
    fifths = range(round(5 * low), 6)
    ticks = [Tick(across(fifth / 5, low), f"{20 * fifth}".replace("-", MINUS)) for fifth in fifths]
    return Swarm(dots, ticks, height, low)


def _lowest(analysis: Analysis, scores: Sequence[float]) -> float:
    """Return where the line begins: 0, or the fifth below what stands lowest on it (correlations)."""
    lead = analysis.headline
    mean = lead.means[analysis.summary.metrics[0]].value
    marked = [mean, lead.source_score.value if lead.source_score else mean]
    marked.append(mean - lead.lead.value if lead.lead else mean)
    return min(0.0, math.floor(5 * min([*scores, *marked])) / 5)


def _points(analysis: Analysis) -> list[tuple[float, Portrait, bool]]:
    lead = analysis.headline
    metric = analysis.summary.metrics[0]
    chosen = set(lead.languages)
    return [
        (
            result.scores[metric].value,
            analysis.summary.portrait(lead.source, result.language),
            result.language in lead.worst.languages,
        )
        for result in lead.results
        if result.language in chosen
    ]


def _scatter(analysis: Analysis, correlation: Correlation) -> Scatter | None:
    fact = correlation.fact
    points = [point for point in _points(analysis) if fact in point[1].facts]
    values = [portrait.facts[fact] for _, portrait, _ in points]
    if len(set(values)) < 2:
        return None
    across = _axis(min(values), max(values))
    down = _axis(min(score for score, _, _ in points), max(score for score, _, _ in points))
    dots = [
        Dot(
            _between(portrait.facts[fact], across, _LEFT, _RIGHT),
            _between(score, down, HEIGHT - _BOTTOM, _TOP),
            score,
            portrait.facts[fact],
            portrait,
            is_worst,
        )
        for score, portrait, is_worst in points
    ]
    as_share = fact != "words" and fact != "geographic_distance"
    return Scatter(
        fact=fact,
        correlation=correlation,
        dots=dots,
        across=[
            Tick(_between(at, across, _LEFT, _RIGHT), _said(at, as_share and fact == "coverage"))
            for at in across
        ],
        down=[Tick(_between(at, down, HEIGHT - _BOTTOM, _TOP), _said(at, True)) for at in down],
    )


def across(share: float, low: float = 0.0) -> float:
    """Return where a score stands across a swarm from ``low``, with room for half a label at either end."""
    return 2 + 96 * (share - low) / (1 - low)


def _between(value: float, ticks: Sequence[float], start: float, end: float) -> float:
    return start + (value - ticks[0]) / (ticks[-1] - ticks[0]) * (end - start)


def _said(value: float, as_percent: bool) -> str:
    return f"{100 * value:.0f}" if as_percent else f"{value:,.10g}"


def _axis(low: float, high: float) -> list[float]:
    """Return round numbers, three to six, that hold both ends."""
    span = (high - low) or 1.0
    unit = 10.0 ** math.floor(math.log10(span / 4))
    step = next(unit * times for times in (1, 2, 2.5, 5, 10) if span / (unit * times) <= 4)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [place * step for place in range(first, max(last, first + 1) + 1)]
