"""Scores by the language of the passage and that of the question, as a table whose cells are shaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.report.analysis import Analysis
from isogloss.runs.row import QUESTION

STEPS: Final = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """A score, its interval (None without one) and how dark its cell is: a step from 0 to STEPS - 1."""

    value: float
    low: float | None
    high: float | None
    step: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """Languages of passages down, of questions across; None where a pair has no score.

    names: of the codes in both. by_asked: the mean down each column, shares.
    """

    passages: Sequence[str]
    asked: Sequence[str]
    cells: Sequence[Sequence[Cell | None]]
    by_asked: Sequence[float]
    names: Mapping[str, str]


def crossing(analysis: Analysis) -> Crossing | None:
    """Return the leading metric of the headline for every pair; None of a run that crossed no questions."""
    lead, metric = analysis.headline, analysis.summary.metrics[0]
    found: dict[tuple[str, str], list[tuple[float, float | None, float | None]]] = {}
    for row in analysis.reading.rows:
        if (row.system, row.recipe, row.source, row.metric) == (
            lead.system,
            lead.recipe,
            lead.source,
            metric,
        ):
            asked = next((part for part in row.detail.split(";") if part.startswith(QUESTION)), "")
            if asked:
                key = row.language, asked.removeprefix(QUESTION)
                found.setdefault(key, []).append((row.value, row.low, row.high))
    if not found:
        return None
    means = {key: float(np.mean([value for value, _, _ in rows])) for key, rows in found.items()}
    low, high = min(means.values()), max(means.values())

    def cell(key: tuple[str, str]) -> Cell | None:
        if key not in found:
            return None
        bounds = found[key][0][1:] if len(found[key]) == 1 else (None, None)
        step = int((means[key] - low) / max(high - low, 1e-9) * STEPS)
        return Cell(means[key], *bounds, min(STEPS - 1, step))

    passages = list(dict.fromkeys(context for context, _ in found))
    asked_in = list(dict.fromkeys(asked for _, asked in found))
    return Crossing(
        passages=passages,
        asked=asked_in,
        cells=[[cell((context, asked)) for asked in asked_in] for context in passages],
        by_asked=[
            float(np.mean([value for (_, other), value in means.items() if other == asked]))
            for asked in asked_in
        ],
        names={code: analysis.summary.language_name(code) for code in (*passages, *asked_in)},
    )
