"""The lists of words that texts are switched by: one for each language, with its share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from isogloss.data.examples import Entry
from isogloss.data.lexicon import read_lexicon
from isogloss.data.lines import read_lines
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.translators.phrases import Phrases, phrases_of

_SPEC: Final = re.compile(
    r"(?P<language>[A-Za-z][\w-]*)(?::(?P<weight>\d+(?:\.\d+)?))?=(?P<place>.+)", re.DOTALL
)


@dataclass(frozen=True)
class WordList:
    """Translations into one language, and how often it is chosen beside others.

    names: the entries' sources as they are written, where case counts; None where it does not.
    """

    language: Language
    weight: float
    phrases: Phrases
    names: frozenset[str] | None = None


def word_lists(specs: Sequence[str], source: Language, *, table: str = "") -> list[WordList]:
    """Return the lists that ``specs`` name, or a table of names by language.

    specs: ``FILE`` whose name ends in its language (``en_sw.tsv``), or ``LANGUAGE=FILE``, or
    ``LANGUAGE:WEIGHT=FILE``. table: a TSV of language, name and translation, or a file of CLDR names (kind,
    code, English name, local name) that is called by its locale. Raises InputError, UnknownLanguage, BadRow.
    """
    lists = [_list(spec, source) for spec in specs]
    if table:
        lists += _names(Path(table), source)
    if not lists:
        raise InputError("Nothing says what to switch to.", fix="Name a list of words, such as en_sw.tsv.")
    languages = [one.language for one in lists]
    twice = next((language for language in languages if languages.count(language) > 1), None)
    if twice is not None:
        raise InputError(f"Two lists go to {twice}.", fix="Merge them, or name one.")
    return lists


def files_of(specs: Sequence[str], *, table: str = "") -> list[Path]:
    """Return the files that ``word_lists`` reads."""
    return [*map(_place, specs), *([Path(table)] if table else [])]


def stamp_of(path: Path) -> tuple[int, int]:
    """Return the size of a file and when it was changed; zeros where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns


def _place(spec: str) -> Path:
    match = _SPEC.fullmatch(spec)
    return Path(match["place"] if match else spec)


def _list(spec: str, source: Language) -> WordList:
    match, path = _SPEC.fullmatch(spec), _place(spec)
    language = Language.parse(match["language"]) if match else _called(path)
    weight = float(match["weight"] or 1) if match else 1.0
    if weight <= 0:
        raise InputError(f"The weight in {spec!r} is not above 0.", fix="Write for example swh:2=en_sw.tsv.")
    return WordList(language, weight, _phrases(path, source, *stamp_of(path)))


def _called(path: Path) -> Language:
    """Return the language that a file's name ends in."""
    stem = path.name.partition(".")[0]
    scripted = re.search(r"(?:^|[_-])([A-Za-z]{2,3}[_-][A-Z][a-z]{3})$", stem)
    tries = [scripted[1]] if scripted else []
    for name in (*tries, *(stem.rpartition(mark)[2] for mark in ("_", "-to-", "-")), stem):
        if language := Language.known(name):
            return language
    raise InputError(
        f"The name of {path} does not end in its language.", fix=f"Write the language before it: swh={path}."
    )


@lru_cache(maxsize=64)
def _phrases(path: Path, source: Language, _size: int, _modified: int) -> Phrases:
    phrases = phrases_of(read_lexicon(path), source)
    if not phrases.entries:
        raise InputError(f"{path} holds no translations.", fix="Expected word, tab, translation a line.")
    return phrases


def _names(path: Path, source: Language) -> list[WordList]:
    by_language = _cldr(path) or _table(path)
    return [
        WordList(language, 1.0, phrases_of(entries, source), frozenset(entry.source for entry in entries))
        for language, entries in by_language.items()
    ]


def _table(path: Path) -> Mapping[Language, list[Entry]]:
    found: dict[Language, list[Entry]] = {}
    for number, line in read_lines(path):
        fields = [field.strip() for field in line.split("\t")]
        if not line.strip() or (number == 1 and fields[0].casefold() in ("language", "lang")):
            continue
        if len(fields) != 3 or not all(fields):
            raise InputError(
                f"{path}:{number}: no row of a table of names.", fix="Expected language, name, translation."
            )
        found.setdefault(Language.parse(fields[0]), []).append(Entry(fields[1], fields[2]))
    if not found:
        raise InputError(f"{path} holds no names.", fix="Expected rows of language, name, translation.")
    return found


def _cldr(path: Path) -> Mapping[Language, list[Entry]] | None:
    """Return the names of a file as CLDR's tables are laid out; None if it is none."""
    first = next((line for _, line in read_lines(path)), "").split("\t")
    if len(first) != 4 or first[0] not in ("territory", "language", "script", "variant"):
        return None
    return {_called(path): [entry for entry in read_lexicon(path, columns=(2, 3)) if len(entry.source) > 1]}
