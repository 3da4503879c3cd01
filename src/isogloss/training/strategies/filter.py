"""FILTER: texts are read with their translations, and the translation's labels are softened by a teacher.

Source: Fang et al. 2021, "FILTER: An Enhanced Fusion Method for Cross-lingual Language Understanding", AAAI,
arXiv:2009.05166: a network trained on both languages says what it takes translations for, and a second one
learns from that as well as from the labels (section 3.2); the target's side predicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta, Struct

from isogloss.errors import InputError
from isogloss.tasks.task import Task
from isogloss.training.heads.fused import FusedCard, FusedHead
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.strategies.averaging import kept

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d
    from isogloss.training.finetuning.checkpoint import Progress
    from isogloss.training.finetuning.fitting import Start


class Filter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The strategy ``filter``; its examples have translations beside them, by the view ``beside``.

    local, joint: layers that read each language alone first, and those above that read both; as in the paper,
    1 and 10 of 24, if None. share: of what the teacher says in the loss of the translation, the rest is the
    label's; there is no teacher if 0. temperature: of what it says.
    """

    over: ClassVar[tuple[str, ...]] = ("finetuned",)
    reads_target: ClassVar[bool] = False
    gives: ClassVar[str] = "fused"

    local: Annotated[int, Meta(ge=0)] | None = None
    joint: Annotated[int, Meta(ge=1)] | None = None
    share: Annotated[float, Meta(ge=0, le=1)] = 0.5
    temperature: Annotated[float, Meta(gt=0, le=100)] = 1.0

    def check(self, task: Task, model: str) -> None:
        """Raise InputError where the task or the model is none that is fused."""
        FusedHead.check(task, model)

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:  # noqa: ARG002  there is but one kind it trains
        """Return the head of the second network; raises InputError where translations are missing.

        Dev has no translations: a tenth of the training examples watches and calibrates in its place.
        """
        return self.trained(lesson)

    def trained(self, lesson: Lesson) -> FusedHead:
        """Return what ``fit`` returns."""
        from isogloss.training.finetuning.determinism import steady
        from isogloss.training.finetuning.evaluating import scores_of
        from isogloss.training.finetuning.fitting import finished
        from isogloss.training.finetuning.fusion import depths_of

        _check(lesson)
        alone = replace(lesson, dev_inputs=(), dev_labels=())
        with kept(lesson) as work, steady(lesson.seed):
            start = self._started(replace(alone, work=work))
            progress = _train(start, "first")
            if self.share:
                soft = scores_of(start.trainee, start.objective, start.material.train)
                start = _taught(self._started(replace(alone, work=work)), soft)
                progress = _train(start, "second")
            tuned = finished(start, epoch=progress.best, losses=progress.losses)
            depths = depths_of(start.trainee.model, self.local, self.joint)
            card = FusedCard(source=str(lesson.source), local=depths.local, joint=depths.joint)
            return FusedHead(tuned, card)

    def _started(self, lesson: Lesson) -> Start:
        """Return the start of a training with a fused network, both languages as its material."""
        from isogloss.training.finetuning.fitting import started
        from isogloss.training.finetuning.fused import FusedClasses
        from isogloss.training.finetuning.fusion import depths_of, fuse
        from isogloss.training.finetuning.material import material_of
        from isogloss.training.finetuning.objectives.classification import Classification

        start = started(lesson)
        assert isinstance(start.objective, Classification)  # noqa: S101  as of all tasks that are fused
        fuse(start.trainee.model, depths_of(start.trainee.model, self.local, self.joint))
        goal = FusedClasses(
            start.objective.task,
            start.objective.labels,
            start.objective.weights,
            source=str(lesson.source),
            share=self.share,
            heat=self.temperature,
        )
        material = material_of(lesson, goal, start.trainee.reading)
        return replace(start, objective=goal, material=material)


def _check(lesson: Lesson) -> None:
    """Raise InputError where the lesson is none of two languages."""
    if any(getattr(example, "beside", None) is None for example in lesson.inputs):
        raise InputError(
            "The strategy filter needs translations beside the training examples.",
            fix='Put {view = "beside", to = "target"} under `train` in the recipe.',
        )


def _train(start: Start, name: str) -> Progress:
    """Train one of the two networks, in a folder of its own."""
    from isogloss.training.finetuning.loop import train

    assert start.course.work is not None  # noqa: S101  ``kept`` gave one
    work = start.course.work / f"{name}-{start.material.digest}"
    return train(start.trainee, start.objective, start.material, replace(start.course, work=work))


def _taught(start: Start, scores: Sequence[Floats2d]) -> Start:
    """Return the start with a teacher's scores of the training examples beside their labels."""
    from isogloss.training.finetuning.fused import FusedClasses

    assert isinstance(start.objective, FusedClasses)  # noqa: S101  ``_started`` made it
    train = tuple(start.objective.taught(start.material.train, scores))
    return replace(start, material=replace(start.material, train=train))
