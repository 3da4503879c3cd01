"""Parquet, streamed through DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.data.lines import Fault, missing
from isogloss.data.rows import DataFile, Format, RawRow, Run
from isogloss.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 2048
# Nothing is fetched from anywhere, and rows come in file order.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "preserve_insertion_order": True,
}
_FROM = "FROM read_parquet(?, hive_partitioning = false, file_row_number = true)"


def columns(file: DataFile) -> tuple[str, ...]:
    """Return the names of the columns; raises InputError if the file is no Parquet."""
    with _connected(file.path) as connection:
        described = connection.execute(f"DESCRIBE SELECT * {_FROM}", [_literal(file.path)]).fetchall()
    return tuple(str(row[0]) for row in described if row[0] != "file_row_number")


def rows(file: DataFile, wanted: tuple[str, ...], runs: Iterable[Run] | None) -> Iterator[RawRow | Fault]:
    """Yield the wanted columns of every row (of ``runs``), a few thousand rows in memory at a time."""
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in wanted)
    query = f"SELECT {names} {_FROM} WHERE file_row_number >= ? AND file_row_number < ?"
    with _connected(file.path) as connection:
        for run in [Run(0, 1, 1 << 62)] if runs is None else runs:
            number = run.offset
            cursor = connection.execute(query, [_literal(file.path), number, number + run.count])
            while batch := cursor.fetchmany(_BATCH):
                for values in batch:
                    yield RawRow(number + 1, values, number)
                    number += 1


@contextmanager
def _connected(path: Path) -> Iterator[DuckDBPyConnection]:
    import duckdb

    if not path.exists():
        raise missing(path)
    with duckdb.connect(config=_CONFIG) as connection:
        try:
            yield connection
        except duckdb.Error as fault:
            first = str(fault).partition("\n")[0]
            raise InputError(f"{path} cannot be read as Parquet: {first}.", fix="Write it again.") from None


def _literal(path: Path) -> str:
    """Return the path with the characters quoted that DuckDB reads as a pattern."""
    return re.sub(r"[\[*?]", r"[\g<0>]", str(path))


PARQUET = Format(columns=columns, rows=rows)
