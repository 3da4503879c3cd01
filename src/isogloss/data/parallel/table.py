"""Parallel text as a table with a column per language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from isogloss.data.columns import ID, LABEL, LANGUAGE, PERHAPS_TEXT, SPLIT, TEXT
from isogloss.data.layout import unpacked_name
from isogloss.data.lines import Fault
from isogloss.data.parallel.text import ParallelText, Read, placed
from isogloss.data.readers.table import reader
from isogloss.data.rows import DataFile
from isogloss.languages import Language

# Names of columns that are names of languages as well (Indonesian is id, Label is spoken in New Guinea).
_OTHERS: Final = frozenset(
    {
        *ID,
        *LABEL,
        *LANGUAGE,
        *PERHAPS_TEXT,
        *SPLIT,
        *TEXT,
        "url",
        "domain",
        "source",
        "key",
        "n",
        "no",
        "nr",
        "num",
    }
)


def language_columns(file: DataFile) -> ParallelText:
    """Return the columns of a table that a language names, by code or name; the others are left aside.

    ``sentence_eng_Latn`` is read as ``eng_Latn``. A column ``id`` holds ids, not Indonesian: write ``ind``.
    Raises InputError for an empty file, or if two columns are the same language.
    """
    reads: dict[Language, Read] = {}
    left_aside = []
    header = reader(file.format).columns(file)
    for place, column in enumerate(header):
        language = _language(column)
        if language is None:
            left_aside.append(column or f"column {place + 1}")
            continue
        placed(
            reads,
            language,
            partial(_column, file, header, place),
            what=f"column ({column})",
            place=str(file.path),
        )
    name = Path(unpacked_name(file.path)).stem
    return ParallelText(str(file.path), name, reads, (file.path,), tuple(left_aside))


def _language(column: str) -> Language | None:
    name = column.strip().removeprefix("sentence_")
    return None if name.casefold() in _OTHERS else Language.known(name)


def _column(file: DataFile, header: Sequence[str], place: int) -> Sequence[str]:
    stat = file.path.stat()
    return _columns(file, tuple(header), stat.st_size, stat.st_mtime_ns)[place]


@lru_cache(maxsize=2)
def _columns(file: DataFile, header: tuple[str, ...], _size: int, _modified: int) -> list[list[str]]:
    """Return all columns; a value that is no text is a gap."""
    columns: list[list[str]] = [[] for _ in header]
    for row in reader(file.format).rows(file, header, None):
        if isinstance(row, Fault):
            raise row.error(file.path)
        for column, value in zip(columns, row.values, strict=True):
            column.append(value.strip() if isinstance(value, str) else "")
    return columns
