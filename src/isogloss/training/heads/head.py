"""What a head is: trained on features or texts, it gives each class a probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from isogloss.arrays import Doubles2d

Inputs = Any  # float32[n, d] for heads over vectors, a sequence of str for heads over texts


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a head learns from.

    inputs, labels: the training examples. dev_inputs, dev_labels: where calibration may look (may be empty).
    c: the strength to use instead of choosing one; weights: of the classes.
    """

    inputs: Inputs
    labels: Sequence[str]
    dev_inputs: Inputs = ()
    dev_labels: Sequence[str] = ()
    c: float | None = None
    weights: Literal["none", "balanced"] = "none"
    select: Literal["source-cv-1se", "source-dev"] = "source-cv-1se"
    seed: int = 0


class Head(Protocol):
    """A trained classifier.

    labels: sorted. takes: what ``probabilities`` wants. c: inverse strength of regularisation, 0 if it has
    none. select: how c was chosen, for the signature.
    """

    labels: tuple[str, ...]
    takes: Literal["vectors", "texts"]
    c: float
    select: str

    @classmethod
    def fit(cls, lesson: Lesson) -> Head:
        """Return a head trained on the lesson; the same lesson gives the same head."""
        ...

    @classmethod
    def load(cls, folder: Path) -> Head:
        """Return the head that ``save`` put into ``folder``."""
        ...

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)], calibrated, rows summing to 1."""
        ...

    def save(self, folder: Path) -> None:
        """Write safetensors and JSON into an existing folder, never a pickle."""
        ...
