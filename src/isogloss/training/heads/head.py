"""What a head is: trained on features or texts, it gives each class a probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted

Inputs = Any  # what ``Takes`` says


@dataclass(frozen=True, slots=True)
class Choice:
    """A strength and how it was chosen, as signatures write it.

    c: inverse strength of regularisation.
    """

    c: float
    select: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a head learns from.

    inputs, labels: the training examples; a label is what the task calls the gold. dev_inputs, dev_labels:
        where calibration may look (may be empty).
    chosen: the strength to use in place of choosing one by ``select``. weights: of the classes.
    """

    inputs: Inputs
    labels: Sequence[str]
    dev_inputs: Inputs = ()
    dev_labels: Sequence[str] = ()
    chosen: Choice | None = None
    weights: Literal["none", "balanced"] = "none"
    select: Literal["source-cv-1se", "source-dev"] = "source-cv-1se"
    seed: int = 0


class Head(Protocol):
    """A trained predictor over what a model gives, or over texts.

    takes: what ``predict`` wants. labels: sorted. choice: None where there was nothing to choose.
    """

    takes: ClassVar[Takes]

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes it can give, sorted."""
        ...

    @property
    def choice(self) -> Choice | None:
        """Its strength and how that was chosen."""
        ...

    @classmethod
    def fit(cls, lesson: Lesson) -> Head:
        """Return a head trained on the lesson; the same lesson gives the same head."""
        ...

    @classmethod
    def load(cls, folder: Path) -> Head:
        """Return the head that ``save`` put into ``folder``."""
        ...

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the most probable label of each input, in order, with a calibrated probability."""
        ...

    def save(self, folder: Path) -> None:
        """Write safetensors and JSON into an existing folder, never a pickle."""
        ...
