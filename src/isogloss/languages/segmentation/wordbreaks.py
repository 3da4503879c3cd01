"""Cutting text into words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

import regex

from isogloss.languages.segmentation.patterns import CLUSTER, IDEOGRAPH, JOINER, KATAKANA, UNSPACED
from isogloss.languages.segmentation.span import Span

if TYPE_CHECKING:
    from isogloss.languages.language import Language

Kind = Literal["word", "katakana", "cluster", "ideograph"]

_OTHERS = rf"--{UNSPACED}--{KATAKANA}"
_LETTER = rf"[\p{{L}}\p{{N}}\p{{M}}{_OTHERS}--\p{{Variation_Selector}}]"
# Blocks that hold no script without blanks: most text is told by the short test and spared the long one.
_SPACED = r"[\u0000-\u0dff\u0f00-\u0fff\u10a0-\u16ff\u1e00-\u1fff\ua640-\ua7ff\uac00-\ud7af]"
_INSIDE = (
    rf"(?:[[\p{{L}}\p{{N}}\p{{M}}\u00ad]&&{_SPACED}]++"
    rf"|[\p{{L}}\p{{N}}\p{{M}}\u200c\u200d\u00ad{_OTHERS}]++)*+"
)
# MidNum (comma, semicolon) joins digits only, a double quote stands for gershayim in Hebrew acronyms.
_WORD = regex.compile(
    r"(?=[\p{L}\p{N}\p{M}])(?:"
    rf"(?P<word>{_LETTER}{_INSIDE}"
    rf"(?:(?:{JOINER}|(?<=\p{{Hebrew}})\"(?=\p{{Hebrew}})|(?<=\p{{Nd}})[,;\u066b\u066c](?=\p{{Nd}}))"
    rf"{_LETTER}{_INSIDE})*+)"
    rf"|(?P<katakana>{KATAKANA}[{KATAKANA}\p{{M}}\u200d]*+)"
    rf"|(?P<cluster>{CLUSTER})"
    rf"|(?P<ideograph>{IDEOGRAPH}))",
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


def kinds(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Yield what kind of piece each word of ``text`` is, and its place ``[start, end)``."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        yield cast("Kind", match.lastgroup), start, end
