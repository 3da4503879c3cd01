"""What a run folder holds, put together for a report: trials with their predictions, facts by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isogloss.errors import InputError
from isogloss.metrics.group import Group
from isogloss.metrics.table import METRICS
from isogloss.runs.engine import Run
from isogloss.runs.row import QUESTION, Prediction, Row


@dataclass(frozen=True, slots=True, order=True)
class Approach:
    """How a score was come by: by which system, with which recipe, from which source language."""

    system: str
    recipe: str
    source: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One cell that trained and scored.

    draw: seed and detail, the same for trials that belong together. confidence: mean probability that the
    system gave its own answers.
    """

    approach: Approach
    language: str
    draw: str
    rows: Mapping[str, Row]
    group: Group
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A run's numbers.

    rows: all, in plan order. approaches, languages: in plan order. metrics: of the trials, the first leads.
    trials: by approach and language, several where a recipe draws several times. facts: of a source and a
    language, the value of each metric that belongs to no system (words, distances, coverage).
    """

    run: Run
    rows: Sequence[Row]
    metrics: tuple[str, ...]
    approaches: tuple[Approach, ...]
    languages: tuple[str, ...]
    trials: Mapping[tuple[Approach, str], tuple[Trial, ...]]
    facts: Mapping[tuple[str, str], Mapping[str, float]]
    labels: tuple[str, ...]


def read(run: Run) -> Reading:
    """Return the numbers of a run, finished or not.

    Raises InputError if it holds no score with predictions behind it.
    """
    rows = run.rows()
    scored = [row for row in rows if row.recipe and row.metric in METRICS and QUESTION not in row.detail]
    if not scored:
        raise InputError(
            f"{run.folder}: holds no scores to report.",
            fix="Run the command that made it again: it goes on where it stopped.",
        )
    predictions = run.predictions(list(dict.fromkeys(row.cell for row in scored)))
    groups, labels = _groups(predictions)
    sure = _confidences(predictions)
    by_cell: dict[str, dict[str, Row]] = {}
    for row in scored:
        by_cell.setdefault(row.cell, {})[row.metric] = row
    trials: dict[tuple[Approach, str], list[Trial]] = {}
    for cell, measured in by_cell.items():
        first = next(iter(measured.values()))
        approach = Approach(first.system, first.recipe, first.source)
        if cell not in groups:
            raise InputError(
                f"{run.folder}: the predictions of {first.language} by {first.system} are missing."
            )
        draw = f"seed={first.seed};{first.detail}".rstrip(";")
        trial = Trial(approach, first.language, draw, measured, groups[cell], sure[cell])
        trials.setdefault((approach, first.language), []).append(trial)
    return Reading(
        run=run,
        rows=rows,
        metrics=tuple(dict.fromkeys(row.metric for row in scored)),
        approaches=tuple(dict.fromkeys(approach for approach, _ in trials)),
        languages=tuple(dict.fromkeys(language for _, language in trials)),
        trials={key: tuple(found) for key, found in trials.items()},
        facts=_facts(rows),
        labels=labels,
    )


def _groups(predictions: Sequence[Prediction]) -> tuple[dict[str, Group], tuple[str, ...]]:
    """Return each cell's predictions with classes as numbers, and the class of each number."""
    labels = tuple(sorted({one.gold for one in predictions} | {one.predicted for one in predictions}))
    number = {label: place for place, label in enumerate(labels)}
    by_cell: dict[str, list[Prediction]] = {}
    for one in predictions:
        by_cell.setdefault(one.cell, []).append(one)
    groups = {
        cell: Group(
            [one.id for one in ones],
            np.array([number[one.gold] for one in ones], dtype=np.int64),
            np.array([number[one.predicted] for one in ones], dtype=np.int64),
        )
        for cell, ones in by_cell.items()
    }
    return groups, labels


def _confidences(predictions: Sequence[Prediction]) -> dict[str, float]:
    by_cell: dict[str, list[float]] = {}
    for one in predictions:
        by_cell.setdefault(one.cell, []).append(one.score)
    return {cell: float(np.mean(found)) for cell, found in by_cell.items()}


def _facts(rows: Sequence[Row]) -> dict[tuple[str, str], dict[str, float]]:
    facts: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows:
        if not row.recipe:
            facts.setdefault((row.source, row.language), {}).setdefault(row.metric, row.value)
    return facts
