"""The mean of training, whatever the texts: what a system must beat to be worth anything."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import ClassVar

import msgspec

from isogloss.data.examples import Similarity
from isogloss.tasks.task import Task
from isogloss.training.heads.checking import check_task
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.heads.regression import said
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted


@dataclass(frozen=True, slots=True)
class MeanHead:
    """A number."""

    mean: float
    labels: tuple[str, ...] = ()
    choice: None = None
    takes: ClassVar[Takes] = "texts"

    @classmethod
    def check(cls, task: Task, _model: str) -> None:
        """Raise InputError for any task but similarity."""
        check_task("mean", task, Similarity)

    @classmethod
    def fit(cls, lesson: Lesson) -> MeanHead:
        """Return the mean of the lesson's labels, which are numbers."""
        return cls(fmean(map(float, lesson.labels)))

    @classmethod
    def load(cls, folder: Path) -> MeanHead:
        """Return the head that ``save`` put into ``folder``."""
        return cls(msgspec.json.decode((folder / "mean.json").read_bytes(), type=float))

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the mean for every input."""
        return said([self.mean] * len(inputs))

    def save(self, folder: Path) -> None:
        """Write the mean."""
        (folder / "mean.json").write_bytes(msgspec.json.encode(self.mean))
