"""What a head is: trained on features or texts, it gives each class a probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from isogloss.views.originals import Original

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
    originals: of each input the example that it was made of, which copies share; if empty, there are none.
    of_source: the originals of the source's own examples, where views may have put others into one language
        with them; if empty, the language tells whose they are.
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
    originals: Sequence[Original] = ()
    of_source: frozenset[Original] = frozenset()
    task: str = ""
    model: str = ""
    finetune: FineTuning = field(default_factory=FineTuning)
    prompt: Prompting = field(default_factory=Prompting)
    source: Language | None = None
    work: Path | None = None


def copies_of(lesson: Lesson) -> list[list[int]]:
    """Return the places of each example's copies among the inputs, in the order of the first of each."""
    found: dict[Original | int, list[int]] = {}
    for place in range(len(lesson.labels)):
        found.setdefault(lesson.originals[place] if lesson.originals else place, []).append(place)
    return list(found.values())


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


@dataclass(frozen=True, slots=True)
class Exported:
    """What a head has written for other libraries.

    loads: the class that reads the folder. purpose: the hub's name of what it does. notes: what the folder
    alone does not say, a sentence each. facts: of the training, by name.
    """

    loads: str
    purpose: str
    notes: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class ExportingHead(Protocol):
    """A head whose network other libraries read."""

    def export(self, folder: Path) -> Exported:
        """Write the network into an existing folder; raises InputError where none would read it right."""
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
class TuningHead(Protocol):
    """A head that trains the weights of the model itself.

    takes_adapter: whether it can train low-rank updates in their place. reads_beside: whether it reads an
    example together with the translation beside it.
    """

    takes_adapter: ClassVar[bool]
    reads_beside: ClassVar[bool]


def as_tuning(kind: object) -> TuningHead | None:
    """Return the head, or kind of head, if it trains the weights of the model itself, else None."""
    return kind if isinstance(kind, TuningHead) else None


@runtime_checkable
class ExplainableHead(Protocol):
    """A head of which it can be told which training examples pushed a prediction.

    retrains: whether it is trained by epochs, which can be gone through again to tell it.
    """

    retrains: ClassVar[bool]


def as_explainable(kind: object) -> ExplainableHead | None:
    """Return the head, or kind of head, if its predictions can be led back to training, else None."""
    return kind if isinstance(kind, ExplainableHead) else None


@runtime_checkable
class WordedHead(Protocol):
    """A head that asks in words of a language."""

    @classmethod
    def spoken(cls, language: Language, lesson: Lesson) -> tuple[Language, Language]:
        """Return in whose words an example in a language is to be asked, and in whose it will be.

        lesson: its labels, task, source and ``prompt`` are read, no inputs. Known before anything is trained.
        """
        ...

    def wording(self, language: Language) -> str:
        """Return in whose words a language is asked, as signatures write it: language, version, and how."""
        ...


def as_worded(kind: object) -> WordedHead | None:
    """Return the head, or kind of head, if it asks in words of a language, else None."""
    return kind if isinstance(kind, WordedHead) else None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """How a model was asked about some examples.

    borrowed: of how many the prompt was English, or partly so, for want of words in the language that was
    wanted. untranslated: of how many a model that translates itself gave no translation; None if it does not
    translate. tokens: read and written by an endpoint, as it counted them; None where none was asked.
    """

    borrowed: int
    untranslated: int | None
    tokens: tuple[int, int] | None


@runtime_checkable
class AskingHead(Protocol):
    """A head that asks a model and trains nothing: an answer may cost money, so none is asked for in vain.

    most_shots: how many solved examples may stand before a question.
    """

    most_shots: ClassVar[int]

    def inquiry(self, examples: Sequence[Any]) -> Inquiry:
        """Return how the model was asked about the examples of the last prediction."""
        ...


def as_asking(kind: object) -> AskingHead | None:
    """Return the head, or kind of head, if it asks a model, else None."""
    return kind if isinstance(kind, AskingHead) else None


@runtime_checkable
class WaryHead(Protocol):
    """A head that can tell from a few examples, before anything is done, what it cannot learn."""

    @classmethod
    def check_lesson(cls, lesson: Lesson) -> None:
        """Raise InputError where nothing can be learned from the lesson; its inputs may be fewer."""
        ...
