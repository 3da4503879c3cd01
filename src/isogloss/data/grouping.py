"""Rows of many languages in one file: which rows are whose, found in one pass and kept as runs."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from isogloss.data.columns import Chosen
from isogloss.data.labelling import as_text
from isogloss.data.layout import split_name
from isogloss.data.lines import Fault
from isogloss.data.readers.table import reader
from isogloss.data.rows import DataFile, Format, RawRow, Run
from isogloss.languages import Language

Key: TypeAlias = tuple[Language, str]

# A format that cannot seek is read once from its start for each run; past this many, once for all of them.
_FEW = 4


@dataclass(slots=True)
class Runs:
    """Runs of rows, 24 bytes each: in a file sorted by language there is one a group."""

    offsets: array[int] = field(default_factory=lambda: array("q"))
    lines: array[int] = field(default_factory=lambda: array("q"))
    counts: array[int] = field(default_factory=lambda: array("q"))

    def __iter__(self) -> Iterator[Run]:
        return map(Run, self.offsets, self.lines, self.counts)

    def __len__(self) -> int:
        return len(self.counts)

    def add(self, row: RawRow | Fault, *, follows: bool) -> None:
        """Add a row; ``follows`` says that the row before it in the file is of the same group."""
        if follows:
            self.counts[-1] += 1
        else:
            self.offsets.append(row.offset)
            self.lines.append(row.line)
            self.counts.append(1)


@dataclass(frozen=True)
class Groups:
    """The languages and splits of one file, in the order of their first rows, and how each was written."""

    runs: Mapping[Key, Runs]
    spellings: Mapping[Language, tuple[str, ...]]


def groups(file: DataFile, chosen: Chosen) -> Groups:
    """Return the languages and splits that a file's rows name; kept while the file stays unchanged.

    A row that names no known language belongs, as a bad row, to the group of the row before it (the first
    rows: to the first group), so that reading all groups meets every row exactly once.
    """
    try:
        stat = file.path.stat()
    except OSError:
        return _groups(file, chosen, 0, 0)
    return _groups(file, chosen, stat.st_size, stat.st_mtime_ns)


def group_rows(file: DataFile, chosen: Chosen, key: Key) -> Iterator[RawRow | Fault]:
    """Yield the rows of one group in file order, its bad rows among them."""
    runs = groups(file, chosen).runs[key]
    found = reader(file.format)
    if _by_runs(file, found, len(runs)):
        for row in found.rows(file, chosen.names(), runs):
            whose = row if isinstance(row, Fault) else _key(row, chosen, file)
            yield whose if isinstance(whose, Fault) else row
    else:
        rows = found.rows(file, chosen.names(), None)
        for whose, row in _attributed(rows, chosen, file):
            if whose == key:
                yield row


def _by_runs(file: DataFile, reading: Format, runs: int) -> bool:
    """Whether a group is read run by run; else the whole file is read and the rows of others passed over."""
    if file.path.suffix == ".zst":
        return False
    return runs <= _FEW or (reading.seeks and file.path.suffix != ".gz")


@lru_cache(maxsize=64)
def _groups(file: DataFile, chosen: Chosen, _size: int, _modified: int) -> Groups:
    wanted = tuple(name for name in (chosen.language, chosen.split) if name)
    only = Chosen(text=(), label="", language=chosen.language, split=chosen.split)
    runs: dict[Key, Runs] = {}
    spellings: dict[Language, dict[str, None]] = {}
    last: Key | None = None
    for key, row in _attributed(reader(file.format).rows(file, wanted, None), only, file):
        runs.setdefault(key, Runs()).add(row, follows=key == last)
        last = key
        if isinstance(row, RawRow):
            spellings.setdefault(key[0], {})[str(row.values[-len(wanted)])] = None
    return Groups(runs, {language: tuple(names) for language, names in spellings.items()})


def _attributed(
    rows: Iterator[RawRow | Fault], chosen: Chosen, file: DataFile
) -> Iterator[tuple[Key, RawRow | Fault]]:
    early: list[Fault] = []
    last: Key | None = None
    for row in rows:
        key = row if isinstance(row, Fault) else _key(row, chosen, file)
        if not isinstance(key, Fault):
            last = key
            yield from ((key, fault) for fault in early)
            early.clear()
            yield key, row
        elif last is None:
            early.append(key)
        else:
            yield last, key


def _key(row: RawRow, chosen: Chosen, file: DataFile) -> Key | Fault:
    """Return whose row it is, or what is wrong with the language or split that it names."""
    value = row.values[-2 if chosen.split else -1]
    language = _known(value)
    if language is None:
        name = as_text(value)
        reason = f"{name!r} is no language" if name else "no language is named"
        return Fault(row.line, f"{reason} in the column {chosen.language!r}", row.offset)
    if not chosen.split:
        return language, file.split
    split = split_name(as_text(row.values[-1]) or "")
    if not split:
        return Fault(row.line, f"no split is named in the column {chosen.split!r}", row.offset)
    return language, split


def _known(value: object) -> Language | None:
    name = as_text(value)
    return Language.known(name) if name else None
