"""Lexicons from the pivot into other languages, by the layouts of XLing-Eval and GATITOS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from isogloss.data.layout import unpacked_name
from isogloss.data.lexicon import read_lexicon
from isogloss.data.rejects import Reject
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language, chosen, matches

_PAIR: Final = re.compile(r"(?P<a>[A-Za-z]{2,3}(?:-[A-Z][a-z]{3})?)[_-](?P<b>[A-Za-z][A-Za-z0-9-]*)")
_LAYOUT: Final = (
    "Expected FOLDER/<pivot>-<language>/*.tsv (XLing-Eval), FOLDER/<pivot>_<language>.tsv (GATITOS) or one "
    "such file, rows of two words separated by a tab."
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Translations of the pivot's words. asked: those to be tried; known: these and all others.

    refused: how many rows were no pair.
    """

    asked: Mapping[str, frozenset[str]]
    known: Mapping[str, frozenset[str]]
    refused: int


def lexicon(place: Path, pivot: Language, language: Language) -> Lexicon | None:
    """Return the lexicon from the pivot into a language, None if there is none.

    Where files are called train and test, the test's words are asked and both make the vocabulary. A pair
    that stands there the other way round is turned. Raises InputError for a place that holds no lexicon, or
    one without a pair, BadRow for what is no text.
    """
    pairs = _pairs(place)
    for (first, second), files in pairs.items():
        if matches(first, pivot) and _same(second, language, pairs):
            return _read(files, turned=False)
        if matches(second, pivot) and _same(first, language, pairs):
            return _read(files, turned=True)
    return None


def _same(one: Language, wanted: Language, pairs: Mapping[tuple[Language, Language], object]) -> bool:
    """Return whether a lexicon's language is the one that a reader would choose for ``wanted``."""
    there = {language for pair in pairs for language in pair}
    return one in chosen(str(wanted), there)[:1]


@lru_cache(maxsize=2)
def _pairs(place: Path) -> Mapping[tuple[Language, Language], tuple[Path, ...]]:
    found: dict[tuple[Language, Language], tuple[Path, ...]] = {}
    for path in [place] if place.is_file() else sorted(place.iterdir()):
        pair = _said(path.name if path.is_dir() else unpacked_name(path).rpartition(".")[0])
        if pair is not None:
            files = tuple(_tables(path)) if path.is_dir() else (path,)
            if files:
                found.setdefault(pair, files)
    if not found:
        raise InputError(f"{place}: holds no lexicon whose name says its languages.", fix=_LAYOUT)
    return found


def _said(name: str) -> tuple[Language, Language] | None:
    match = _PAIR.fullmatch(name)
    if match is None:
        return None
    try:
        return Language.parse(match["a"]), Language.parse(match["b"])
    except UnknownLanguage:
        return None


def _tables(folder: Path) -> Iterator[Path]:
    """Yield the tables of a pair's folder; where it holds the other direction too, those of its own name."""
    there = [path for path in sorted(folder.iterdir()) if ".tsv" in path.name and path.name[0] != "."]
    yield from [path for path in there if folder.name in path.name] or there


def _read(files: tuple[Path, ...], *, turned: bool) -> Lexicon:
    tests = [path for path in files if "test" in path.name] or list(files)
    rejects: list[Reject] = []
    known: dict[str, set[str]] = {}
    asked: dict[str, set[str]] = {}
    for path in files:
        for entry in read_lexicon(path, rejects=rejects):
            one, other = (entry.target, entry.source) if turned else (entry.source, entry.target)
            known.setdefault(one, set()).add(other)
            if path in tests:
                asked.setdefault(one, set()).add(other)
    if not asked:
        raise InputError(
            f"{tests[0]}: none of its rows is a pair of words ({len(rejects):,} are refused).",
            fix="Write two words a row, separated by a tab, or take the file away.",
        )
    return Lexicon(_frozen(asked), _frozen(known), len(rejects))


def _frozen(words: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {word: frozenset(found) for word, found in words.items()}
