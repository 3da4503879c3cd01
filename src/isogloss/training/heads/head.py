"""What a head is: trained on features or texts, it gives each class a probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol, cast, runtime_checkable

from isogloss.arrays import Doubles2d
from isogloss.languages import Language
from isogloss.tasks.task import Task
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted
from isogloss.training.prompting.settings import Prompting

Inputs = Any  # what ``Takes`` says


@dataclass(frozen=True, slots=True)
class Choice:
    """A strength and how it was chosen, as signatures write it.

    c: inverse strength of regularisation; of what trains by epochs, how many.
    """

    c: float
    select: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a head learns from.

    inputs, labels: the training examples; a label is what the task calls the gold. dev_inputs, dev_labels:
        where calibration may look (may be empty). confidences: how much each example counts, 1 where none are
        given; of soft labels an input stands here once a class, with the share of each.
    chosen: the strength to use in place of choosing one by ``select``. weights: of the classes.
    unlabelled: what a strategy reads of the target, as inputs.
    task, model: their names, for a head that takes examples and loads its model itself; finetune, prompt: how
        it trains or asks it. source: the language of the labels. work: a folder of its own, kept until the
        head is saved: what stands there survives a kill.
    """

    inputs: Inputs
    labels: Sequence[str]
    dev_inputs: Inputs = ()
    dev_labels: Sequence[str] = ()
    confidences: Sequence[float] = ()
    chosen: Choice | None = None
    weights: Literal["none", "balanced"] = "none"
    select: Literal["source-cv-1se", "source-dev"] = "source-cv-1se"
    seed: int = 0
    unlabelled: Inputs = ()
    task: str = ""
    model: str = ""
    finetune: FineTuning = field(default_factory=FineTuning)
    prompt: Prompting = field(default_factory=Prompting)
    source: Language | None = None
    work: Path | None = None


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


class GradedHead(Head, Protocol):
    """A head that honours ``Lesson.confidences``, and gives every class its share."""

    @property
    def graded(self) -> bool:
        """Whether it does so for this task."""
        ...

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)], rows summing to 1."""
        ...


def as_graded(head: Head) -> GradedHead | None:
    """Return the head if it gives every class its share and honours confidences, else None."""
    return cast("GradedHead", head) if getattr(head, "graded", False) else None


class ExampleHead(Head, Protocol):
    """A head that takes examples whole and loads its model itself."""

    @classmethod
    def check(cls, task: Task, model: str) -> None:
        """Raise InputError, before anything is done, where it cannot do the task with the model."""
        ...


@runtime_checkable
class WaryHead(Protocol):
    """A head that can tell from a few examples, before anything is done, what it cannot learn."""

    @classmethod
    def check_lesson(cls, lesson: Lesson) -> None:
        """Raise InputError where nothing can be learned from the lesson; its inputs may be fewer."""
        ...
