"""Scores expected of languages that were left out beside those they had, as dots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from isogloss.report.portrait import Portrait
from isogloss.report.profile.details import detail_of
from isogloss.report.profile.expectations import PROBE
from isogloss.runs.row import Row

HEIGHT: Final = 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 8.0, 98.0, 12.0, HEIGHT - 44.0
_TICKS: Final = 5
_ByPair = dict[tuple[str, str], Row]


@dataclass(frozen=True, slots=True)
class Point:
    """A source and a target. x: percent of the width; y: pixels. missed: the interval did not hold it."""

    x: float
    y: float
    said: str
    missed: bool


@dataclass(frozen=True, slots=True)
class Foresight:
    """One system and recipe. ticks: (percent, pixels, text), both axes. ends: x, y, x, y of the diagonal."""

    points: Sequence[Point]
    ticks: Sequence[tuple[float, float, str]]
    ends: tuple[float, float, float, float]
    missed: int


def foresight(
    rows: Sequence[Row], system: str, recipe: str, people: Mapping[str, Portrait]
) -> Foresight | None:
    """Return what was expected with each language left out, as dots; None of fewer than two."""
    scored, expected = _sides(rows, system, recipe)
    pairs = [key for key in expected if key in scored]
    if len(pairs) < 2:
        return None
    values = [one.value for key in pairs for one in (scored[key], expected[key])]
    low, high = _rounded(min(values), max(values))

    def across(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - low) / (high - low)

    def down(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - low) / (high - low)

    several = len({source for _, source in pairs}) > 1
    points = []
    for language, source in pairs:
        one, score = expected[language, source], scored[language, source].value
        missed = one.low is not None and one.high is not None and not one.low <= score <= one.high
        name = people[language].name if language in people else language
        whose = f"{name} from {source}" if several else name
        said = f"{whose}: {100 * score:.0f}, {100 * one.value:.0f} expected"
        points.append(Point(across(one.value), down(score), said, missed))
    steps = [low + (high - low) * place / (_TICKS - 1) for place in range(_TICKS)]
    return Foresight(
        points,
        [(across(step), down(step), f"{100 * step:.0f}") for step in steps],
        (_LEFT, _BOTTOM, _RIGHT, _TOP),
        sum(point.missed for point in points),
    )


def _sides(rows: Sequence[Row], system: str, recipe: str) -> tuple[_ByPair, _ByPair]:
    """Return the scores, and what was expected, by target and source."""
    scored: _ByPair = {}
    expected: _ByPair = {}
    for row in rows:
        of = detail_of(row) if row.recipe == PROBE else {}
        if (of.get("system"), of.get("recipe")) != (system, recipe):
            continue
        if row.metric == "score":
            scored[row.language, of["from"]] = row
        elif row.metric == "expected" and of["by"] == "language":
            expected[row.language, of["from"]] = row
    return scored, expected


def _rounded(low: float, high: float) -> tuple[float, float]:
    """Return ends of an axis of shares that hold both, whole tenths, with whole steps between its ticks."""
    start = math.floor(10 * max(0.0, low)) / 10
    width = 0.2 * max(1, math.ceil((high - start) / 0.2 - 1e-9))
    return (start, start + width) if start + width <= 1 else (max(0.0, 1 - width), max(1.0, width))
