"""What a trial's head learns from: whose examples, which strength; and the digits of all that decides it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from isogloss.data.examples import Example
from isogloss.data.hiding import without_gold
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.runs.cache import shared_folder
from isogloss.runs.cell import digest
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.head import Choice, Lesson
from isogloss.training.heads.table import head as head_class
from isogloss.training.prompting.settings import Prompting
from isogloss.transfer.inputs import inputs_of
from isogloss.transfer.job import Job, Trial
from isogloss.transfer.viewing import viewed
from isogloss.views.originals import Original, original_of, same_texts
from isogloss.views.sampling import evened, sample


@dataclass(frozen=True, slots=True)
class Given:
    """What a trial gives its head to learn from, before anything of it is encoded.

    examples: after the recipe's views, which left out ``lost`` of them. dev: of the source. unlabelled: what
    a strategy reads of the target. of_source: as ``Lesson`` says. same: of examples that are a translation of
    another, as the data have it, that other one. chosen: the strength that the source's
    labels choose, None where the head is to choose it.
    """

    examples: Sequence[Example]
    lost: int
    dev: Sequence[Example]
    unlabelled: Sequence[Example]
    of_source: frozenset[Original]
    same: Mapping[Original, Original]
    chosen: Choice | None


def given(job: Job, trial: Trial) -> Given:
    """Return what the trial's head is to learn from; raises InputError where views left nothing."""
    recipe = trial.recipe
    read = _examples(job, trial)
    shown = viewed(job, trial, recipe.train, read)
    if not shown.examples:
        raise InputError(
            f"{recipe.name}: of {shown.lost:,} examples none is left to train on.",
            fix="Their labels found no place in the translation: try another translator or way to project.",
        )
    sources = {"target": (), "sources": job.sources}.get(recipe.labels, (trial.source,))
    known = sorted({label for example in shown.examples for label in job.task.classes(example)})
    return Given(
        examples=shown.examples,
        lost=shown.lost,
        dev=_dev(job, trial, [one for source in sources for one in job.reader.dev(source, known)]),
        unlabelled=_unlabelled(job, trial) if by_strategy(job, trial) and recipe.reads_target else (),
        of_source=_of_source(job, trial),
        same=same_texts(read, _gold(job, read)),
        chosen=_source_choice(job, trial),
    )


def _dev(job: Job, trial: Trial, examples: Sequence[Example]) -> Sequence[Example]:
    """Return what watches training; texts to be written are translated where those of training are.

    How badly a network that learns to write one language writes another says nothing of what it learns.
    """
    specs = [spec for spec in trial.recipe.train if spec["view"] == "translate"]
    if not examples or not specs or job.task.answer != "text":
        return examples
    return viewed(job, trial, specs, examples).examples


def by_strategy(job: Job, trial: Trial) -> bool:
    """Return whether the recipe's strategy trains this system: baselines are trained as ever."""
    return bool(trial.recipe.strategy) and trial.system not in job.task.baselines


def digits_of(job: Job, trial: Trial, own: Given) -> str:
    """Return 24 digits of all that decides the head: trials of one run that share them share the head."""
    content = repr((list(own.examples), list(own.dev), list(own.unlabelled)))
    finetune, prompt, source = _of_recipe(job, trial)
    decides = [
        trial.head,
        trial.recipe.strategy if by_strategy(job, trial) else {},
        trial.recipe.weights,
        trial.recipe.select,
        trial.seed,
        sorted(own.of_source),
        sorted(own.same.items()),
        [own.chosen.c, own.chosen.select] if own.chosen else [],
        msgspec.to_builtins(finetune),
        msgspec.to_builtins(prompt),
        str(source or ""),
        job.task.name,
        job.model_name,
        job.fingerprints["model"],
        hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
    ]
    return digest(decides)[:24]


def lesson_of(job: Job, trial: Trial, own: Given, work: Path | None) -> Lesson:
    """Return the lesson; it says nothing that ``digits_of`` leaves out. work: as ``Lesson.work``."""
    kind, recipe = head_class(trial.head), trial.recipe
    finetune, prompt, source = _of_recipe(job, trial)
    return Lesson(
        inputs=inputs_of(job, kind, own.examples),
        labels=_gold(job, own.examples),
        dev_inputs=inputs_of(job, kind, own.dev) if own.dev else (),
        dev_labels=_gold(job, own.dev),
        chosen=own.chosen,
        weights=recipe.weights,
        select=recipe.select,
        seed=trial.seed,
        unlabelled=inputs_of(job, kind, own.unlabelled) if own.unlabelled else (),
        task=job.task.name,
        model=job.model_name,
        finetune=finetune,
        prompt=prompt,
        source=source,
        originals=[own.same.get(found, found) for found in map(original_of, own.examples)],
        of_source=own.of_source,
        work=work if kind.takes == "examples" else None,
    )


def _of_recipe(job: Job, trial: Trial) -> tuple[FineTuning, Prompting, Language | None]:
    """Return what of the recipe only those read that train or ask the model themselves, or a strategy."""
    if head_class(trial.head).takes == "examples" or by_strategy(job, trial):
        return trial.recipe.finetune, trial.recipe.prompt, trial.source
    return FineTuning(), Prompting(), None


def _unlabelled(job: Job, trial: Trial) -> list[Example]:
    """Return what may be read of the target: its training split, else that of its test split; no labels."""
    reader = job.reader
    learned = reader.has(reader.names.train, trial.target)
    examples = reader.train(trial.target) if learned else reader.test(trial.target)
    return [without_gold(example) for example in examples]


def _examples(job: Job, trial: Trial) -> list[Example]:
    """Return the training examples of the trial's recipe as they are read, the source's first."""
    recipe = trial.recipe
    if recipe.labels == "sources":
        return _of_sources(job, trial)
    languages = {"source": [trial.source], "source+target": [trial.source], "target": [], "all": job.pool}
    examples = [example for language in languages[recipe.labels] for example in job.reader.train(language)]
    if recipe.uses_target:
        of_target = job.reader.train(trial.target)
        if recipe.k is not None:
            of_target = sample(of_target, k=recipe.k, seed=trial.seed * 1000 + trial.draw)
        examples += of_target
    return examples


def _of_source(job: Job, trial: Trial) -> frozenset[Original]:
    """Return the originals of the source's examples where a view may hide whose they are, else nothing."""
    recipe = trial.recipe
    if head_class(trial.head).takes != "examples" or not recipe.train:
        return frozenset()
    others = {"source+target": [trial.target], "all": job.pool}.get(recipe.labels, [])
    taken = {
        original_of(one)
        for language in others
        if language != trial.source
        for one in job.reader.train(language)
    }
    return frozenset(map(original_of, job.reader.train(trial.source))) - taken if others else frozenset()


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
    folder = shared_folder(job.folder / "cache" / "choices" / name, choose, locks=job.locks)
    return msgspec.json.decode((folder / "choice.json").read_bytes(), type=Choice | None)


def _gold(job: Job, examples: Sequence[Example]) -> list[str]:
    return [job.task.gold(example) for example in examples]
