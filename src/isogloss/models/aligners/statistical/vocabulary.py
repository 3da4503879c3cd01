"""The words of one side as the tables count them: by the stem of their form, each with a vector."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Floats2d, Ints1d
from isogloss.models.aligners.evidence import folded
from isogloss.models.contracts import WordEncoder

STEM: Final = 4  # characters
# The Arabic article, alone or behind what is written together with it: nouns shall not all begin alike. As in
# light stemming: Larkey, Ballesteros and Connell 2002, "Improving Stemming for Arabic Information Retrieval".
_ARTICLE: Final = re.compile("[وف]?(?:ال|لل|بال|كال)(?=...)")


def stem(word: str) -> str:
    """Return the first four characters of the folded word, behind the article in Arabic.

    With a few thousand sentences an inflected form is seen too rarely to learn from; its stem is not.
    Source: Fraser and Marcu 2005, "ISI's Participation in the Romanian-English Alignment Task".
    """
    form = folded(word)
    article = _ARTICLE.match(form)
    start = article.end() if article else 0
    return form[start : start + STEM]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Stems, numbered in the order they were met.

    counts: int64[n], how often each was met. vectors: float32[n, d], of unit length, the mean of a stem's
    distinct forms; all zeros where the encoder knows none, d = 0 without an encoder.
    """

    numbers: dict[str, int]
    counts: Ints1d
    vectors: Floats2d

    def extended(self, sentences: Iterable[Sequence[str]], encoder: WordEncoder | None) -> Vocabulary:
        """Return this vocabulary with the new stems of ``sentences`` after its own, not counted."""
        numbers = dict(self.numbers)
        known = len(numbers)
        forms: dict[int, dict[str, None]] = {}
        for form in dict.fromkeys(word for sentence in sentences for word in sentence):
            number = numbers.setdefault(stem(form), len(numbers))
            if number >= known:
                forms.setdefault(number, {})[form] = None
        counts = np.zeros(len(numbers), np.int64)
        counts[:known] = self.counts
        new = _mean_vectors([list(found) for found in forms.values()], encoder)
        return Vocabulary(numbers, counts, np.concatenate([self.vectors, new]) if known else new)

    def encode(self, sentence: Sequence[str]) -> Ints1d:
        """Return the number of each word of a sentence whose stems are all known."""
        return np.array([self.numbers[stem(word)] for word in sentence], np.int64)


def learned(sentences: Sequence[Sequence[str]], encoder: WordEncoder | None) -> Vocabulary:
    """Return the vocabulary of ``sentences``, counted."""
    empty = Vocabulary({}, np.zeros(0, np.int64), np.zeros((0, 0), np.float32))
    found = empty.extended(sentences, encoder)
    for sentence in sentences:
        np.add.at(found.counts, found.encode(sentence), 1)
    return found


def _mean_vectors(forms: Sequence[Sequence[str]], encoder: WordEncoder | None) -> Floats2d:
    if encoder is None:
        return np.zeros((len(forms), 0), np.float32)
    vectors = encoder.encode_words([[form for found in forms for form in found]])[0].vectors
    mean = np.zeros((len(forms), vectors.shape[1]), np.float32)
    np.add.at(mean, np.repeat(np.arange(len(forms)), [len(found) for found in forms]), vectors)
    length = np.linalg.norm(mean, axis=1, keepdims=True)
    np.divide(mean, length, out=mean, where=length > 0)
    return mean
