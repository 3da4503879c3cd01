"""Examples without what is right of them, for whatever must not see it."""

from __future__ import annotations

from dataclasses import replace

from isogloss.data.examples import Answerable, Choice, Example, Generation, Labelled, Pair, Similarity, Tagged


def without_gold(example: Example) -> Example:
    """Return the example as ``Task.parse`` makes those of which nothing is known, its id and origin kept."""
    match example:
        case Labelled() | Pair():
            return replace(example, label="")
        case Tagged():
            return replace(example, tags=())
        case Answerable():
            return replace(example, answers=())
        case Choice():
            return replace(example, answer=0)
        case Similarity():
            return replace(example, score=0.0)
        case Generation():
            return replace(example, references=())
