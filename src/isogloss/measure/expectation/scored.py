"""The scores that a run of transfers holds, and what it noted about each target without its labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.metrics.table import METRICS
from isogloss.runs.engine import Run, open_run
from isogloss.runs.row import Row
from isogloss.tasks.table import task

# What a run notes of the texts alone; ``unseen_labels`` is not among it, for it takes labels to know.
NOTED: Final = ("coverage", "words", "characters")
_SHOTS: Final = re.compile(r".*[-_:](?P<k>[0-9]+)")


@dataclass(frozen=True, slots=True)
class Score:
    """A score of one system in one language, the mean over seeds and draws."""

    source: Language
    target: Language
    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Approach:
    """How scores were come by; baselines are none. shots: examples per class, None if all or none."""

    system: str
    recipe: str
    metric: str
    shots: int | None
    scores: tuple[Score, ...]

    @property
    def sources(self) -> tuple[Language, ...]:
        """The languages trained on, in the run's order."""
        return tuple(dict.fromkeys(score.source for score in self.scores))

    @property
    def targets(self) -> tuple[Language, ...]:
        """The languages scored, in the run's order."""
        return tuple(dict.fromkeys(score.target for score in self.scores))


@dataclass(frozen=True, slots=True)
class Scored:
    """A run's scores.

    noted: target -> name -> what the run noted of its test texts. sure: system, recipe, source and target ->
    mean probability that the system gave its own answers. seen: languages that the model was trained on.
    strange: codes that this version does not know, left out.
    """

    folder: Path
    name: str
    dataset: str
    model: str
    approaches: tuple[Approach, ...]
    noted: Mapping[Language, Mapping[str, float]]
    sure: Mapping[tuple[str, str, Language, Language], float]
    seen: tuple[Language, ...]
    strange: tuple[str, ...]

    @property
    def languages(self) -> tuple[Language, ...]:
        """All languages scored, in the run's order."""
        return tuple(dict.fromkeys(one for approach in self.approaches for one in approach.targets))


@lru_cache(maxsize=2)
def scored(folder: Path) -> Scored:
    """Return the scores of a run folder of ``isogloss transfer``.

    Raises InputError if it is none, or holds no score but those of baselines.
    """
    run = open_run(folder)
    if run.record.workbench != "transfer":
        raise InputError(
            f"{folder}: is a run of isogloss {run.record.workbench}, which scores no languages.",
            fix="Name the folder that isogloss transfer wrote.",
        )
    baselines = task(str(run.record.facts["task"])).baselines
    rows = [row for row in run.rows() if np.isfinite(row.value)]
    strange = sorted({row.language for row in rows if Language.known(row.language) is None})
    known = [row for row in rows if Language.known(row.language) is not None]
    tried = [row for row in known if row.recipe and row.metric in METRICS and row.system not in baselines]
    if not tried:
        raise InputError(f"{folder}: holds no scores yet.", fix="Run isogloss transfer to its end first.")
    metric = tried[0].metric
    by_approach: dict[tuple[str, str], list[Row]] = {}
    for row in tried:
        if row.metric == metric:
            by_approach.setdefault((row.system, row.recipe), []).append(row)
    facts = run.record.facts
    return Scored(
        folder=folder,
        name=folder.resolve().name,
        dataset=str(facts["dataset"]),
        model=str(run.record.request["model"]),
        approaches=tuple(_approach(*key, metric, found) for key, found in by_approach.items()),
        noted=_noted(known),
        sure=_sure(run, [row for found in by_approach.values() for row in found]),
        seen=tuple(one for code in facts.get("model_languages", ()) if (one := Language.known(str(code)))),
        strange=tuple(strange),
    )


def content_of(folder: Path) -> Iterator[Path]:
    """Yield what a run found: its caches come and go, and when it ran tells nothing."""
    for part in ("rows", "predictions"):
        yield from (folder / part).glob("*.parquet")


def remarks_of(found: Scored) -> tuple[str, ...]:
    """Return what was left out, a line each."""
    if not found.strange:
        return ()
    return (f"{found.name}: no table knows {', '.join(found.strange[:8])}; their scores are left out.",)


def _approach(system: str, recipe: str, metric: str, rows: Sequence[Row]) -> Approach:
    shots = _SHOTS.fullmatch(recipe)
    by_pair: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_pair.setdefault((row.source, row.language), []).append(row)
    found = []
    for (source, target), several in by_pair.items():
        one, other = Language.known(source), Language.known(target)
        if one is not None and other is not None:
            low, high = (_mean([getattr(row, side) for row in several]) for side in ("low", "high"))
            value = float(np.mean([row.value for row in several]))
            found.append(Score(one, other, value, low, high, several[0].n))
    return Approach(system, recipe, metric, int(shots["k"]) if shots else None, tuple(found))


def _noted(rows: Iterable[Row]) -> dict[Language, dict[str, float]]:
    noted: dict[Language, dict[str, float]] = {}
    for row in rows:
        language = Language.known(row.language)
        if not row.recipe and row.metric in NOTED and language is not None:
            noted.setdefault(language, {})[row.metric] = row.value
    return noted


def _sure(run: Run, rows: Sequence[Row]) -> dict[tuple[str, str, Language, Language], float]:
    """Return how sure each system was of each target; the gold labels are not looked at."""
    of_cell: dict[str, list[float]] = {}
    for one in run.predictions(list(dict.fromkeys(row.cell for row in rows))):
        of_cell.setdefault(one.cell, []).append(one.score)
    found: dict[tuple[str, str, Language, Language], list[float]] = {}
    for row in rows:
        source, target = Language.known(row.source), Language.known(row.language)
        if row.cell in of_cell and source is not None and target is not None:
            found.setdefault((row.system, row.recipe, source, target), []).append(
                float(np.mean(of_cell[row.cell]))
            )
    return {key: float(np.mean(values)) for key, values in found.items()}


def _mean(values: Sequence[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return float(np.mean(there)) if len(there) == len(values) else None
