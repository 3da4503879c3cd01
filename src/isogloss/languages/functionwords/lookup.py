"""What words hold a sentence together, and what each does there, by the English words they stand for.

*die*, *el*, *ile* and *的* are too short and too common for the letters in them to say much, and alike in
languages where they mean different things. A table says of the commonest words of each language how often
they stood for English words of which class: an article, a form of *be*, a preposition of place. Built by
``python -m isogloss.training.functionwords`` from word alignments of NTREX lines 1-1609 (CC BY-SA 4.0) and
from GATITOS (CC BY 4.0); no annotated text is in it.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, TypeAlias
from unicodedata import normalize

from isogloss.languages.language import Language
from isogloss.languages.matching import broader, representatives

TABLE: Final = "words.tsv.xz"
ENGLISH: Final = "eng"

Shares: TypeAlias = tuple[float, ...]


def folded(word: str) -> str:
    """Return the word as the tables write it: in lower case, composed, with the apostrophe of ASCII."""
    return normalize("NFC", word.casefold().replace("’", "'"))


@cache
def english_classes() -> Mapping[str, tuple[str, ...]]:
    """Return the classes and the English words of each, in the table's order."""
    lines = files(__package__).joinpath("classes.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line[:1] != "#")
    return MappingProxyType({name: tuple(words.split()) for name, words in rows})


def function_classes() -> tuple[str, ...]:
    """Return the names of the classes, in the order of ``Shares``."""
    return tuple(english_classes())


def function_words(language: Language | str) -> Mapping[str, Shares]:
    """Return the function words of a language, folded: for each class the share in [0, 1] of its uses.

    What is missing to 1 stood for other words. Empty where the table does not know the language. Of a
    macrolanguage the words of the member that data sets mean by it come first (those of ``arb`` for ``ara``);
    a member of which nothing is known has those of the whole. Raises UnknownLanguage.
    """
    return _function_words(Language.parse(language))


def shares_of(words: Sequence[str], language: Language | str) -> list[Shares | None]:
    """Return what ``function_words`` says of each word, None of all others."""
    known = function_words(language)
    return [known.get(folded(word)) for word in words]


@cache
def _function_words(language: Language) -> Mapping[str, Shares]:
    for code in (language.code, *broader(language.code)):
        members = (code, *representatives(code))
        found = {word: shares for member in members for word, shares in _words_of(member).items()}
        if found:
            return MappingProxyType(found)
    return MappingProxyType({})


def _words_of(code: str) -> Mapping[str, Shares]:
    names = function_classes()
    if code == ENGLISH:
        return MappingProxyType(
            {word: _row(names, {name: 100}) for name, words in english_classes().items() for word in words}
        )
    found = {}
    for line in _lines().get(code, ()):
        word, _, shares = line.partition("\t")
        pairs = (share.partition(":") for share in shares.split(" "))
        found[folded(word)] = _row(names, {name: int(share) for name, _, share in pairs})
    return MappingProxyType(found)


def _row(names: Sequence[str], percent: Mapping[str, int]) -> Shares:
    return tuple(percent.get(name, 0) / 100 for name in names)


@cache
def _lines() -> Mapping[str, Sequence[str]]:
    """Return the lines of each language, without its code."""
    path = files(__package__).joinpath(TABLE)
    text = lzma.decompress(path.read_bytes()).decode("utf-8") if path.is_file() else ""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line[:1] != "#":
            code, _, rest = line.partition("\t")
            found.setdefault(code, []).append(rest)
    return found
