"""From a trial to a fitted predictor: whose examples, which strength, saved where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from time import perf_counter
from typing import Final

import msgspec
import numpy as np
from msgspec.structs import replace

from isogloss.data.examples import Example
from isogloss.data.hiding import without_gold
from isogloss.errors import InputError
from isogloss.metrics.group import numbered
from isogloss.metrics.table import metric
from isogloss.runs.cache import shared_folder
from isogloss.runs.cell import digest
from isogloss.training.heads.head import Choice, Head, Lesson
from isogloss.training.heads.table import head as head_class
from isogloss.training.inputs import NEED_A_MODEL
from isogloss.training.predictor import Predictor, PredictorCard, load_predictor, save_predictor
from isogloss.training.strategies.table import strategy
from isogloss.transfer.inputs import inputs_of
from isogloss.transfer.job import Job, Trial
from isogloss.transfer.viewing import viewed
from isogloss.views.sampling import evened, sample
from isogloss.views.showing import Shown

_SECONDS: Final = "seconds.json"  # beside a predictor: how long it took to train


def fitted(job: Job, trial: Trial) -> Predictor:
    """Return the trial's predictor, trained by whoever comes first and loaded by all others."""
    place = predictor_folder(job.folder, trial)
    shared_folder(place, lambda folder: _train(job, trial, folder), locks=_locks(job))
    return _loaded_large(place) if head_class(trial.head).takes == "examples" else _loaded(place)


def training_seconds(job: Job, trial: Trial) -> float:
    """Return how long the trial's predictor took to train, by whoever did; 0 where nobody measured."""
    try:
        return msgspec.json.decode((predictor_folder(job.folder, trial) / _SECONDS).read_bytes(), type=float)
    except (OSError, msgspec.DecodeError):
        return 0.0


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
    """Fit the trial's head and write the predictor into ``folder``."""
    began = perf_counter()
    lesson, lost = _lesson(job, trial)
    kind, name = head_class(trial.head), trial.head
    if _by_strategy(job, trial):
        how = strategy(trial.recipe.strategy)
        head, name = how.fit(kind, lesson), how.gives or name
    else:
        head = kind.fit(lesson)
    model = job.encoder() if head.takes in NEED_A_MODEL else None
    card = replace(_card(job, trial, head, name, lesson), examples=len(lesson.labels), lost=lost)
    save_predictor(Predictor(card, model, head), folder)
    (folder / _SECONDS).write_bytes(msgspec.json.encode(round(perf_counter() - began, 3)))
    if lesson.work is not None:
        rmtree(lesson.work, ignore_errors=True)


def _by_strategy(job: Job, trial: Trial) -> bool:
    """Return whether the recipe's strategy trains this system: baselines are trained as ever."""
    return bool(trial.recipe.strategy) and trial.system not in job.task.baselines


def _lesson(job: Job, trial: Trial) -> tuple[Lesson, int]:
    """Return what a head learns from, and how many examples the recipe's views left out."""
    kind, recipe = head_class(trial.head), trial.recipe
    shown = _examples(job, trial)
    train = shown.examples
    if not train:
        raise InputError(
            f"{recipe.name}: of {shown.lost:,} examples none is left to train on.",
            fix="Their labels found no place in the translation: try another translator or way to project.",
        )
    sources = {"target": (), "sources": job.sources}.get(recipe.labels, (trial.source,))
    known = _classes(job, train)
    dev = [example for source in sources for example in job.reader.dev(source, known)]
    reads = _by_strategy(job, trial) and recipe.reads_target
    lesson = Lesson(
        inputs=inputs_of(job, kind, train),
        labels=_gold(job, train),
        dev_inputs=inputs_of(job, kind, dev) if dev else (),
        dev_labels=_gold(job, dev),
        chosen=_source_choice(job, trial),
        weights=recipe.weights,
        select=recipe.select,
        seed=trial.seed,
        unlabelled=inputs_of(job, kind, _unlabelled(job, trial)) if reads else (),
        task=job.task.name,
        model=job.model_name,
        finetune=recipe.finetune,
        prompt=recipe.prompt,
        source=trial.source,
        work=_work(job, trial) if kind.takes == "examples" else None,
    )
    return lesson, shown.lost


def _unlabelled(job: Job, trial: Trial) -> list[Example]:
    """Return what may be read of the target: its training split, else that of its test split; no labels."""
    reader = job.reader
    learned = reader.has(reader.names.train, trial.target)
    examples = reader.train(trial.target) if learned else reader.test(trial.target)
    return [without_gold(example) for example in examples]


def _work(job: Job, trial: Trial) -> Path:
    """Return a folder of the trial's own, where what it wrote before it was killed still stands."""
    place = predictor_folder(job.folder, trial).relative_to(job.folder)
    folder = job.folder / "cache" / "work" / digest([str(place), msgspec.to_builtins(trial.recipe)])[:24]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _examples(job: Job, trial: Trial) -> Shown:
    """Return the training examples of the trial's recipe: the source's first, views applied to all."""
    recipe = trial.recipe
    if recipe.labels == "sources":
        return viewed(job, trial, recipe.train, _of_sources(job, trial))
    languages = {"source": [trial.source], "source+target": [trial.source], "target": [], "all": job.pool}
    examples = [example for language in languages[recipe.labels] for example in job.reader.train(language)]
    if recipe.uses_target:
        of_target = job.reader.train(trial.target)
        if recipe.k is not None:
            of_target = sample(of_target, k=recipe.k, seed=trial.seed * 1000 + trial.draw)
        examples += of_target
    return viewed(job, trial, recipe.train, examples)


def _of_sources(job: Job, trial: Trial) -> list[Example]:
    """Return those of all sources: as they are for a head that draws by language, else equal shares."""
    groups = [job.reader.train(source) for source in job.sources]
    if head_class(trial.head).takes != "examples":
        groups = evened(groups, seed=trial.seed)
    return [example for group in groups for example in group]


def _source_choice(job: Job, trial: Trial) -> Choice | None:
    """Return the strength that the source's own training split chooses: target labels must not decide it.

    None where there are none, and for heads that load their model themselves, which choose by epochs.
    """
    kind = head_class(trial.head)
    if trial.recipe.labels in ("source", "target") or kind.takes == "examples":
        return None

    def choose(folder: Path) -> None:
        train = job.reader.train(trial.source)
        inputs = inputs_of(job, kind, train)
        head = kind.fit(Lesson(inputs, _gold(job, train), weights=trial.recipe.weights, seed=trial.seed))
        (folder / "choice.json").write_bytes(msgspec.json.encode(head.choice))

    name = digest([trial.head, str(trial.source), trial.recipe.weights, trial.seed])[:16]
    folder = shared_folder(job.folder / "cache" / "choices" / name, choose, locks=_locks(job))
    return msgspec.json.decode((folder / "choice.json").read_bytes(), type=Choice | None)


def _card(job: Job, trial: Trial, head: Head, name: str, lesson: Lesson) -> PredictorCard:
    needs, select = head.takes in NEED_A_MODEL, head.choice.select if head.choice else ""
    return PredictorCard(
        task=job.task.name,
        system=trial.system,
        head=name,
        model=job.model_name if needs or head.takes == "examples" else "",
        model_fingerprint=job.encoder().fingerprint if needs else "",
        recipe=trial.recipe.name,
        source=str(trial.source),
        target=str(trial.target) if trial.recipe.per_target else "",
        seed=trial.seed,
        draw=trial.draw,
        labels=head.labels,
        select=select.replace("source", "target") if trial.recipe.labels == "target" else select,
        source_score=_score(job, head, lesson),
        shows=tuple(trial.recipe.test),
    )


def _score(job: Job, head: Head, lesson: Lesson) -> float | None:
    """Return the leading metric on the source's dev split; None if it has none."""
    if not lesson.dev_labels or not getattr(head, "scores_dev", True):
        return None
    predicted = [one.label for one in head.predict(lesson.dev_inputs)]
    labels, gold, guessed = numbered(lesson.dev_labels, predicted)
    return float(metric(job.task.metrics[0], labels)(gold, guessed, np.ones((1, len(gold))))[0])


def _gold(job: Job, examples: Sequence[Example]) -> list[str]:
    return [job.task.gold(example) for example in examples]


def _classes(job: Job, examples: Sequence[Example]) -> list[str]:
    return sorted({label for example in examples for label in job.task.classes(example)})


def _locks(job: Job) -> Path:
    return job.folder / "cache" / "locks"


@lru_cache(maxsize=8)
def _loaded(place: Path) -> Predictor:
    return load_predictor(place)


@lru_cache(maxsize=1)
def _loaded_large(place: Path) -> Predictor:
    """Return a predictor that holds a network of its own: memory has no room for several of them."""
    return load_predictor(place)
