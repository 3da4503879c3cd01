"""Cutting text into words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

import regex

from isogloss.languages.segmentation.patterns import CLUSTER, IDEOGRAPH, JOINER, KATAKANA, UNSPACED
from isogloss.languages.segmentation.span import Span

if TYPE_CHECKING:
    from isogloss.languages.language import Language
    from isogloss.languages.segmentation.segmenters import Segmenter

Kind = Literal["word", "katakana", "cluster", "ideograph"]

_OTHERS = rf"--{UNSPACED}--{KATAKANA}"
# The Bengali currency numerator four (U+09F7) stands for the danda in Assamese typing.
_LETTER = rf"[\p{{L}}\p{{N}}\p{{M}}{_OTHERS}--\p{{Variation_Selector}}--\u09f7]"
# Blocks that hold no script without blanks: most text is told by the short test and spared the long one.
_SPACED = r"[\u0000-\u0dff\u0f00-\u0fff\u10a0-\u16ff\u1e00-\u1fff\ua640-\ua7ff\uac00-\ud7af]"
# What shows nothing parts nothing: Mongolian's vowel separator, word joiners, marks of direction, controls
# of hieroglyphs, as in rule WB4 of UAX #29.
_FORMAT = rf"\p{{Word_Break=Format}}++(?={_LETTER})"
# Armenian marks what is asked and what is stressed inside the word (U+055B, U+055C, U+055E).
_INSIDE = (
    rf"(?:[[\p{{L}}\p{{N}}\p{{M}}\u00ad\u055b\u055c\u055e--\u09f7]&&{_SPACED}]++"
    rf"|[\p{{L}}\p{{N}}\p{{M}}\u200c\u200d\u00ad{_OTHERS}--{_SPACED}]++|{_FORMAT})*+"
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


def words(
    text: str, language: Language | str | None = None, *, segmenter: str | Segmenter = "clusters"
) -> tuple[Span, ...]:
    """Return the words of ``text`` in order; punctuation, blanks and emoji are no words.

    Letters, marks (viramas, vowel signs), joiners and digits stay together, and so do apostrophes, hyphens,
    points and colons between them. Where words are written without blanks a piece is what is written around
    one consonant (Thai, Lao, Khmer; a syllable in Burmese and Shan; Tibetan marks its syllables itself), one
    character (Han, hiragana with its small kana) or a run of katakana.
    Every span slices back: ``text[span.start:span.end] == span.text``. Linear in the text.
    language: needed by a segmenter other than ``clusters``; by these rules all languages are cut alike.
    segmenter: a name of the table SEGMENTERS, or an object of yours, that cuts the unspaced runs of its
    scripts into the words of a dictionary instead. Raises UnknownName, InputError where it doesn't serve the
    language, UnknownLanguage, and MissingExtra.
    Source: Unicode UAX #29, word boundaries; we depart from it by keeping hyphens, and where it asks for a
    dictionary.
    """
    if isinstance(language, str):
        _checked(language)
    if segmenter == "clusters":
        return tuple(Span(match[0], match.start(), match.end()) for match in _WORD.finditer(text))
    from isogloss.languages.segmentation.segmenters import load_segmenter, pieces

    cut = pieces(text, load_segmenter(segmenter, language))
    return tuple(Span(text[start:end], start, end) for _, start, end in cut)


@lru_cache(maxsize=256)
def _checked(language: str) -> Language:
    from isogloss.languages.language import Language

    return Language.parse(language)


def kinds(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Yield what kind of piece each word of ``text`` is, and its place ``[start, end)``."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        yield cast("Kind", match.lastgroup), start, end
