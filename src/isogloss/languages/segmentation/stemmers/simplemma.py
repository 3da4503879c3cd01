"""simplemma: lemmas from word lists, and from rules for a few languages, for about fifty languages."""

from __future__ import annotations

from functools import cache, partial
from types import ModuleType

from isogloss.extras import need
from isogloss.languages.language import Language
from isogloss.languages.segmentation.stemmers.stemmer import LibraryStemmer, Stemmer, served


def simplemma(language: Language | None) -> Stemmer:
    """Return simplemma's lemmatiser of a language; raises InputError for another, and MissingExtra."""
    dictionaries = need(
        "simplemma.strategies.dictionaries.dictionary_factory",
        extra="text",
        purpose="The stemmer 'simplemma'",
    )
    return _loaded(served(language, _known(dictionaries), name="simplemma"))


@cache
def _known(dictionaries: ModuleType) -> dict[Language, str]:
    return {Language.parse(code): code for code in sorted(dictionaries.SUPPORTED_LANGUAGES)}


@cache
def _loaded(code: str) -> Stemmer:
    library = need("simplemma", extra="text", purpose="The stemmer 'simplemma'")
    return LibraryStemmer(f"simplemma-{library.__version__}", partial(library.lemmatize, lang=code))
