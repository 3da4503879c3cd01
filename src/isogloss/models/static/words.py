"""The words of sentences: where each stands, and which vector stands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from isogloss.errors import InputError
from isogloss.languages import Span, words
from isogloss.models.contracts import WordVectors

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

Sentence = str | Sequence[str]


def spans_of(sentence: Sentence, number: int = 0) -> tuple[Span, ...]:
    """Return the words of a text, or those given, as they stand in the words joined by blanks.

    number: which sentence this is, for messages. Raises InputError if it is neither text nor list of words.
    """
    if isinstance(sentence, str):
        return words(sentence)
    if isinstance(sentence, bytes) or not isinstance(sentence, Iterable):
        raise InputError(
            f"Sentence {number} is of type {type(sentence).__name__}, not a text or a list of words.",
            fix="Give each sentence as str, or as the list of its words.",
        )
    spans = []
    start = 0
    for word in sentence:
        if not isinstance(word, str):
            raise InputError(
                f"Sentence {number} is a list that holds a word of type {type(word).__name__}, not str.",
                fix="Decode bytes and leave out missing values first.",
            )
        spans.append(Span(word, start, start + len(word)))
        start += len(word) + 1
    return tuple(spans)


def word_vectors(sentences: Sequence[Sentence], encode: Callable[[list[str]], Floats2d]) -> list[WordVectors]:
    """Return the words of each sentence and their vectors; each distinct word is encoded once.

    encode: texts -> float32[n, d]. Raises InputError if ``sentences`` is no list of sentences.
    """
    if isinstance(sentences, str | bytes) or not isinstance(sentences, Iterable):
        raise InputError(
            f"A model takes a list of sentences, and was given one value of type {type(sentences).__name__}.",
            fix="For one sentence, write encode_words([sentence]).",
        )
    spans = [spans_of(sentence, number) for number, sentence in enumerate(sentences)]
    places: dict[str, int] = {}
    for sentence in spans:
        for span in sentence:
            places.setdefault(span.text, len(places))
    vectors = encode(list(places))
    return [
        WordVectors(sentence, vectors[np.array([places[span.text] for span in sentence], np.intp)])
        for sentence in spans
    ]
