"""From a lesson to a fine-tuned network, in steps that a strategy can take one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from isogloss.training.classweights import balanced_weights
from isogloss.training.finetuning.adapter import adapted
from isogloss.training.finetuning.determinism import steady
from isogloss.training.finetuning.evaluating import scores_of
from isogloss.training.finetuning.loop import Course, train
from isogloss.training.finetuning.material import Material, material_of
from isogloss.training.finetuning.network import Trainee, load_trainee
from isogloss.training.finetuning.objectives.objective import Objective, SettlingObjective
from isogloss.training.finetuning.objectives.table import objective
from isogloss.training.finetuning.tuned import Tuned, TunedCard, base_fingerprint, base_folder
from isogloss.training.heads.head import Lesson


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """A network not yet trained, what it is to be trained on, and where from it comes."""

    base: str
    fingerprint: str
    trainee: Trainee
    objective: Objective
    material: Material
    course: Course

    @property
    def place(self) -> Path:
        """The folder of this training's own; only of a lesson with a ``work``, such as ``kept`` gives."""
        if self.course.work is None:
            raise ValueError("the lesson has no folder")
        return self.course.work


def fine_tuned(lesson: Lesson) -> Tuned:
    """Return the lesson's model, trained on the lesson; the same lesson gives the same bits on a CPU.

    Raises InputError where the model is no transformer, cannot be read, or has no head for the task.
    """
    with steady(lesson.seed):
        start = started(lesson)
        progress = train(start.trainee, start.objective, start.material, start.course)
        return finished(start, epoch=progress.best, losses=progress.losses)


def started(lesson: Lesson) -> Start:
    """Return the lesson's model with a new head, and the lesson's examples as features.

    To be called within ``steady(seed)``, as what follows.
    """
    folder, settings = base_folder(lesson.model), lesson.finetune
    kind = objective(lesson.task, folder)
    labels, occurrences = kind.classes(lesson.labels)
    weights = balanced_weights(labels, occurrences) if lesson.weights == "balanced" else ()
    goal = kind(lesson.task, tuple(labels), weights)
    trainee = load_trainee(folder, goal, settings.longest)
    if settings.adapter == "lora":
        trainee = replace(trainee, model=adapted(trainee.model, settings.rank, lesson.model[len("hf:") :]))
    material = material_of(lesson, goal, trainee.reading)
    digits = base_fingerprint(folder)
    work = lesson.work and lesson.work / _name(material, lesson, digits)
    course = Course(settings, lesson.seed, work)
    return Start(lesson.model, digits, trainee, goal, material, course)


def finished(start: Start, *, epoch: int, losses: tuple[float, ...] = ()) -> Tuned:
    """Return the trained network with probabilities that mean what they say on what watched training."""
    temperature, goal, dev = 1.0, start.objective, start.material.dev
    scores = scores_of(start.trainee, goal, dev) if dev else []
    if dev:
        temperature = goal.temperature(scores, dev)
    if isinstance(goal, SettlingObjective):
        goal = goal.settled(start.material.train, dev, scores)
    start.trainee.model.eval().requires_grad_(False)
    card = TunedCard(
        task=start.objective.task,
        labels=start.objective.labels,
        base=start.base,
        fingerprint=start.fingerprint,
        settings=start.course.settings,
        select=start.material.select,
        epoch=epoch,
        losses=losses,
        temperature=temperature,
        limits=goal.limits if isinstance(goal, SettlingObjective) else {},
    )
    return Tuned(card, start.trainee, goal)


@contextmanager
def kept(lesson: Lesson) -> Iterator[Path]:
    """Yield the lesson's folder, or one that is gone afterwards."""
    if lesson.work is not None:
        yield lesson.work
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _name(material: Material, lesson: Lesson, digits: str) -> str:
    """Return a name that another training in the same folder does not have."""
    import hashlib

    said = msgspec.json.encode([material.digest, digits, lesson.finetune, lesson.seed, lesson.weights])
    return hashlib.sha256(said).hexdigest()[:16]
