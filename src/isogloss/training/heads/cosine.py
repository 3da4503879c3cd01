"""How alike two texts are by the cosine of their vectors: nothing is learned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from isogloss.data.examples import Similarity
from isogloss.tasks.task import Task
from isogloss.training.heads.checking import check_task
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.heads.regression import said
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted


@dataclass(frozen=True, slots=True)
class CosineHead:
    """It reads the first feature of ``tasks.sides.alike``."""

    labels: tuple[str, ...] = ()
    choice: None = None
    takes: ClassVar[Takes] = "vectors"

    @classmethod
    def check(cls, task: Task, _model: str) -> None:
        """Raise InputError for any task but similarity."""
        check_task("cosine", task, Similarity)

    @classmethod
    def fit(cls, _lesson: Lesson) -> CosineHead:
        """Return the head; of the lesson it takes nothing."""
        return cls()

    @classmethod
    def load(cls, _folder: Path) -> CosineHead:
        """Return the head."""
        return cls()

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the cosine of each pair, in [-1, 1]."""
        return said(inputs[:, 0].tolist())

    def save(self, folder: Path) -> None:
        """Write nothing: there is nothing to keep."""
