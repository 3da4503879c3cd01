"""Questions about a passage, whose answers are passages of it (SQuAD, XQuAD, MLQA)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from isogloss.data.examples import Answerable
from isogloss.metrics.answers import Wanted
from isogloss.tasks.task import Task


def _text(example: Answerable) -> str:
    return f"{example.question} {example.context}"


def _fruitless(examples: Sequence[Answerable]) -> str:
    return "" if any(example.answers for example in examples) else "no question that has an answer"


def _gold(example: Answerable) -> str:
    return str(Wanted(tuple(answer.text for answer in example.answers), str(example.language)))


ANSWERS: Final = Task(
    name="answers",
    example=Answerable,
    answer="passage",
    metrics=("answer_f1", "exact_match", "squad_f1", "squad_exact_match"),
    heads=("reader",),
    baselines={"characters+reader": "character-reader"},
    text=_text,
    gold=_gold,
    classes=lambda _: (),
    parts=2,
    untranslatable="answers would stand in another text than those that are right",
    fruitless=_fruitless,
    unlabelled=lambda parts, language: Answerable("", parts[1], parts[0], (), language, ""),
)
