"""Maltese in Arabic letters, each in one way.

In the kind of the deterministic mappings of Micallef et al. 2023, "Exploring the Impact of Transliteration on
NLP Performance: Treating Maltese as an Arabic Dialect" (CAWL): digraphs first (għ, ie), a doubled consonant
once, particles by a list, a final a as tāʾ marbūṭa. Ours: the tables, and that a short vowel, one that two
consonants or a doubled one follow, is not written (qalb is قلب). Arabic had more consonants than Maltese has
kept, so that t, s, d and għ are not always those of the Arabic word: ``qattus`` is قتوس, not قطوس.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import regex

from isogloss.errors import UnknownName
from isogloss.languages.aligned import Aligned, joined
from isogloss.languages.segmentation import Span
from isogloss.languages.transliteration.composition import composed_aligned

_CONSONANT: Final = "(?:għ|[bċdfġghħjklmnpqrstvwxżz])"
_VOWEL: Final = "(?:ie|[aeiou])"
_TOKEN: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:-(?=\p{L})|['’])?")
# What a letter can be: particle, final a, first vowel, cut-off għ, short vowel, consonant, other vowel.
_PATTERN: Final = (
    r"(?<!\p{{L}})(?P<particle>(?:{tied})(?=\p{{L}}|\Z)|(?:{free})(?![\p{{L}}'’-]))"
    rf"|(?<={_CONSONANT})(?P<final>a)(?![\p{{{{L}}}}'’])"
    rf"|(?<!\p{{{{L}}}})(?P<first>{_VOWEL})"
    rf"|(?<={_VOWEL})(?P<cut>['’])(?!\p{{{{L}}}})"
    rf"|(?P<short>(?<={_CONSONANT})[aeiou](?={_CONSONANT}{_CONSONANT}))"
    rf"|(?P<twice>(?P<one>{_CONSONANT})(?P=one)?+)"
    rf"|(?P<letter>{_VOWEL})"
)


@dataclass(frozen=True)
class Maltese:
    """Writes Maltese in Arabic letters; there is no way back."""

    @property
    def units(self) -> tuple[str, ...]:
        """The letters of Maltese, its digraphs among them."""
        return tuple(_table("letters"))

    def transliterate(self, text: str) -> str:
        """Return the text in Arabic letters; what is no Maltese letter stays."""
        return self.aligned(text).text

    def aligned(self, text: str) -> Aligned:
        """Return the text in Arabic letters, which knows what each part of it was made from."""
        nfc = composed_aligned(text)
        return nfc.then(joined(_pieces(nfc.text)))


def arabic_from_maltese(source: str, target: str, language: str | None) -> Maltese:
    """Return the transliterator of Latin letters into Arabic ones: for Maltese (``mlt``), there is no other.

    Raises UnknownName for another language, or none.
    """
    if language != "mlt":
        raise UnknownName(
            f"From {source} to {target}, there is no transliteration for {language or 'all languages'}.",
            fix="It is there for Maltese: language='mlt'.",
        )
    return Maltese()


def maltese_tokens(text: str) -> tuple[Span, ...]:
    """Return the words of Maltese, its articles apart: ``il-`` and ``ktieb``, ``ta'`` and ``Malta``."""
    return tuple(Span(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    letters, particles = _table("letters"), _table("particles")
    done = 0
    for match in _pattern().finditer(text):
        yield from ((character, character) for character in text[done : match.start()])
        done = match.end()
        written = match[0].lower()
        kind = match.lastgroup
        if kind == "particle":
            yield match[0], particles[written.replace("’", "'")].replace("_", " ")
        elif kind == "final":
            yield match[0], "ة"
        elif kind == "first":
            yield match[0], "ا"
        elif kind == "cut":
            yield match[0], "ع"
        elif kind == "short":
            yield match[0], ""
        else:
            yield match[0], letters[match["one"].lower() if match["one"] else written]
    yield from ((character, character) for character in text[done:])


@cache
def _pattern() -> regex.Pattern[str]:
    particles = sorted(_table("particles"), key=len, reverse=True)
    tied = "|".join(particle.replace("'", "['’]") for particle in particles if particle[-1] in "-'")
    free = "|".join(particle.replace("'", "['’]") for particle in particles if particle[-1] != "-")
    return regex.compile(_PATTERN.format(tied=tied, free=free), regex.IGNORECASE)


@cache
def _table(name: str) -> dict[str, str]:
    content = (files("isogloss.languages.transliteration.maltese") / f"{name}.tsv").read_text(
        encoding="utf-8"
    )
    return {line.split("\t")[0]: line.split("\t")[1] for line in content.split("\n")[2:] if line}
