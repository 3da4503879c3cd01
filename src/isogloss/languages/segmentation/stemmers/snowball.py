"""Snowball's stemmers: rules that take endings off, for about thirty languages."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from isogloss.extras import need
from isogloss.languages.language import Language
from isogloss.languages.segmentation.stemmers.stemmer import LibraryStemmer, Stemmer, served

# Older algorithms for languages that have a newer one.
_SUPERSEDED = frozenset(["porter", "dutch_porter"])


def snowball(language: Language | None) -> Stemmer:
    """Return Snowball's stemmer of a language; raises InputError for another, and MissingExtra."""
    library = need("Stemmer", extra="text", purpose="The stemmer 'snowball'")
    return _loaded(served(language, _known(library), name="snowball"))


@cache
def _known(library: ModuleType) -> dict[Language, str]:
    algorithms = [name for name in library.algorithms() if name not in _SUPERSEDED]
    known = {Language.parse(name): name for name in algorithms}
    if "serbian" in algorithms:
        # It writes Cyrillic in Latin letters before anything else.
        known[Language("srp", "Latn")] = "serbian"
    return known


@cache
def _loaded(algorithm: str) -> Stemmer:
    library = need("Stemmer", extra="text", purpose="The stemmer 'snowball'")
    return LibraryStemmer(f"snowball-{library.version()}", library.Stemmer(algorithm).stemWord)
