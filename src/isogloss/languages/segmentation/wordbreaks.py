"""Cutting text into words."""

from __future__ import annotations

from functools import lru_cache

from isogloss.languages.language import Language
from isogloss.languages.segmentation.segmenters import Segmenter, load_segmenter, pieces
from isogloss.languages.segmentation.span import Span
from isogloss.languages.segmentation.wordkinds import WORD


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
        return tuple(Span(match[0], match.start(), match.end()) for match in WORD.finditer(text))
    cut = pieces(text, load_segmenter(segmenter, language))
    return tuple(Span(text[start:end], start, end) for _, start, end in cut)


@lru_cache(maxsize=256)
def _checked(language: str) -> Language:
    return Language.parse(language)
