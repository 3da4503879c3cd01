"""Taking the stem of a word."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, cast

from isogloss.languages.language import Language
from isogloss.languages.normalisation import fold, normalize
from isogloss.languages.segmentation.stemmers.stemmer import Stemmer
from isogloss.languages.segmentation.stemmers.table import STEMMERS
from isogloss.table import load

_REMEMBERED: Final = 1 << 16


def stem(word: str, language: Language | str, stemmer: str | Stemmer = "snowball") -> str:
    """Return the stem of a word, folded: what an index holds for all its forms.

    stemmer: ``snowball`` takes endings off by rule, so a stem need not be a word; ``simplemma`` looks lemmas
    up; or an object of yours. A word of which nothing would be left stays; empty stays empty.
    Raises UnknownName, UnknownLanguage, InputError if the stemmer doesn't know the language, and
    MissingExtra if its library is not installed.
    """
    return stems(language, stemmer)(word)


def stems(language: Language | str | None, stemmer: str | Stemmer) -> Callable[[str], str]:
    """Return the function that ``stem`` applies to a word; it remembers its answers."""
    known = Language.given(language)
    if isinstance(stemmer, str):
        return _named(known, stemmer)
    return _remembering(known, stemmer)


def load_stemmer(stemmer: str | Stemmer, language: Language | str | None) -> Stemmer:
    """Return the stemmer of that name for a language; one that is given is returned as it is.

    Raises what ``stem`` raises.
    """
    if not isinstance(stemmer, str):
        return stemmer
    parsed = Language.given(language)
    return cast("Stemmer", load(STEMMERS, stemmer, kind="stemmer")(parsed))


@lru_cache(maxsize=64)
def _named(language: Language | None, stemmer: str) -> Callable[[str], str]:
    return _remembering(language, load_stemmer(stemmer, language))


def _remembering(language: Language | None, stemmer: Stemmer) -> Callable[[str], str]:
    @lru_cache(maxsize=_REMEMBERED)
    def folded_stem(word: str) -> str:
        # Folded last: dictionaries spell words as people do, with the accents of Greek and the ß of German.
        return fold(stemmer.stem(_lowered(word, language)), language) or fold(word, language) or word

    return folded_stem


def _lowered(word: str, language: Language | None) -> str:
    """Return a word in one spelling and in lower case, as a dictionary lists it."""
    spelt = normalize(word, language, steps=("text", "compatibility"))
    if "I" in spelt and fold("I", language) == "ı":
        spelt = spelt.replace("I", "ı")
    return spelt.replace("İ", "i").lower()
