"""Parallel text as a folder: one line-aligned file per language, or two for every pair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from isogloss.data.columns import Columns, choose_text
from isogloss.data.layout import data_file, unpacked_name
from isogloss.data.lines import Fault, read_lines
from isogloss.data.parallel.text import ParallelText, Read, placed
from isogloss.data.readers.table import reader
from isogloss.data.rows import DataFile
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language

# A code as files are named by one: aze-Latn, zho-CN, eng_Latn, swh; never a name, which may be any word.
_CODE: Final = re.compile(r"[a-z]{2,3}([_-][A-Z][a-z]{3})?([_-]([A-Z]{2}|\d{3}))?")
# Endings that say what a file is, though some are codes too (txt: Citak, dev: Domung).
_ENDINGS: Final = frozenset(
    {"txt", "dev", "devtest", "test", "tsv", "csv", "jsonl", "parquet", "text", "src"}
)
_TATOEBA: Final = re.compile(r"(?P<stem>tatoeba\.(?P<a>[^.-]+)-(?P<b>[^.-]+))\.(?P<side>[^.]+)")


def aligned_files(folder: Path, ending: str = "") -> ParallelText:
    """Return the files of a folder by the language in their names: NTREX, FLORES, OPUS.

    The code is the name itself or one of its parts between dots, the last one first. Tables (``.tsv``,
    ``.csv``, ``.jsonl``, ``.parquet``) give their text column, all others their lines. Second references
    (``ref-2``) and names without a code are left aside and told. ending: of the files to take, all if empty.
    Raises InputError where several files are one language.
    """
    reads: dict[Language, Read] = {}
    files, left_aside = [], []
    said = {path: _said(path) for path in _files(folder) if ending in ("", _ending(path))}
    if not ending:
        _refuse_endings(folder, said)
    for path, language in said.items():
        if language is None or "-ref-" in path.name:
            left_aside.append(path.name)
            continue
        placed(reads, language, partial(_sentences, path), what=f"file ({path.name})", place=str(folder))
        files.append(path)
    if not reads:
        _refuse_splits(folder)
    name = f"{_name(folder)}-{ending}" if ending else _name(folder)
    return ParallelText(str(folder), name, reads, tuple(files), tuple(left_aside))


def files_of_ending(place: Path) -> ParallelText | None:
    """Return ``flores/devtest`` where that is no folder but the files ``*.devtest`` in one."""
    folder, ending = place.parent, place.name
    if ending not in _ENDINGS or not folder.is_dir():
        return None
    if not any(_ending(path) == ending and _said(path) for path in _files(folder)):
        return None
    return aligned_files(folder, ending)


def tatoeba_pairs(folder: Path) -> ParallelText | None:
    """Return a folder of ``tatoeba.<a>-<b>.<a>`` and ``tatoeba.<a>-<b>.<b>``; None if it holds none.

    Source of the layout: Artetxe and Schwenk 2019, arXiv:1812.10464.
    """
    named = {unpacked_name(path): path for path in _files(folder)}
    found = {name: match for name in named if (match := _TATOEBA.fullmatch(name))}
    if not found:
        return None
    reads: dict[Language, Read] = {}
    pairs: dict[Language, Read] = {}
    pivots: set[str] = set()
    files: list[Path] = []
    for name, match in found.items():
        if match["side"] != match["a"]:
            continue
        other = f"{match['stem']}.{match['b']}"
        if other not in named:
            raise InputError(f"{named[name]} has no other side {other}.", fix="Add the missing file.")
        pivots.add(match["b"])
        language = _parsed(match["a"], named[name])
        placed(reads, language, partial(_sentences, named[name]), what="pair", place=str(folder))
        pairs[language] = partial(_sentences, named[other])
        files += [named[name], named[other]]
    if len(pivots) != 1:
        raise InputError(
            f"{folder} pairs its languages with {', '.join(sorted(pivots))}.",
            fix="Keep the pairs of one pivot in one folder.",
        )
    pivot = Language.parse(pivots.pop())
    left_aside = tuple(path.name for name, path in named.items() if name not in found)
    return ParallelText(str(folder), _name(folder), reads, tuple(files), left_aside, pairs=pairs, pivot=pivot)


def _sentences(path: Path) -> Sequence[str]:
    stat = path.stat() if path.exists() else None
    return _read(path, stat and stat.st_size, stat and stat.st_mtime_ns)


@lru_cache(maxsize=4)  # the pivot is read beside every language
def _read(path: Path, _size: int | None, _modified: int | None) -> Sequence[str]:
    file = data_file(path)
    if file is None:
        return [text.strip() for _, text in read_lines(path)]
    return _column(file)


def _column(file: DataFile) -> Sequence[str]:
    format_ = reader(file.format)
    chosen = choose_text(format_.columns(file), Columns(), file.path)
    texts = []
    for row in format_.rows(file, chosen, None):
        if isinstance(row, Fault):
            raise row.error(file.path)
        texts.append(" ".join(value.strip() for value in row.values if isinstance(value, str)).strip())
    return texts


def _said(path: Path) -> Language | None:
    name = unpacked_name(path)
    parts = [part for part in reversed(name.split(".")) if part not in _ENDINGS]
    for part in parts:
        if _CODE.fullmatch(part) and (language := Language.known(part)):
            return language
    return None


def _parsed(code: str, path: Path) -> Language:
    try:
        return Language.parse(code)
    except UnknownLanguage as unknown:
        raise UnknownLanguage(f"{path}: {unknown.message}", fix=unknown.fix) from None


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as fault:
        raise InputError(
            f"{folder} cannot be listed: {fault.strerror}.", fix="Check its permissions."
        ) from None


def _refuse_splits(folder: Path) -> None:
    """Name the folder inside that was meant, as FLORES keeps ``dev`` and ``devtest`` apart."""
    inside = [
        child for child in sorted(folder.iterdir()) if child.is_dir() and not child.name.startswith(".")
    ]
    holding = [child for child in inside if any(_said(path) for path in _files(child))]
    if holding:
        raise InputError(
            f"{folder} holds no files of languages itself.",
            fix=f"Name one of the folders in it: {', '.join(map(str, holding[:3]))}.",
        )


def _refuse_endings(folder: Path, said: Mapping[Path, Language | None]) -> None:
    """Name the ending that was meant, where ``eng_Latn.dev`` and ``eng_Latn.devtest`` stand side by side."""
    several = Counter(language for language in said.values() if language is not None)
    again = [path for path, language in said.items() if language is not None and several[language] > 1]
    places = {(said[path], _ending(path)) for path in again}
    endings = sorted({ending for _, ending in places} & _ENDINGS)
    if len(endings) > 1 and len(places) == len(again):
        raise InputError(
            f"{folder} holds {len(endings)} files of {said[again[0]]} ({', '.join(endings)}).",
            fix=f"Name those of one ending: {folder / endings[-1]}.",
        )


def _ending(path: Path) -> str:
    return unpacked_name(path).rpartition(".")[2]


def _name(folder: Path) -> str:
    return folder.resolve().name
