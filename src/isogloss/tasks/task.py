"""What a task kind is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isogloss.arrays import Floats2d
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.tasks.sides import alone


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of task: its example type, the metrics of its rows (the first leads), its usual heads.

    heads: trained on what a model gives; the first is the usual one. baselines: systems that need no model
        and always run beside it, by name, with the head that each is.
    text: what an example says, for its length and how much of it a model knows. gold: what is to be
        predicted, as one line of text: what heads learn, metrics read and a run keeps. classes: those in it,
        that training must hold; empty where answers are free. sides: the texts of an example that are
        encoded; none where its words are. features: what a head takes of the vectors of the sides,
        float32[n, d] each. parts: the texts that make an example; unlabelled: the example they make, with
        neither id nor label. fruitless: what is wrong with training examples from which nothing can be
        learned, empty where something can; asked of kinds whose answers are free.
    """

    name: str
    example: type
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
    fruitless: Callable[[Sequence[Any]], str] = lambda _: ""

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
