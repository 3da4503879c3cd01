"""Two texts, one class: entailment, paraphrase."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from isogloss.data.examples import Pair
from isogloss.tasks.sides import compared
from isogloss.tasks.task import Task


def _text(example: Pair) -> str:
    return f"{example.first} {example.second}"


def _sides(example: Pair) -> tuple[str, ...]:
    return example.first, example.second


PAIRS: Final = Task(
    name="pairs",
    example=Pair,
    answer="class",
    metrics=("accuracy", "macro_f1"),
    heads=("logreg",),
    baselines={"majority": "majority", "tfidf+logreg": "tfidf"},
    text=_text,
    gold=attrgetter("label"),
    classes=lambda example: (example.label,),
    sides=_sides,
    features=compared,
    parts=2,
    unlabelled=lambda parts, language: Pair("", parts[0], parts[1], "", language, ""),
)
