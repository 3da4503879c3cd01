"""What a task kind is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from isogloss.arrays import Floats2d
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.tasks.sides import alone

# What is to be said of an example: a class of training, one of its own texts, a class of each word, a
# passage of its text, a score; or a text is to be written.
Answer: TypeAlias = Literal["class", "option", "tags", "passage", "score", "text"]

_CLOSED: Final = frozenset[Answer]({"class", "option", "tags"})
_ONE_OF_FEW: Final = frozenset[Answer]({"class", "option"})
_UNCALIBRATED: Final = frozenset[Answer]({"score", "text"})


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of task: its example type, the metrics of its rows (the first leads), its usual heads.

    answer: what is to be said of an example.
    heads: trained on what a model gives; the first is the usual one. baselines: systems that need no model
        and always run beside it, by name, with the head that each is.
    text: what an example says, for its length and how much of it a model knows. gold: what is to be
        predicted, as one line of text: what heads learn, metrics read and a run keeps. classes: those in it,
        that training must hold; empty where answers are free. sides: the texts of an example that are
        encoded; none where its words are. features: what a head takes of the vectors of the sides,
        float32[n, d] each. parts: the texts that make an example; unlabelled: the example they make, with
        neither id nor label. untranslatable: why an example of a test set cannot be put in another language,
        empty where it can. fruitless: what is wrong with training examples from which nothing can be
        learned, empty where something can; asked of kinds whose answers are free.
    """

    name: str
    example: type
    answer: Answer
    metrics: tuple[str, ...]
    heads: tuple[str, ...]
    baselines: Mapping[str, str]
    text: Callable[[Any], str]
    gold: Callable[[Any], str]
    classes: Callable[[Any], tuple[str, ...]]
    unlabelled: Callable[[Sequence[str], Language], Any]
    parts: int = 1
    sides: Callable[[Any], tuple[str, ...]] = lambda _: ()
    features: Callable[[Sequence[Floats2d]], Floats2d] = alone
    untranslatable: str = ""
    fruitless: Callable[[Sequence[Any]], str] = lambda _: ""

    @property
    def closed(self) -> bool:
        """Whether the answers are classes of training, or among what an example offers."""
        return self.answer in _CLOSED

    @property
    def one_of_few(self) -> bool:
        """Whether one of a few known answers is right of an example as a whole."""
        return self.answer in _ONE_OF_FEW

    @property
    def calibrated(self) -> bool:
        """Whether heads give a probability of what they say."""
        return self.answer not in _UNCALIBRATED

    def parse(self, line: str, language: Language) -> Any:  # noqa: ANN401  as ``example`` says
        """Return the unlabelled example that a line of text says, tabs between its parts.

        Raises InputError if it has more or fewer of them.
        """
        parts = line.split("\t") if self.parts > 1 else [line]
        if len(parts) != self.parts:
            raise InputError(
                f"{line[:60]!r} is {len(parts)} {'text' if len(parts) == 1 else 'texts'}, and {self.parts} "
                "are judged together.",
                fix="Give them on one line, tabs between.",
            )
        return self.unlabelled(parts, language)
