"""Answering in several languages from few examples: a network that goes on learning is its own teacher.

Source: Carrino, Escolano and Fonollosa 2023, arXiv:2309.17134. A network trained on the source's questions
goes on with those of all languages, generation after generation, each taught by the one before. Unlike there
the rate rises and falls in every generation, so that each can be gone on from after a kill.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta, Struct
from msgspec.structs import replace as replaced

from isogloss.data.examples import Answerable
from isogloss.errors import InputError
from isogloss.tasks.table import task as task_of
from isogloss.tasks.task import Task
from isogloss.training.finetuning.distilling import Distillation, DistilledAnswers
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Head, Lesson
from isogloss.views.originals import Original, original_of

if TYPE_CHECKING:
    from isogloss.training.finetuning.fitting import Start
    from isogloss.training.finetuning.material import Material


class SelfDistillation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The strategy ``self-distillation``, for answers.

    generations: after the first training, of ``epochs`` each. k, margin, temperature: of ``Distillation``.
    crossed: whether questions are also asked about the contexts of other languages, where examples of several
    languages have one id; ids that are numbers of rows are none.
    """

    over: ClassVar[tuple[str, ...]] = ("finetuned",)
    reads_target: ClassVar[bool] = False
    gives: ClassVar[str] = ""

    generations: Annotated[int, Meta(ge=1, le=100)] = 3
    epochs: Annotated[int, Meta(ge=1, le=1000)] = 1
    k: Annotated[int, Meta(ge=1)] = 10
    margin: Annotated[int, Meta(ge=0)] = 5
    temperature: Annotated[float, Meta(gt=0, le=100)] = 2.0
    crossed: bool = True

    def check(self, task: Task, model: str) -> None:  # noqa: ARG002  the protocol's
        """Raise InputError for another task than answers."""
        _check(task.name)

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:  # noqa: ARG002  there is but one kind it trains
        """Return the head of the last generation; raises InputError for another task than answers."""
        from isogloss.training.finetuning.determinism import steady
        from isogloss.training.finetuning.fitting import finished, kept, started
        from isogloss.training.finetuning.loop import train

        _check(lesson.task)
        with kept(lesson) as work, steady(lesson.seed):
            start = started(_of_source(replace(lesson, work=work)))
            train(start.trainee, start.objective, start.material, start.course)
            material = self._material(start, lesson)
            for generation in range(1, self.generations + 1):
                self._generation(start, material, generation)
            return FineTunedHead(finished(start, epoch=self.generations * self.epochs))

    def _material(self, start: Start, lesson: Lesson) -> Material:
        """Return the examples of all languages but those held out for calibration; nothing watches."""
        from isogloss.training.finetuning.material import unwatched

        left = _held_out(lesson)
        known = [
            (one, gold)
            for one, gold, original in zip(lesson.inputs, lesson.labels, _originals(lesson), strict=True)
            if original not in left
        ]
        examples: list[Answerable] = [one for one, _ in known]
        golds = [gold for _, gold in known]
        if self.crossed:
            added = crossed(examples)
            examples, golds = examples + added, golds + [task_of(lesson.task).gold(one) for one in added]
        return unwatched(examples, golds, start.objective, start.trainee.reading)

    def _generation(self, start: Start, material: Material, generation: int) -> None:
        """Train the network on, taught by a copy of what it was."""
        from copy import deepcopy

        from isogloss.training.finetuning.loop import train

        frozen = deepcopy(start.trainee.model).eval().requires_grad_(False)
        goal = DistilledAnswers(
            start.objective.task,
            start.objective.labels,
            teacher=replace(start.trainee, model=frozen),
            distillation=Distillation(self.k, self.margin, self.temperature),
        )
        course = replace(
            start.course,
            settings=replaced(start.course.settings, epochs=self.epochs),
            work=start.place / f"{material.digest}-{generation}",
        )
        train(start.trainee, goal, material, replace(course, seed=course.seed + generation))


def crossed(examples: Sequence[Answerable]) -> list[Answerable]:
    """Return each question of one language asked about the context of another, for all with one id.

    An id of digits alone is a row's number, and says nothing of what is parallel.
    """
    same: dict[str, list[Answerable]] = defaultdict(list)
    for example in examples:
        if not example.id.isdigit():
            same[example.id].append(example)
    return [
        replace(
            context,
            id=f"{context.id}@{asked.language}",
            question=asked.question,
            question_language=asked.language,
        )
        for own in same.values()
        for context in own
        for asked in own
        if asked.language != context.language
    ]


def _check(task: str) -> None:
    if task_of(task).example is not Answerable:
        raise InputError(
            f"Self-distillation by mAP@k is for answers, not for {task}.",
            fix="Choose another recipe: docs/recipes.md.",
        )


def _of_source(lesson: Lesson) -> Lesson:
    """Return the lesson with the source's own examples; all where none is the source's."""
    places = [at for at, example in enumerate(lesson.inputs) if example.language == lesson.source]
    if not places:
        return lesson
    known = _originals(lesson)
    return replace(
        lesson,
        inputs=[lesson.inputs[at] for at in places],
        labels=[lesson.labels[at] for at in places],
        originals=[known[at] for at in places],
    )


def _originals(lesson: Lesson) -> Sequence[Original]:
    """Return of each input the example that it was made of."""
    return lesson.originals or [original_of(one) for one in lesson.inputs]


def _held_out(lesson: Lesson) -> set[Original]:
    """Return the originals of the source's examples that the first training kept back."""
    from isogloss.training.finetuning.material import held_out

    own = _of_source(lesson)
    return {_originals(own)[place] for place in held_out(own)}
