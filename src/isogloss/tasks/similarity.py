"""How alike two texts are, as a number: semantic textual similarity (STS), relatedness."""

from __future__ import annotations

from typing import Final

from isogloss.data.examples import Similarity
from isogloss.tasks.sides import alike
from isogloss.tasks.task import Task


def _text(example: Similarity) -> str:
    return f"{example.first} {example.second}"


def _sides(example: Similarity) -> tuple[str, ...]:
    return example.first, example.second


def _gold(example: Similarity) -> str:
    return f"{example.score:.12g}"


SIMILARITY: Final = Task(
    name="similarity",
    example=Similarity,
    metrics=("spearman", "pearson"),
    heads=("ridge", "cosine"),
    baselines={"mean": "mean", "overlap+ridge": "overlap"},
    text=_text,
    gold=_gold,
    classes=lambda _: (),
    sides=_sides,
    features=alike,
    parts=2,
    unlabelled=lambda parts, language: Similarity("", parts[0], parts[1], 0.0, language, ""),
)
