"""The choice that is nearer to the premise: nothing is learned, so nothing is lost on the way either."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import msgspec

from isogloss.data.examples import Choice
from isogloss.tasks.task import Task
from isogloss.training.heads.checking import check_task
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted


@dataclass(frozen=True, slots=True)
class SimilarityHead:
    """Reads the first column of what it takes: by how much the second choice is nearer than the first."""

    labels: tuple[str, ...]
    takes: ClassVar[Takes] = "vectors"
    choice: None = None

    @classmethod
    def check(cls, task: Task, _model: str) -> None:
        """Raise InputError where the task is no choice between two."""
        check_task("similarity", task, Choice)

    @classmethod
    def fit(cls, lesson: Lesson) -> SimilarityHead:
        """Return the head; of the lesson it takes the names of the two choices."""
        return cls(tuple(sorted(set(lesson.labels))))

    @classmethod
    def load(cls, folder: Path) -> SimilarityHead:
        """Return the head that ``save`` put into ``folder``."""
        return cls(msgspec.json.decode((folder / "similarity.json").read_bytes(), type=tuple[str, ...]))

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the nearer choice of each; its probability is (1 + the difference of the cosines) / 2."""
        first, second = self.labels[0], self.labels[-1]
        return [
            Predicted(second if nearer > 0 else first, min(1.0, 0.5 + abs(nearer) / 2))
            for nearer in inputs[:, 0].tolist()
        ]

    def save(self, folder: Path) -> None:
        """Write the labels."""
        (folder / "similarity.json").write_bytes(msgspec.json.encode(self.labels))
