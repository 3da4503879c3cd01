"""Cutting text into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from isogloss.languages.language import Language


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: ``text == whole[start:end]``, in characters."""

    text: str
    start: int
    end: int


# Scripts written without blanks, where a dictionary would be needed: one grapheme cluster a span for now.
_UNSPACED = r"[\p{Line_Break=SA}\p{Han}\p{Hiragana}&&[\p{L}\p{M}\p{Nl}]]"
_LETTER = r"[\p{L}\p{N}\p{M}--\p{Line_Break=SA}--\p{Han}--\p{Hiragana}--\p{Variation_Selector}]"
_INSIDE = r"[\p{L}\p{N}\p{M}\u200c\u200d\u00ad--\p{Line_Break=SA}--\p{Han}--\p{Hiragana}]"
# UAX #29's MidLetter, MidNumLet and ExtendNumLet, and the hyphens; MidNum stands between digits only.
_JOINER = r"[-_'.:\u2010\u2011\u2018\u2019\u2024\u2027\u00b7\u0387\u055f\u05f3\u05f4\ufe13\ufe52\uff07\uff0e]"
_WORD = regex.compile(
    rf"{_LETTER}{_INSIDE}*+"
    rf"(?:(?:{_JOINER}|(?<=\p{{Hebrew}})\"(?=\p{{Hebrew}})|(?<=\p{{Nd}})[,;\u066b\u066c](?=\p{{Nd}}))"
    rf"{_LETTER}{_INSIDE}*+)*+"
    rf"|{_UNSPACED}[\p{{M}}\u200c\u200d]*+",
    regex.V1,
)


def words(text: str, language: Language | None = None) -> tuple[Span, ...]:
    """Return the words of ``text`` in order; punctuation, blanks and emoji are no words.

    Letters, marks (viramas, vowel signs), joiners and digits stay together, and so do apostrophes, hyphens,
    points and colons between them. Text of scripts without blanks (Han, hiragana, Thai, Lao, Khmer, Burmese)
    is cut into grapheme clusters. Every span slices back: ``text[span.start:span.end] == span.text``.
    language: accepted for what needs a dictionary; today all languages are cut alike. Linear in the text.
    Source: Unicode UAX #29, word boundaries; we depart from it by keeping hyphens.
    """
    del language
    return tuple(Span(match[0], match.start(), match.end()) for match in _WORD.finditer(text))
