"""What an objective is: from examples to what a network reads, and from what it gives to labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Protocol, TypeAlias, runtime_checkable

from isogloss.training.predicted import Predicted

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d
    from isogloss.training.finetuning.reading import Reading
    from isogloss.training.finetuning.writer import Writer

Architecture: TypeAlias = Literal[
    "AutoModelForSequenceClassification",
    "AutoModelForTokenClassification",
    "AutoModelForQuestionAnswering",
    "AutoModelForMultipleChoice",
    "AutoModelForSeq2SeqLM",
    "AutoModelForCausalLM",
]
WRITING: Final[tuple[Architecture, ...]] = ("AutoModelForSeq2SeqLM", "AutoModelForCausalLM")
Output: TypeAlias = Any  # what the network of transformers returns, such as SequenceClassifierOutput


@dataclass(frozen=True, slots=True)
class Feature:
    """What a network reads at once of an example: all of it, or one window of a long one.

    example: its place among the examples. ids: of the tokens: a sequence a choice; what is read, and what is
    to be written; else one. kinds: which of two texts each token is of, in the same form. target: what
    ``loss`` wants to hear; None where nothing is known. places: whatever ``decode`` needs to find its way
    back, such as the word of each token. weight: how much its loss counts.
    """

    example: int
    ids: tuple[tuple[int, ...], ...]
    kinds: tuple[tuple[int, ...], ...]
    target: Any = None
    places: Any = None
    weight: float = 1.0

    @property
    def length(self) -> int:
        """Tokens of its longest sequence."""
        return max(map(len, self.ids))


class Loss(Protocol):
    """What training needs of an objective."""

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return input_ids, attention_mask and token_type_ids as int64 tensors on the CPU, first axis n."""
        ...

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n], a loss a feature on the output's device; its mean is what a step lessens."""
        ...


class Scoring(Loss, Protocol):
    """What asking a trained network needs beside."""

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:
        """Return for each feature the float32 logits that ``decode`` wants, without padding."""
        ...


class Objective(Scoring, Protocol):
    """How one kind of task is trained: a frozen record of ``task``, ``labels`` and ``weights``.

    task: the kind's name. labels: what can be predicted, sorted; none where answers are free. weights: of the
    labels in the loss, none if all count the same. Examples are those of data/examples.py; golds are what
    ``Task.gold`` says of them, one line of text each.

    architecture: the Auto class of transformers that it trains; the network's config gets ``labels``.
    """

    architecture: ClassVar[Architecture]

    def __init__(self, task: str, labels: tuple[str, ...], weights: tuple[float, ...] = ()) -> None:
        """Hold them."""

    @property
    def task(self) -> str:
        """The kind's name."""
        ...

    @property
    def labels(self) -> tuple[str, ...]:
        """What can be predicted, sorted."""
        ...

    @classmethod
    def classes(cls, golds: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return every class of the golds once, sorted, and all their occurrences (for class weights).

        Raises InputError where there is nothing to be told apart.
        """
        ...

    def features(
        self, examples: Sequence[Any], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return what the network reads, in the order of the examples; no example goes without a feature.

        golds: None at prediction. A gold that is none of ``labels`` gives a target that counts nothing.
        """
        ...

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:
        """Return for each feature the float32 logits that ``decode`` wants, without padding."""
        ...

    def temperature(self, scores: Sequence[Floats2d], features: Sequence[Feature]) -> float:
        """Return by what logits are to be divided for honest probabilities, by features with targets."""
        ...

    def decode(
        self,
        scores: Sequence[Floats2d],
        features: Sequence[Feature],
        examples: Sequence[Any],
        temperature: float,
    ) -> list[Predicted]:
        """Return what is predicted of each example, in order; several features of one are joined here."""
        ...


@runtime_checkable
class SettlingObjective(Objective, Protocol):
    """An objective with limits of its own: fields beside the three, settled once training is over."""

    @property
    def limits(self) -> Mapping[str, int | float]:
        """The fields beside the three, as the predictor keeps them."""
        ...

    def settled(
        self, train: Sequence[Feature], dev: Sequence[Feature], scores: Sequence[Floats2d]
    ) -> SettlingObjective:
        """Return the objective with its limits settled by the features of training, and of what watches it.

        scores: those of ``dev``; both may be empty. Nothing of a target is among them.
        """
        ...


@runtime_checkable
class WritingObjective(Protocol):
    """An objective whose answers are texts, which a network writes token by token."""

    def written(self, writer: Writer, examples: Sequence[Any], *, beams: int) -> list[Predicted]:
        """Return what is written of each example, in order."""
        ...
