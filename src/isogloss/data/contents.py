"""What an example of any kind says, and what is predicted of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isogloss.data.chunks import chunks_of
from isogloss.data.examples import Answerable, Choice, Example, Generation, Pair, Similarity, Tagged


@dataclass(frozen=True, slots=True)
class Content:
    """An example's text (several joined by line ends), its classes, and all that is predicted as one string.

    classes: of a tagged sentence each chunk's label, or each word's tag where tags are no chunks; none where
    answers are free: texts and numbers.
    """

    text: str
    classes: tuple[str, ...]
    gold: str


def content_of(example: Example, task: str) -> Content:
    """Return what an example holds; task: ``entities`` where tags are chunks."""
    match example:
        case Pair():
            return Content(f"{example.first}\n{example.second}", (example.label,), example.label)
        case Choice():
            label = str(example.answer)
            return Content("\n".join((example.premise, *example.choices)), (label,), label)
        case Similarity():
            return Content(f"{example.first}\n{example.second}", (), str(example.score))
        case Generation():
            return Content(example.source, (), "\n".join(sorted(example.references)))
        case Tagged():
            return Content(" ".join(example.tokens), _labels(example.tags, task), " ".join(example.tags))
        case Answerable():
            answers = "\n".join(sorted(answer.text for answer in example.answers))
            return Content(f"{example.question}\n{example.context}", (), answers)
    return Content(example.text, (example.label,), example.label)


def _labels(tags: Sequence[str], task: str) -> tuple[str, ...]:
    return tuple(chunk.label for chunk in chunks_of(tags)) if task == "entities" else tuple(tags)
