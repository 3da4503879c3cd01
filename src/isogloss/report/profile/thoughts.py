"""The figure of the latent language: whose word the layers hold, from the first to the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from isogloss.report.profile.details import detail_of
from isogloss.report.profile.figures import HEIGHT
from isogloss.report.profile.reading import Probed
from isogloss.report.profile.saying import said


@dataclass(frozen=True, slots=True)
class Thoughts:
    """One task, mean over languages. asked, pivot, other: points of SVG polylines in a box of 1000.

    other: the highest of any further language; empty where no further one is told. table: by layer.
    """

    task: str
    count: int
    languages: int
    asked: str
    pivot: str
    other: str
    table: Sequence[tuple[int, str, str, str]]


def thoughts(found: Probed) -> list[Thoughts]:
    """Return a figure for each task of the probe of latent language; none where it was not asked."""
    tasks: dict[str, dict[str, dict[str, dict[int, float]]]] = {}
    for row in found.rows:
        if (row.recipe, row.metric) == ("latent", "mass"):
            detail = detail_of(row)
            of = tasks.setdefault(detail["task"], {}).setdefault(row.language, {})
            of.setdefault(detail["language"], {})[int(detail["layer"])] = row.value
    return [_figure(task, of, found.profile.pivot) for task, of in tasks.items()]


def _figure(task: str, of: dict[str, dict[str, dict[int, float]]], pivot: str) -> Thoughts:
    asked = [_values(masses[language]) for language, masses in of.items() if language in masses]
    pivots = [_values(masses[pivot]) for masses in of.values() if pivot in masses]
    others = [
        np.max([_values(mass) for mass in further], axis=0)
        for language, masses in of.items()
        if (further := [mass for code, mass in masses.items() if code not in (language, pivot)])
    ]
    lines = [np.mean(one, axis=0).tolist() if one else [] for one in (asked, pivots, others)]
    count = max(map(len, lines))
    own, in_pivot, beyond = (" ".join(_points(one)) for one in lines)
    first, second, third = ([said(value, "share") for value in one] or ["–"] * count for one in lines)
    table = list(zip(range(count), first, second, third, strict=True))
    return Thoughts(task, count, len(of), own, in_pivot, beyond, table)


def _values(mass: dict[int, float]) -> list[float]:
    return [mass[layer] for layer in sorted(mass)]


def _points(values: Sequence[float]) -> Iterator[str]:
    for layer, value in enumerate(values):
        yield f"{1000 * layer / max(1, len(values) - 1):.1f},{HEIGHT * (1 - value):.1f}"
