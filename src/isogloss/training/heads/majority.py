"""The largest class of training, whatever the text: what a system must beat to be worth anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import msgspec

from isogloss.arrays import Doubles2d
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted, most_probable


@dataclass(frozen=True, slots=True)
class MajorityHead:
    """The classes' shares in training; ties go to the class that sorts first."""

    labels: tuple[str, ...]
    shares: tuple[float, ...]
    takes: ClassVar[Takes] = "texts"
    choice: None = None

    @classmethod
    def fit(cls, lesson: Lesson) -> MajorityHead:
        """Return the shares of the lesson's labels."""
        counts = Counter(lesson.labels)
        labels = tuple(sorted(counts))
        return cls(labels, tuple(counts[label] / len(lesson.labels) for label in labels))

    @classmethod
    def load(cls, folder: Path) -> MajorityHead:
        """Return the head that ``save`` put into ``folder``."""
        labels, shares = msgspec.json.decode(
            (folder / "majority.json").read_bytes(), type=tuple[tuple[str, ...], tuple[float, ...]]
        )
        return cls(labels, shares)

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the largest class for every input."""
        return most_probable(self.probabilities(inputs), self.labels)

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return the same shares for every input, float64[n, len(labels)]."""
        import numpy as np

        return np.tile(np.array(self.shares), (len(inputs), 1))

    def save(self, folder: Path) -> None:
        """Write the labels and their shares."""
        (folder / "majority.json").write_bytes(msgspec.json.encode((self.labels, self.shares)))
