"""The figures of a profile: bars of one measure, and alignment along the layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.report.profile.details import detail_of
from isogloss.report.profile.headlines import HEADLINES
from isogloss.report.profile.reading import LanguageProfile, Probed, ranked_by, unreadable
from isogloss.report.profile.saying import said
from isogloss.report.wording import counted

HEIGHT: Final = 180
_NAMED: Final = 6
_FEW: Final = 8  # bars with room for a name below
_POOLED: Final[Mapping[str, str]] = {
    "mean": "mean of the tokens",
    "weighted": "mean of the tokens, later ones weighing more",
    "last": "last token",
}
Down = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Bar:
    """One language. x, width: percent of the width; y, height: pixels; low, high: of the interval."""

    x: float
    width: float
    y: float
    height: float
    low: float | None
    high: float | None
    name: str
    text: str
    faded: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A measure over languages, best first. ticks: (pixels, text) from the top down. line: the pivot's.

    worst: the last that the number says something of. faded: how many it says nothing of; empty for none.
    """

    key: str
    title: str
    bars: Sequence[Bar]
    ticks: Sequence[tuple[float, str]]
    line: float | None
    worst: Bar
    faded: str

    @property
    def named(self) -> bool:
        """Whether each bar has room for its name."""
        return len(self.bars) <= _FEW


@dataclass(frozen=True, slots=True)
class Curve:
    """One language along the layers; points: of an SVG polyline in a box of 1000 by ``HEIGHT``."""

    points: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Layers:
    """Alignment by layer: the middle half of the languages as a band, their median, and single languages."""

    metric: str
    pooling: str
    pooled: str
    count: int
    band: str
    median: str
    best: Sequence[Curve]
    worst: Sequence[Curve]
    table: Sequence[tuple[int, str, str, str]]


def bars(found: Probed, key: str) -> Bars | None:
    """Return the bars of a measure, None where fewer than two languages have it."""
    having = [one for one in ranked_by(found.profile.languages, key) if key in one.measures]
    if len(having) < 2:
        return None
    headline = HEADLINES[key]
    most = max(max(one.measures[key].high or 0, one.measures[key].value) for one in having)
    top = _ceiling(most) if headline.unit != "share" else 1.0
    step = 100 / len(having)

    def down(value: float) -> float:
        return HEIGHT * (1 - max(0.0, min(value, top)) / top)

    drawn = [_bar(one, key, place * step, step, down) for place, one in enumerate(having)]
    ticks = [(down(top * part / 4), said(top * part / 4, headline.unit)) for part in (4, 3, 2, 1, 0)]
    line = down(1.0) if headline.unit == "ratio" and key == "premium" else None
    read = [bar for bar in drawn if not bar.faded] or drawn
    faded = counted(len(drawn) - len(read), "language") if len(read) < len(drawn) else ""
    title = f"{headline.title}, %" if headline.unit == "share" else headline.title
    return Bars(key, title, drawn, ticks, line, read[-1], faded)


def _bar(one: LanguageProfile, key: str, x: float, step: float, down: Down) -> Bar:
    measured = one.measures[key]
    y = down(measured.value)
    low, high = (None if end is None else down(end) for end in (measured.low, measured.high))
    text = said(measured.value, HEADLINES[key].unit)
    faded = HEADLINES[key].probe == "premium" and unreadable(one)
    return Bar(x + 0.1 * step, 0.8 * step, y, HEIGHT - y, low, high, one.name, text, faded)


def layers(found: Probed, metric: str = "mexa") -> list[Layers]:
    """Return alignment by layer, one figure a pooling; none for a model that shows one layer."""
    curves: dict[str, dict[str, dict[int, float]]] = {}
    for row in found.rows:
        detail = detail_of(row)
        if (row.recipe, row.metric) == ("alignment", metric) and detail.get("layer", "").isdigit():
            of = curves.setdefault(detail["pooling"], {}).setdefault(row.language, {})
            of[int(detail["layer"])] = row.value
    figures = (_layers(found, metric, pooling, of) for pooling, of in curves.items())
    return [figure for figure in figures if figure is not None]


def _layers(found: Probed, metric: str, pooling: str, of: dict[str, dict[int, float]]) -> Layers | None:
    count = max(len(values) for values in of.values())
    whole = {
        code: [values[layer] for layer in range(count)] for code, values in of.items() if len(values) == count
    }
    if count < 2 or len(whole) < 2:
        return None
    table = np.array(list(whole.values()))
    low, middle, high = np.percentile(table, [25, 50, 75], axis=0)
    ranked = sorted(whole, key=lambda code: -max(whole[code]))
    half = min(_NAMED, len(ranked)) // 2
    best, worst = (
        [_curve(found, code, whole[code]) for code in part] for part in (ranked[:half], ranked[-half:])
    )
    back = [_point(layer, value, count) for layer, value in reversed(list(enumerate(low.tolist())))]
    band = " ".join([_points(high.tolist()), *back])
    rows = []
    for layer in range(count):
        first, second, third = (said(float(part[layer]), "share") for part in (low, middle, high))
        rows.append((layer, first, second, third))
    return Layers(
        metric,
        pooling,
        _POOLED.get(pooling, pooling),
        count,
        band,
        _points(middle.tolist()),
        best,
        worst,
        rows,
    )


def _curve(found: Probed, code: str, values: Sequence[float]) -> Curve:
    return Curve(_points(values), found.people[code].name, said(max(values), "share"))


def _points(values: Sequence[float]) -> str:
    return " ".join(_point(layer, value, len(values)) for layer, value in enumerate(values))


def _point(layer: int, value: float, count: int) -> str:
    return f"{1000 * layer / max(1, count - 1):.1f},{HEIGHT * (1 - value):.1f}"


def _ceiling(value: float) -> float:
    """Return a round number that is not below ``value``."""
    unit = 10.0 ** np.floor(np.log10(max(value, 1e-9)))
    return float(
        next(unit * times for times in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if unit * times >= value)
    )
