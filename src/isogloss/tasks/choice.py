"""Which of two texts goes with a premise (COPA, XCOPA)."""

from __future__ import annotations

from typing import Final

from isogloss.data.examples import Choice
from isogloss.tasks.sides import preferred
from isogloss.tasks.task import Task


def _text(example: Choice) -> str:
    return " ".join((example.premise, *example.choices))


def _sides(example: Choice) -> tuple[str, ...]:
    return example.premise, *example.choices


def _gold(example: Choice) -> str:
    return str(example.answer)


CHOICE: Final = Task(
    name="choice",
    example=Choice,
    answer="option",
    metrics=("accuracy",),
    heads=("similarity", "logreg"),
    baselines={"majority": "majority", "tfidf+logreg": "tfidf"},
    text=_text,
    gold=_gold,
    classes=lambda example: (_gold(example),),
    sides=_sides,
    features=preferred,
    parts=3,
    unlabelled=lambda parts, language: Choice("", parts[0], tuple(parts[1:]), "", 0, language, ""),
)
