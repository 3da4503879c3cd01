"""How alike two texts are, as a number: semantic textual similarity (STS), relatedness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from isogloss.data.examples import Similarity
from isogloss.tasks.sides import alike
from isogloss.tasks.task import Task


def _text(example: Similarity) -> str:
    return f"{example.first} {example.second}"


def _sides(example: Similarity) -> tuple[str, ...]:
    return example.first, example.second


def _fruitless(examples: Sequence[Similarity]) -> str:
    scores = {_gold(example) for example in examples}
    return f"one score only, {next(iter(scores))}" if len(scores) == 1 else ""


def _gold(example: Similarity) -> str:
    return f"{example.score:.12g}"


SIMILARITY: Final = Task(
    name="similarity",
    example=Similarity,
    answer="score",
    metrics=("spearman", "pearson"),
    heads=("ridge", "cosine"),
    baselines={"mean": "mean", "overlap+ridge": "overlap"},
    text=_text,
    gold=_gold,
    classes=lambda _: (),
    sides=_sides,
    features=alike,
    parts=2,
    fruitless=_fruitless,
    unlabelled=lambda parts, language: Similarity("", parts[0], parts[1], 0.0, language, ""),
)
