"""Rows of a table with all their columns, read in any format and written in the same."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from isogloss.bitext.translation.parquet import write_parquet
from isogloss.bitext.translation.tablerow import TableRow
from isogloss.data.lines import Fault, Line, physical_lines
from isogloss.data.readers.table import reader
from isogloss.data.rows import DataFile, RawRow
from isogloss.data.separated import quoted
from isogloss.errors import InputError

DELIMITERS = {"csv": ",", "tsv": "\t"}


def header(file: DataFile) -> tuple[str, ...]:
    """Return the columns; raises InputError if the file has none, or two of one name."""
    names = reader(file.format).columns(file)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"{file} has more than one column {twice[0]!r}.", fix="Rename all but one.")
    return names


def rows(file: DataFile) -> Iterator[TableRow | Fault]:
    """Yield every row in file order; of JSON Lines each object with its own keys."""
    if file.format == "jsonl":
        for line in physical_lines(file.path):
            found = _object(line)
            if found is not None:
                yield found
        return
    names = header(file)
    for row in reader(file.format).rows(file, names, None):
        yield (
            TableRow(row.line, dict(zip(names, row.values, strict=True))) if isinstance(row, RawRow) else row
        )


def write_rows(target: Path, like: DataFile, names: Sequence[str], written: Iterable[TableRow]) -> int:
    """Write rows in the format of ``like`` and return how many; names: the columns, in their order.

    Parquet keeps the types of the columns that it had.
    """
    if like.format == "parquet":
        return write_parquet(target, like, names, written)
    count = 0
    with target.open("w", encoding="utf-8", newline="", errors="strict") as file:
        if like.format == "jsonl":
            for row in written:
                file.write(json.dumps(dict(row.values), ensure_ascii=False, default=str) + "\n")
                count += 1
            return count
        delimiter = DELIMITERS[like.format]
        plain = not quoted(like.path, delimiter=delimiter)
        table = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        for fields in _lines(names, written):
            if plain:
                file.write(delimiter.join(map(_flat, fields)) + "\n")
            else:
                table.writerow(fields)
            count += 1
    return count - 1


def _lines(names: Sequence[str], written: Iterable[TableRow]) -> Iterator[list[str]]:
    yield list(names)
    for row in written:
        yield ["" if (value := row.values.get(name)) is None else str(value) for name in names]


def _flat(field: str) -> str:
    return " ".join(field.split()) if any(end in field for end in "\t\r\n") else field


def _object(line: Line | Fault) -> TableRow | Fault | None:
    if isinstance(line, Fault):
        return line
    if not line.text.strip():
        return None
    try:
        found = msgspec.json.decode(line.text)
    except (msgspec.DecodeError, RecursionError, ValueError) as fault:
        return Fault(line.number, f"no JSON: {fault}; expected one object a line", line.offset)
    if not isinstance(found, dict):
        return Fault(line.number, "the line's JSON is no object; expected one object a line", line.offset)
    return TableRow(line.number, found)
