"""From a trial to a fitted predictor: each head is trained once a run, and stands with every recipe it is of.

Recipes that differ in nothing that a head learns from share it: a baseline is trained on the source's labels
once, however many recipes run it, and for all targets alike.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Final

import msgspec
import numpy as np
from msgspec import Struct

from isogloss.metrics.group import numbered
from isogloss.metrics.table import metric
from isogloss.runs.cache import shared_folder
from isogloss.training.heads.head import Head, Lesson, as_asking
from isogloss.training.heads.table import head as head_class
from isogloss.training.inputs import NEED_A_MODEL
from isogloss.training.keeping import keep_card
from isogloss.training.predictor import Predictor, PredictorCard, load_predictor, read_card
from isogloss.training.strategies.table import strategy
from isogloss.transfer.job import Job, Trial
from isogloss.transfer.lessons import Given, by_strategy, digits_of, given, lesson_of

_FIT: Final = "fit.json"  # beside a head: how it came about


class Fit(Struct, frozen=True, kw_only=True):
    """How a head came about.

    digits: of all that decides it. seconds: that training took. labels: that it can give. select: how its
    strength was chosen. score: by the leading metric on the source's dev split, None if it has none.
    """

    digits: str = ""
    seconds: float = 0.0
    labels: tuple[str, ...] = ()
    select: str = ""
    score: float | None = None


def fitted(job: Job, trial: Trial) -> Predictor:
    """Return the trial's predictor, trained by whoever comes first and loaded by all others."""
    place = predictor_folder(job.folder, trial)
    shared_folder(place, lambda folder: _train(job, trial, folder), locks=job.locks)
    kept = _Kept(fit_of(job, trial).digits or str(place), place)
    found = _loaded_large(kept) if head_class(trial.head).takes == "examples" else _loaded(kept)
    return Predictor(read_card(place), found.model, found.head)


def fit_of(job: Job, trial: Trial) -> Fit:
    """Return how the head of the trial's predictor came about; nothing where nobody wrote it down."""
    return _read_fit(predictor_folder(job.folder, trial)) or Fit()


def predictor_folder(run: Path, trial: Trial) -> Path:
    """Return where a trial's predictor stands: those of one target below those of all."""
    names = (trial.system, trial.recipe.name, str(trial.source), str(trial.seed))
    folder = run.joinpath("predictors", *map(_file_name, names))
    if trial.recipe.per_target:
        folder = folder / str(trial.target)
    return folder / str(trial.draw) if trial.recipe.draws > 1 else folder


def _file_name(name: str) -> str:
    """Return ``name`` fit for one step of a path: a model may be named by a path of its own."""
    return "".join(letter if letter.isalnum() or letter in "-._+" else "-" for letter in name)


def _train(job: Job, trial: Trial, folder: Path) -> None:
    """Write the trial's predictor into ``folder``: a card of its own, and a head that others may share."""
    own = given(job, trial)
    digits = digits_of(job, trial, own)
    place = job.folder / "cache" / "heads" / digits
    shared_folder(place, lambda made: _fit(job, trial, own, made), locks=job.locks)
    for file in sorted(place.iterdir()):
        _link(file, folder / file.name)
    keep_card(folder / "predictor.json", _card(job, trial, own, _read_fit(place) or Fit()))


def _fit(job: Job, trial: Trial, own: Given, folder: Path) -> None:
    """Fit the trial's head and write it into ``folder``, with how it came about."""
    began, digits = perf_counter(), digits_of(job, trial, own)
    # What a killed process wrote before stands here still.
    work = job.folder / "cache" / "work" / digits
    lesson = lesson_of(job, trial, own, work)
    kind = head_class(trial.head)
    head = strategy(trial.recipe.strategy).fit(kind, lesson) if by_strategy(job, trial) else kind.fit(lesson)
    head.save(folder)
    fit = Fit(
        digits=digits,
        labels=head.labels,
        select=head.choice.select if head.choice else "",
        score=_score(job, head, lesson),
        seconds=round(perf_counter() - began, 3),
    )
    keep_card(folder / _FIT, fit)
    shutil.rmtree(work, ignore_errors=True)


def _read_fit(folder: Path) -> Fit | None:
    try:
        return msgspec.json.decode((folder / _FIT).read_bytes(), type=Fit)
    except (OSError, msgspec.DecodeError):
        return None


def _link(file: Path, name: Path) -> None:
    """Give a file, or the files of a folder, a second name; a copy where the disk knows none."""
    if file.is_dir():
        name.mkdir()
        for inner in sorted(file.iterdir()):
            _link(inner, name / inner.name)
        return
    try:
        os.link(file, name)
    except OSError:
        shutil.copy2(file, name)


def _card(job: Job, trial: Trial, own: Given, fit: Fit) -> PredictorCard:
    name = trial.head
    if by_strategy(job, trial):
        name = strategy(trial.recipe.strategy).gives or name
    takes = head_class(name).takes
    needs = takes in NEED_A_MODEL
    return PredictorCard(
        task=job.task.name,
        system=trial.system,
        head=name,
        model=job.model_name if needs or takes == "examples" else "",
        model_fingerprint=job.encoder().fingerprint if needs else "",
        recipe=trial.recipe.name,
        source=str(trial.source),
        target=str(trial.target) if trial.recipe.per_target else "",
        seed=trial.seed,
        draw=trial.draw,
        labels=fit.labels,
        select=fit.select.replace("source", "target") if trial.recipe.labels == "target" else fit.select,
        source_score=fit.score,
        shows=tuple(trial.recipe.test),
        examples=len(own.examples),
        lost=own.lost,
    )


def _score(job: Job, head: Head, lesson: Lesson) -> float | None:
    """Return the leading metric on the source's dev split; None if it has none."""
    if not lesson.dev_labels or as_asking(head) is not None:  # each answer may cost money
        return None
    predicted = [one.label for one in head.predict(lesson.dev_inputs)]
    labels, gold, guessed = numbered(lesson.dev_labels, predicted)
    return float(metric(job.task.metrics[0], labels)(gold, guessed, np.ones((1, len(gold))))[0])


@dataclass(frozen=True, slots=True)
class _Kept:
    """A head on disk: those of the same digits are one, wherever they stand."""

    digits: str
    place: Path = field(compare=False)


@lru_cache(maxsize=8)
def _loaded(kept: _Kept) -> Predictor:
    return load_predictor(kept.place)


@lru_cache(maxsize=1)
def _loaded_large(kept: _Kept) -> Predictor:
    """Return a predictor that holds a network of its own: memory has no room for several of them."""
    return load_predictor(kept.place)
