"""The romaniser that needs no package: tables for alphabets, rules for the scripts that need them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from isogloss.languages.aligned import Aligned
from isogloss.languages.language import Language
from isogloss.languages.romanisation import abugidas, kana, thai, tibetan
from isogloss.languages.romanisation.characters import Characters, Translation
from isogloss.languages.romanisation.stages import Stage
from isogloss.languages.transliteration.composition import composed, composed_aligned
from isogloss.languages.transliteration.reading import rules
from isogloss.languages.transliteration.rewriting import Rewriter, cased

_PACKAGE: Final = "isogloss.languages.romanisation"
# The tables of alphabets and of signs, one a script.
ALPHABETS: Final = [
    "Adlm",
    "Arab",
    "Armn",
    "Copt",
    "Cyrl",
    "Geor",
    "Glag",
    "Goth",
    "Grek",
    "Hang",
    "Hebr",
    "Latn",
    "Mong",
    "Nkoo",
    "Ogam",
    "Olck",
    "Runr",
    "Syrc",
    "Tfng",
    "Thaa",
    "Zyyy",
]


@dataclass(frozen=True, slots=True)
class BuiltinRomanizer:
    """Romanises by tables and rules of ours; what has no built-in reading (Han) is left in place."""

    name: str = "builtin"

    def romanize(self, text: str, language: Language | None = None) -> str:
        """Return the text in ASCII letters, apart from what ``unromanized`` tells of."""
        if text.isascii():
            return text
        text = composed(text)
        reading = _reading(language.code if language else None)
        present = set(text)
        for stage in reading.stages:
            if not stage.starts.isdisjoint(present):
                text = stage.transliterate(text)
        return reading.rest.transliterate(text)

    def aligned(self, text: str, language: Language | None = None) -> Aligned:
        """Return the text in ASCII letters, which knows what each part of it was made from."""
        whole = composed_aligned(text)
        reading = _reading(language.code if language else None)
        present = set(whole.text)
        for stage in reading.stages:
            if not stage.starts.isdisjoint(present):
                whole = whole.then(stage.aligned(whole.text))
        return whole.then(reading.rest.aligned(whole.text))


def unromanized(text: str) -> frozenset[str]:
    """Return the letters of ``text`` that the builtin romaniser has no reading for: Han above all."""
    characters = _reading(None).rest.characters
    return frozenset(
        character
        for character in set(composed(text))
        if unicodedata.category(character)[0] in "LMN" and not characters[ord(character)].isascii()
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """The stages of one language, and what every character left is written as."""

    stages: tuple[Stage, ...]
    rest: Translation


@lru_cache(maxsize=64)
def _reading(language: str | None) -> _Reading:
    known: dict[str, str] = {}
    for name in ALPHABETS:
        known |= rules(_PACKAGE, name, language)
    single = {key: roman for key, roman in known.items() if len(key) == 1}
    characters = Characters(abugidas.letters().others | single)
    stages = (*abugidas.syllables(language), *_shared(), _digraphs(known))
    return _Reading(stages, Translation(characters))


@cache
def _shared() -> tuple[Stage, ...]:
    """Return the stages of scripts that every language reads alike."""
    return (*thai.syllables(), tibetan.syllables(), kana.syllables())


def _digraphs(known: dict[str, str]) -> Rewriter:
    """Return the rules that look at more than one character: digraphs, places in a word, capitals."""
    every = cased(known)
    longer = {key: roman for key, roman in every.rules.items() if len(key) > 1}
    return Rewriter(longer, every.capitals, every.letters)
