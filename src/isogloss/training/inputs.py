"""What heads take of examples: texts, words, or what a model makes of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from isogloss.arrays import Floats2d
from isogloss.data.examples import Tagged
from isogloss.languages import Language, Span, words
from isogloss.tasks.task import Task

# float32[n, d] for "vectors"; a sequence of str for "texts", of word lists for "tokens", of Words for
# "words" (of a tagged sentence its own, of any other text the first that it is cut into), of Passage for
# "passages", with vectors of letters alone for "plain-passages"; of Example as the data set gives them for
# "examples".
Takes: TypeAlias = Literal["vectors", "texts", "tokens", "words", "passages", "plain-passages", "examples"]

NEED_A_MODEL: frozenset[Takes] = frozenset({"vectors", "words", "passages"})


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a sentence, their vectors, float32[len(tokens), d], and their language if it is known."""

    tokens: Sequence[str]
    vectors: Floats2d
    language: Language | None = None


_READ: Final = 128  # words


def cut(task: Task, example: Any, language: Language | None) -> Sequence[str]:  # noqa: ANN401  as ``Task.example``
    """Return the words of an example: its own where they are tagged, else the first 128 of its text.

    A vector for every word of every article of a corpus would fill the memory; a topic shows early.
    """
    if isinstance(example, Tagged):
        return example.tokens
    return [span.text for span in words(task.text(example), language)[:_READ]]


# Kinds of questions, and after each what would answer it; in English, which every model knows.
ANCHORS: Final = ("who", "person", "when", "year", "where", "place", "how many", "number", "why", "reason")
_DIMENSIONS: Final = 64
_GRAM: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A text with a question to it, as words and their vectors.

    words: of the context. vectors: float32[len(words), d]. asked: float32[m, d], of the question's words.
    anchors: float32[len(ANCHORS), d].
    """

    context: str
    language: Language
    words: tuple[Span, ...]
    vectors: Floats2d
    asked: Floats2d
    anchors: Floats2d


def letter_vectors(tokens: Sequence[str]) -> Floats2d:
    """Return float32[n, 64] of unit length: signs of the trigrams of each word, by a hash.

    Words that share letters are near each other; others are not.
    """
    import numpy as np

    rows = np.zeros((len(tokens), _DIMENSIONS), dtype=np.float32)
    for row, token in zip(rows, tokens, strict=True):
        marked = f"<{token.casefold()}>"
        for place in range(max(1, len(marked) - _GRAM + 1)):
            hashed = zlib.crc32(marked[place : place + _GRAM].encode("utf-8", "surrogatepass"))
            signs = np.random.default_rng(hashed).integers(0, 2, _DIMENSIONS)
            row += 2.0 * signs - 1.0
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
