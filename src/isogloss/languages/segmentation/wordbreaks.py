"""Cutting text into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from isogloss.languages.segmentation.patterns import CLUSTER, KATAKANA, UNSPACED
from isogloss.languages.segmentation.span import Span

if TYPE_CHECKING:
    from isogloss.languages.language import Language

_OTHERS = rf"--{UNSPACED}--{KATAKANA}"
_LETTER = rf"[\p{{L}}\p{{N}}\p{{M}}{_OTHERS}--\p{{Variation_Selector}}]"
_INSIDE = rf"[\p{{L}}\p{{N}}\p{{M}}\u200c\u200d\u00ad{_OTHERS}]"
# UAX #29's MidLetter, MidNumLet and ExtendNumLet, and the hyphens; MidNum stands between digits only.
_JOINER = r"[-_'.:\u2010\u2011\u2018\u2019\u2024\u2027\u00b7\u0387\u055f\u05f3\u05f4\ufe13\ufe52\uff07\uff0e]"
_WORD = regex.compile(
    rf"{_LETTER}{_INSIDE}*+"
    rf"(?:(?:{_JOINER}|(?<=\p{{Hebrew}})\"(?=\p{{Hebrew}})|(?<=\p{{Nd}})[,;\u066b\u066c](?=\p{{Nd}}))"
    rf"{_LETTER}{_INSIDE}*+)*+"
    rf"|{KATAKANA}[{KATAKANA}\p{{M}}\u200d]*+"
    rf"|{CLUSTER}",
    regex.V1,
)


def words(text: str, language: Language | str | None = None) -> tuple[Span, ...]:
    """Return the words of ``text`` in order; punctuation, blanks and emoji are no words.

    Letters, marks (viramas, vowel signs), joiners and digits stay together, and so do apostrophes, hyphens,
    points and colons between them. Where words are written without blanks a piece is what is written around
    one consonant (Thai, Lao, Khmer; a syllable in Burmese and Shan; Tibetan marks its syllables itself), one
    character (Han, hiragana with its small kana) or a run of katakana.
    Every span slices back: ``text[span.start:span.end] == span.text``. Linear in the text.
    language: accepted for what needs a dictionary; by these rules all languages are cut alike.
    Source: Unicode UAX #29, word boundaries; we depart from it by keeping hyphens, and where it asks for a
    dictionary.
    """
    del language
    return tuple(Span(match[0], match.start(), match.end()) for match in _WORD.finditer(text))
