"""What a reader of a format offers, and what its rows look like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from isogloss.data.lines import Fault


@dataclass(frozen=True, slots=True)
class RawRow:
    """The values of the wanted columns, in the order asked for; None where a value is absent.

    line: 1-based line in the file where the row begins (for Parquet the 1-based row).
    """

    line: int
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is read.

    columns: the names of a file's columns, in file order; raises InputError if the file is empty or is
        no such file. rows: the wanted columns of every row, streamed in file order.
    """

    columns: Callable[[Path], tuple[str, ...]]
    rows: Callable[[Path, tuple[str, ...]], Iterator[RawRow | Fault]]
