"""A number learned from how two vectors stand to each other, by ridge regression."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from isogloss.data.examples import Similarity
from isogloss.tasks.task import Task
from isogloss.training.heads.checking import check_task
from isogloss.training.heads.head import Choice, Inputs, Lesson
from isogloss.training.heads.regression import Regression, fit_regression, said
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted


@dataclass(frozen=True, slots=True)
class RidgeHead:
    """A regression over features of both vectors."""

    regression: Regression
    labels: tuple[str, ...] = ()
    takes: ClassVar[Takes] = "vectors"

    @property
    def choice(self) -> Choice:
        """Its strength and how that was chosen."""
        return self.regression.choice

    @classmethod
    def check(cls, task: Task, _model: str) -> None:
        """Raise InputError for any task but similarity."""
        check_task("ridge", task, Similarity)

    @classmethod
    def fit(cls, lesson: Lesson) -> RidgeHead:
        """Return a head trained on float32[n, d]; raises InputError if all labels are one number."""
        return cls(fit_regression(lesson.inputs, lesson))

    @classmethod
    def load(cls, folder: Path) -> RidgeHead:
        """Return the head that ``save`` put into ``folder``."""
        return cls(Regression.load(folder))

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the number of each input."""
        return said(self.regression.values(inputs).tolist())

    def save(self, folder: Path) -> None:
        """Write the regression."""
        self.regression.save(folder)
