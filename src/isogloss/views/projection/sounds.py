"""How alike two names sound, whatever script they are written in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from isogloss.languages import romanize

LONGEST: Final = 24  # characters of what is compared by its sounds; longer phrases are no names

# Scripts keep sounds apart differently: voiced and voiceless ones, l and r, i and e and y count as the same.
_ALIKE: Final = str.maketrans("cqvfwzxjygdbroe", "kkbpbssiiktplui")
_VOWELS: Final = frozenset("aiu")
_VOWEL: Final = 0.4  # what a vowel weighs beside a consonant: many scripts do not write it


@lru_cache(maxsize=1 << 16)
def skeleton(text: str) -> str:
    """Return the sounds of a text as a few Latin letters, none twice in a row; empty if it has no reading."""
    roman = text if text.isascii() else romanize(text)
    plain = unicodedata.normalize("NFKD", roman).lower()
    letters = "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
    alike = letters.translate(_ALIKE).replace("h", "")
    return "".join(letter for place, letter in enumerate(alike) if alike[place - 1 : place] != letter)


@lru_cache(maxsize=1 << 18)
def alike(one: str, other: str) -> float:
    """Return in [0, 1] how alike two texts sound: 1 less their edit distance over the longer's weight.

    Vowels weigh 0.4 of a consonant. 0 for texts over 24 characters, or without a reading.
    """
    if max(len(one), len(other)) > LONGEST:
        return 0.0
    left, right = skeleton(one), skeleton(other)
    if not left or not right:
        return 0.0
    heaviest = max(sum(map(_weight, left)), sum(map(_weight, right)))
    return max(0.0, 1 - _distance(left, right) / heaviest)


def _weight(letter: str) -> float:
    return _VOWEL if letter in _VOWELS else 1.0


def _distance(left: str, right: str) -> float:
    costs = [_weight(letter) for letter in right]
    row = [0.0]
    for cost in costs:
        row.append(row[-1] + cost)
    for letter in left:
        own = _weight(letter)
        before, row = row, [row[0] + own]
        for place, cost in enumerate(costs):
            change = 0.0 if letter == right[place] else max(own, cost)
            row.append(min(before[place] + change, before[place + 1] + own, row[place] + cost))
    return row[-1]
