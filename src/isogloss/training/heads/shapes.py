"""What the letters of a word show in any script, beside what the word means."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Floats2d

_LONG: Final = 8
_PREFIX: Final = 4  # letters
_FIRST_IS_CAPITAL, _FIRST_IS_SMALL = 0, 2
SHAPES: Final = 9
CASES: Final = 3  # of them, the first, are about capitals

# Languages that write all nouns with a capital, so that it tells no names: German and its nearest kin.
NOUNS_IN_CAPITALS: Final = frozenset(
    {"deu", "ltz", "nds", "gsw", "bar", "ksh", "pfl", "swg", "vmf", "hrx", "pdt"}
)


def shapes(tokens: Sequence[str]) -> Floats2d:
    """Return float32[n, SHAPES]: case, digits, punctuation and length of each word, as 0 and 1.

    A letter and its marks are one letter, however they are written, where Unicode knows them as one.
    """
    found = [_shape(unicodedata.normalize("NFC", token)) for token in tokens]
    return np.array(found, dtype=np.float32).reshape(len(tokens), SHAPES)


def shapes_behind_prefixes(tokens: Sequence[str]) -> Floats2d:
    """Return ``shapes``, with a capital behind a short prefix as one in front: *uZuma*, *n'Awka*."""
    found = shapes(tokens)
    for row, token in zip(found, tokens, strict=True):
        if any(letter.isupper() for letter in unicodedata.normalize("NFC", token)[1 : _PREFIX + 1]):
            row[_FIRST_IS_CAPITAL], row[_FIRST_IS_SMALL] = 1.0, 0.0
    return found


def _shape(token: str) -> tuple[bool, ...]:
    return (
        token[:1].isupper(),
        token.isupper() and len(token) > 1,
        token[:1].islower(),
        token.isdigit(),
        any(letter.isdigit() for letter in token),
        not any(letter.isalnum() for letter in token),
        len(token) <= 2,
        len(token) >= _LONG,
        any(mark in token for mark in "-'’"),
    )
