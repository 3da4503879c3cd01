"""Means by family and script, as a table whose cells are shaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.report.analysis import Analysis

STEPS: Final = 7
_MOST: Final = 9


@dataclass(frozen=True, slots=True)
class Shade:
    """The mean over n languages, and how dark its cell is: a step from 0 (lowest) to STEPS - 1."""

    mean: float
    n: int
    step: int


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Families down, scripts across, each with a last line for all; None where there is no language.

    low, high: the bounds of the shades, shares.
    """

    families: Sequence[str]
    scripts: Sequence[str]
    cells: Sequence[Sequence[Shade | None]]
    by_family: Sequence[Shade]
    by_script: Sequence[Shade]
    low: float
    high: float


def heatmap(analysis: Analysis) -> Heatmap:
    """Return the means of the headline; groups of one language, or past the ninth, are put together."""
    lead = analysis.headline
    metric = analysis.summary.metrics[0]
    chosen = set(lead.languages)
    value = {r.language: r.scores[metric].value for r in lead.results if r.language in chosen}
    people = {code: analysis.summary.portrait(lead.source, code) for code in value}
    family = _folded({code: one.family for code, one in people.items()}, "families")
    script = _folded({code: one.script_name for code, one in people.items()}, "scripts")
    families, scripts = _order(family.values()), _order(script.values())
    members: dict[tuple[str, str], list[float]] = {}
    for code, score in value.items():
        members.setdefault((family[code], script[code]), []).append(score)
    means = [float(np.mean(scores)) for scores in members.values()]
    low, high = np.floor(min(means) * 10) / 10, np.ceil(max(means) * 10) / 10

    def shade(scores: Sequence[float]) -> Shade:
        mean = float(np.mean(scores))
        step = int((mean - low) / max(high - low, 1e-9) * STEPS)
        return Shade(mean, len(scores), max(0, min(STEPS - 1, step)))

    return Heatmap(
        families=families,
        scripts=scripts,
        cells=[[shade(found) if (found := members.get((f, s))) else None for s in scripts] for f in families],
        by_family=[shade([value[code] for code in value if family[code] == f]) for f in families],
        by_script=[shade([value[code] for code in value if script[code] == s]) for s in scripts],
        low=float(low),
        high=float(high),
    )


def _folded(group: Mapping[str, str], kind: str) -> dict[str, str]:
    """Return code -> group, the small groups put together if there are several of them."""
    sizes = Counter(group.values()).most_common()
    small = {name for place, (name, n) in enumerate(sizes) if n == 1 or place >= _MOST}
    if len(sizes) <= _MOST or len(small) < 2:
        return dict(group)
    return {code: f"{len(small)} other {kind}" if name in small else name for code, name in group.items()}


def _order(groups: Iterable[str]) -> list[str]:
    """Return the groups, the largest first, what was put together last."""
    sizes = Counter(groups)
    return sorted(sizes, key=lambda name: (" other " in name, -sizes[name], name))
