"""The text itself as what is to be written of it: what a system must beat to be worth anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from isogloss.data.examples import Generation
from isogloss.tasks.task import Task
from isogloss.training.heads.checking import check_task
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted


@dataclass(frozen=True, slots=True)
class CopyHead:
    """Nothing is learned."""

    labels: tuple[str, ...] = ()
    choice: None = None
    takes: ClassVar[Takes] = "texts"

    @classmethod
    def check(cls, task: Task, _model: str) -> None:
        """Raise InputError for any task but writing: generation and numbers."""
        check_task("copy", task, Generation)

    @classmethod
    def fit(cls, _lesson: Lesson) -> CopyHead:
        """Return the head."""
        return cls()

    @classmethod
    def load(cls, _folder: Path) -> CopyHead:
        """Return the head."""
        return cls()

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return every text as it is."""
        return [Predicted(text, 1.0) for text in inputs]

    def save(self, folder: Path) -> None:
        """Write nothing: there is nothing to keep."""
