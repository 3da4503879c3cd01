"""Logistic regression over an encoder's vectors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from isogloss.arrays import Doubles2d
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.heads.linear import Linear, LinearHead, fit_linear
from isogloss.training.inputs import Takes


@dataclass(frozen=True, slots=True)
class LogisticHead(LinearHead):
    """A linear classifier whose features are the vectors themselves."""

    takes: ClassVar[Takes] = "vectors"
    retrains: ClassVar[bool] = False

    @classmethod
    def fit(cls, lesson: Lesson) -> LogisticHead:
        """Return a head trained on the lesson's vectors, float32[n, d]."""
        return cls(fit_linear(lesson.inputs, lesson, lesson.dev_inputs))

    @classmethod
    def load(cls, folder: Path) -> LogisticHead:
        """Return the head that ``save`` put into ``folder``."""
        return cls(Linear.load(folder))

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)] for float32[n, d]."""
        return self.linear.probabilities(inputs)

    def save(self, folder: Path) -> None:
        """Write the weights and the labels."""
        self.linear.save(folder)
