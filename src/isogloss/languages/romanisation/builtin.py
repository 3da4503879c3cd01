"""The romaniser that needs no package: tables for alphabets, rules for the scripts that need them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from isogloss.languages.aligned import Aligned
from isogloss.languages.language import Language
from isogloss.languages.normalisation.canonical import composed
from isogloss.languages.romanisation import abugidas, kana, thai, tibetan
from isogloss.languages.romanisation.characters import Characters, Translation
from isogloss.languages.romanisation.stages import Stage
from isogloss.languages.transliteration.composition import composed_aligned
from isogloss.languages.transliteration.reading import rules
from isogloss.languages.transliteration.rewriting import Rewriter, cased

_PACKAGE: Final = "isogloss.languages.romanisation"
# The tables of letters and of what several scripts share, one a script.
ALPHABETS: Final = (
    *("Adlm", "Arab", "Armn", "Cans", "Copt", "Cyrl", "Geor", "Glag", "Goth", "Grek", "Hang", "Hebr", "Laoo"),
    *("Latn", "Mong", "Nkoo", "Ogam", "Olck", "Runr", "Syrc", "Tfng", "Thaa", "Thai", "Zyyy"),
)


@dataclass(frozen=True, slots=True)
class BuiltinRomanizer:
    """Romanises by tables and rules of ours; what has no built-in reading (Han) is left in place."""

    name: str = "builtin"

    def romanize(self, text: str, language: Language | None = None) -> str:
        """Return the text in ASCII letters, apart from what ``unromanized`` tells of, in linear time."""
        if text.isascii():
            return text
        text = composed(text)
        present = set(text)
        stages, last = reading(language.code if language else None)
        for stage in stages:
            if not stage.starts.isdisjoint(present):
                text = stage.transliterate(text)
        return last.transliterate(text)

    def aligned(self, text: str, language: Language | None = None) -> Aligned:
        """Return the text in ASCII letters, which knows what each part of it was made from."""
        whole = composed_aligned(text)
        present = set(whole.text)
        stages, last = reading(language.code if language else None)
        for stage in stages:
            if not stage.starts.isdisjoint(present):
                whole = whole.then(stage.aligned(whole.text))
        return whole.then(last.aligned(whole.text))


def unromanized(text: str) -> frozenset[str]:
    """Return the letters of ``text`` that the builtin romaniser has no reading for: Han above all."""
    romanizer = BuiltinRomanizer()
    letters = {letter for letter in composed(text) if unicodedata.category(letter)[0] in "LMN"}
    return frozenset(letter for letter in letters if not romanizer.romanize(letter).isascii())


@lru_cache(maxsize=64)
def reading(language: str | None) -> tuple[tuple[Stage, ...], Translation]:
    """Return what a text in a language (ISO 639-3) goes through, in order, and what all of it ends with."""
    known: dict[str, str] = {}
    for name in ALPHABETS:
        known |= rules(_PACKAGE, name, language)
    single = {key: roman for key, roman in known.items() if len(key) == 1}
    characters = Characters(abugidas.letters().others | single)
    return (*abugidas.syllables(language), *_shared(), _digraphs(known)), Translation(characters)


@cache
def _shared() -> tuple[Stage, ...]:
    """Return the stages of scripts that every language reads alike."""
    return (*thai.syllables(), tibetan.syllables(), kana.syllables())


def _digraphs(known: dict[str, str]) -> Rewriter:
    """Return the rules that look at more than one character: digraphs, places in a word, capitals."""
    every = cased(known)
    longer = {key: roman for key, roman in every.rules.items() if len(key) > 1}
    return Rewriter(longer, every.capitals, every.letters)
