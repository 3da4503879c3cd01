"""What speaks for two words before any pair of sentences was seen: vectors, lexicons, and being one word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import numpy as np

from isogloss.arrays import Floats2d, Ints1d
from isogloss.data.examples import Entry

IDENTICAL: Final = 1.0
LISTED: Final = 0.6  # the cosine that a lexicon's word counts for; a lexicon does not know the sentence
_MARKS: Final = range(0x300, 0x370)  # accents of Latin, Greek and Cyrillic; marks elsewhere are letters


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return the word without case and accents: ``Înțelegere`` and ``intelegere`` are one."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if ord(letter) not in _MARKS))


def listed(lexicon: Iterable[Entry]) -> frozenset[tuple[str, str]]:
    """Return the entries of one word a side, both folded."""
    return frozenset(
        (folded(entry.source), folded(entry.target))
        for entry in lexicon
        if len(entry.source.split()) == len(entry.target.split()) == 1
    )


def raise_known(
    similarity: Floats2d,
    sides: tuple[list[str], list[str]],
    known: frozenset[tuple[str, str]],
    sources: frozenset[str],
) -> None:
    """Raise, in place, the similarity of words that are the same or that a lexicon holds.

    similarity: float32[m, n]. sides: the m and n words, folded. known: what a lexicon holds, and ``sources``
    its source words.
    """
    rows, columns = _numbers(*sides)
    similarity[rows[:, None] == columns] = IDENTICAL
    for i, word in enumerate(sides[0]):
        if word in sources:
            for j, other in enumerate(sides[1]):
                if (word, other) in known:
                    similarity[i, j] = max(similarity[i, j], LISTED)


def _numbers(left: list[str], right: list[str]) -> tuple[Ints1d, Ints1d]:
    """Return a number for each word, the same for the same words."""
    places: dict[str, int] = {}
    first, second = (
        np.array([places.setdefault(word, len(places)) for word in side], np.int64) for side in (left, right)
    )
    return first, second
