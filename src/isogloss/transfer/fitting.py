"""From a trial to a fitted predictor: whose examples, which strength, saved where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import msgspec
import numpy as np

from isogloss.arrays import Floats2d
from isogloss.data.examples import Labelled
from isogloss.languages import Language
from isogloss.runs.cache import shared_folder, shared_vectors
from isogloss.runs.cell import digest
from isogloss.training.heads.head import Choice, Head, Inputs, Lesson
from isogloss.training.heads.table import head as head_class
from isogloss.training.predictor import (
    Predictor,
    PredictorCard,
    load_predictor,
    most_probable,
    save_predictor,
)
from isogloss.transfer.job import Job, Trial
from isogloss.views.sampling import sample
from isogloss.views.table import view

BLOCK = 256  # texts are encoded in fixed blocks, so that sums do not depend on how work was spread


def fitted(job: Job, trial: Trial) -> Predictor:
    """Return the trial's predictor, trained by whoever comes first and loaded by all others."""
    place = predictor_folder(job.folder, trial)
    shared_folder(place, lambda folder: _train(job, trial, folder), locks=_locks(job))
    return _loaded(place)


def predictor_folder(run: Path, trial: Trial) -> Path:
    """Return where a trial's predictor stands: those of one target below those of all."""
    names = (trial.system, trial.recipe.name, str(trial.source), str(trial.seed))
    folder = run.joinpath("predictors", *map(_file_name, names))
    if trial.recipe.uses_target:
        folder = folder / str(trial.target)
    return folder / str(trial.draw) if trial.recipe.draws > 1 else folder


def inputs_of(job: Job, head: Head | type[Head], examples: Sequence[Labelled]) -> Inputs:
    """Return what the head takes of the examples: texts, or float32[n, d] vectors encoded once a run."""
    if head.takes == "texts":
        return [example.text for example in examples]
    runs = groupby(examples, key=lambda example: example.language)
    return np.concatenate([_vectors(job, language, [e.text for e in group]) for language, group in runs])


def _file_name(name: str) -> str:
    """Return ``name`` fit for one step of a path: a model may be named by a path of its own."""
    return "".join(letter if letter.isalnum() or letter in "-._+" else "-" for letter in name)


def _vectors(job: Job, language: Language, texts: list[str]) -> Floats2d:
    encoder = job.encoder()

    def encode() -> Floats2d:
        blocks = range(0, len(texts), BLOCK)
        return np.concatenate([encoder.encode(texts[at : at + BLOCK], language=language) for at in blocks])

    name = digest([encoder.fingerprint, str(language), texts])[:24]
    return shared_vectors(job.folder / "cache" / "vectors" / f"{name}.npy", encode)


def _train(job: Job, trial: Trial, folder: Path) -> None:
    """Fit the trial's head and write the predictor into ``folder``."""
    kind, recipe = head_class(trial.head), trial.recipe
    train = _examples(job, trial)
    dev = [] if recipe.labels == "target" else job.reader.dev(trial.source, _labels(train))
    lesson = Lesson(
        inputs=inputs_of(job, kind, train),
        labels=_labels(train),
        dev_inputs=inputs_of(job, kind, dev) if dev else (),
        dev_labels=_labels(dev),
        chosen=_source_choice(job, trial) if recipe.labels in ("source+target", "all") else None,
        weights=recipe.weights,
        select=recipe.select,
        seed=trial.seed,
    )
    head = kind.fit(lesson)
    model = job.encoder() if kind.takes == "vectors" else None
    save_predictor(Predictor(_card(job, trial, head, lesson), model, head), folder)


def _examples(job: Job, trial: Trial) -> list[Labelled]:
    """Return the training examples of the trial's recipe: the source's first, views applied to all."""
    recipe = trial.recipe
    languages = {"source": [trial.source], "source+target": [trial.source], "target": [], "all": job.pool}
    examples = [example for language in languages[recipe.labels] for example in job.reader.train(language)]
    if recipe.uses_target:
        of_target = job.reader.train(trial.target)
        if recipe.k is not None:
            of_target = sample(of_target, k=recipe.k, seed=trial.seed * 1000 + trial.draw)
        examples += of_target
    for spec in recipe.train:
        examples = view(spec)(examples, seed=trial.seed)
    return examples


def _source_choice(job: Job, trial: Trial) -> Choice | None:
    """Return the strength that the source's own training split chooses: target labels must not decide it."""
    kind = head_class(trial.head)

    def choose(folder: Path) -> None:
        train = job.reader.train(trial.source)
        inputs = inputs_of(job, kind, train)
        head = kind.fit(Lesson(inputs, _labels(train), weights=trial.recipe.weights, seed=trial.seed))
        (folder / "choice.json").write_bytes(msgspec.json.encode(head.choice))

    name = digest([trial.head, str(trial.source), trial.recipe.weights, trial.seed])[:16]
    folder = shared_folder(job.folder / "cache" / "choices" / name, choose, locks=_locks(job))
    return msgspec.json.decode((folder / "choice.json").read_bytes(), type=Choice | None)


def _card(job: Job, trial: Trial, head: Head, lesson: Lesson) -> PredictorCard:
    vectors, select = head.takes == "vectors", head.choice.select if head.choice else ""
    return PredictorCard(
        system=trial.system,
        head=trial.head,
        model=job.model_name if vectors else "",
        model_fingerprint=job.encoder().fingerprint if vectors else "",
        recipe=trial.recipe.name,
        source=str(trial.source),
        target=str(trial.target) if trial.recipe.uses_target else "",
        seed=trial.seed,
        draw=trial.draw,
        labels=head.labels,
        select=select.replace("source", "target") if trial.recipe.labels == "target" else select,
        source_score=_accuracy(head, lesson.dev_inputs, lesson.dev_labels),
    )


def _accuracy(head: Head, inputs: Inputs, gold: Sequence[str]) -> float | None:
    if not gold:
        return None
    predicted = most_probable(head.probabilities(inputs), head.labels)
    return sum(one.label == label for one, label in zip(predicted, gold, strict=True)) / len(gold)


def _labels(examples: Sequence[Labelled]) -> list[str]:
    return [example.label for example in examples]


def _locks(job: Job) -> Path:
    return job.folder / "cache" / "locks"


@lru_cache(maxsize=8)
def _loaded(place: Path) -> Predictor:
    return load_predictor(place)
