"""What a reader of a format is given, what it offers, and what its rows look like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from isogloss.data.fingerprint import content_digest
from isogloss.data.lines import Fault


@dataclass(frozen=True, slots=True)
class DataFile:
    """Where rows are read from, how, and which split they are.

    path: the file; for ``hf`` the name or folder of the data set.
    config: the configuration of an ``hf`` data set; its own name for the split is ``part``.
    """

    path: Path
    format: str
    split: str
    config: str = ""
    part: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (str(self.path), self.config, self.part) if part)


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that follow each other: where the first begins (bytes, or rows for Parquet and hf), how many.

    line: the 1-based line (or row) of the first.
    """

    offset: int
    line: int
    count: int


@dataclass(frozen=True, slots=True)
class RawRow:
    """The values of the wanted columns, in the order asked for; None where a value is absent.

    line: 1-based line in the file where the row begins (for Parquet and hf the 1-based row).
    offset: where it begins, in the unit of ``Run``.
    """

    line: int
    values: tuple[object, ...]
    offset: int = 0


def file_digest(file: DataFile) -> str:
    """Return the SHA-256 of a file's content, decompressed."""
    return content_digest(file.path)


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is read.

    columns: the names of a file's columns, in file order; raises InputError if the file is empty or is
        no such file. rows: the wanted columns of every row, or of some runs, streamed in file order.
    seeks: whether a run is found without reading what stands before it.
    """

    columns: Callable[[DataFile], tuple[str, ...]]
    rows: Callable[[DataFile, tuple[str, ...], Iterable[Run] | None], Iterator[RawRow | Fault]]
    digest: Callable[[DataFile], str] = file_digest
    seeks: bool = False
