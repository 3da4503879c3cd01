"""Parquet, streamed through DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.data.lines import Fault, missing
from isogloss.data.rows import Format, RawRow
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
_FROM = "FROM read_parquet(?, hive_partitioning = false)"


def columns(path: Path) -> tuple[str, ...]:
    """Return the names of the columns; raises InputError if the file is no Parquet."""
    with _connected(path) as connection:
        described = connection.execute(f"DESCRIBE SELECT * {_FROM}", [_literal(path)]).fetchall()
    return tuple(str(row[0]) for row in described)


def rows(path: Path, wanted: tuple[str, ...]) -> Iterator[RawRow | Fault]:
    """Yield the wanted columns of every row, a few thousand rows in memory at a time."""
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in wanted)
    with _connected(path) as connection:
        cursor = connection.execute(f"SELECT {names} {_FROM}", [_literal(path)])
        number = 0
        while batch := cursor.fetchmany(_BATCH):
            for values in batch:
                number += 1
                yield RawRow(number, values)


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
