"""A transformer trained on the task itself, all of it or an adapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.errors import InputError
from isogloss.tasks.task import Task
from isogloss.training.finetuning.determinism import threads_wanted
from isogloss.training.finetuning.exporting import exported
from isogloss.training.finetuning.languagemarks import check_languages
from isogloss.training.finetuning.network import check_architecture, training_placement
from isogloss.training.finetuning.objectives.classification import Classification, probabilities
from isogloss.training.finetuning.objectives.table import OBJECTIVES, objective
from isogloss.training.finetuning.tuned import Tuned, base_folder, load_tuned
from isogloss.training.heads.head import Choice, Exported, Inputs, Lesson
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted


@dataclass(frozen=True, slots=True, eq=False)
class FineTunedHead:
    """A fine-tuned network, as a head that takes examples."""

    tuned: Tuned
    takes: ClassVar[Takes] = "examples"
    takes_adapter: ClassVar[bool] = True
    reads_beside: ClassVar[bool] = False
    retrains: ClassVar[bool] = True

    @classmethod
    def check(cls, task: Task, model: str) -> None:
        """Raise InputError where the task is not fine-tuned, or the model cannot be trained for it."""
        if task.name not in OBJECTIVES:
            raise InputError(
                f"Nothing is fine-tuned for {task.name} here.",
                fix=f"Fine-tuning knows {', '.join(OBJECTIVES)}: leave out what fine-tunes.",
            )
        if not model.startswith("hf:"):
            raise InputError(
                f"The model {model!r} cannot be fine-tuned: it is no transformer.",
                fix="Name one with --model hf:FOLDER-or-NAME, or leave out what fine-tunes.",
            )
        threads_wanted()
        training_placement()
        folder = base_folder(model)
        check_architecture(folder, objective(task.name, folder).architecture, task.name)

    @classmethod
    def check_lesson(cls, lesson: Lesson) -> None:
        """Raise InputError where texts are to be written in a language that the model does not know."""
        folder = base_folder(lesson.model)
        if objective(lesson.task, folder).architecture == "AutoModelForSeq2SeqLM":
            check_languages(folder, (example.language for example in lesson.inputs))

    @classmethod
    def fit(cls, lesson: Lesson) -> FineTunedHead:
        """Return the head trained on the lesson; raises InputError where the model cannot be trained."""
        from isogloss.training.finetuning.fitting import fine_tuned

        return cls(fine_tuned(lesson))

    @classmethod
    def load(cls, folder: Path) -> FineTunedHead:
        """Return the head that ``save`` put into ``folder``."""
        return cls(load_tuned(folder))

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes, sorted; none where answers are free."""
        return self.tuned.card.labels

    @property
    def choice(self) -> Choice:
        """How the best epoch was chosen."""
        return Choice(0.0, self.tuned.card.select)

    @property
    def graded(self) -> bool:
        """Whether there is one class an example, whose shares it tells."""
        return isinstance(self.tuned.objective, Classification)

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)] for n examples; of a task of one class each."""
        examples: Sequence[Any] = inputs
        if not len(examples):
            return np.empty((0, len(self.labels)))
        found: Doubles2d = probabilities(self.tuned.scored(examples)[1], self.tuned.card.temperature)
        return found

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return what is predicted of each example, in order."""
        examples: Sequence[Any] = inputs
        return self.tuned.predict(examples) if len(examples) else []

    def export(self, folder: Path) -> Exported:
        """Write a folder that transformers reads; an adapter is merged into its model."""
        return exported(self.tuned, folder)

    def save(self, folder: Path) -> None:
        """Write a folder that transformers reads, and what is known of the training."""
        self.tuned.save(folder)
