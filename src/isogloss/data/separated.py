"""Files of one header and rows of separated fields: what TSV and CSV share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import IO

from isogloss.data.delimited import Lines, Record, is_blank, read_quoted, records
from isogloss.data.lines import Fault, Line, lines_of, opened, physical_lines, without_end
from isogloss.data.quoting import is_quoted
from isogloss.data.rows import DataFile, RawRow, Run
from isogloss.errors import InputError


def columns(file: DataFile, *, delimiter: str) -> tuple[str, ...]:
    """Return the names in the first line that is not blank; raises InputError if there is none."""
    return _header(file.path, physical_lines(file.path), delimiter)


def rows(
    file: DataFile, wanted: tuple[str, ...], runs: Iterable[Run] | None, *, delimiter: str
) -> Iterator[RawRow | Fault]:
    """Yield the wanted columns of every row (of ``runs``); raises InputError for a file without a header."""
    with opened(file.path) as open_file:
        lines = lines_of(open_file, file.path)
        header = _header(file.path, lines, delimiter)
        pick = _picker(header, wanted)
        cut = partial(
            records, delimiter=delimiter, width=len(header), quoted=quoted(file.path, delimiter=delimiter)
        )
        for found in [cut(lines)] if runs is None else _cut_runs(open_file, file.path, runs, cut):
            for record in found:
                if isinstance(record, Fault):
                    yield record
                else:
                    yield RawRow(record.line, pick(record.fields), record.offset)


def _cut_runs(
    file: IO[bytes],
    path: Path,
    runs: Iterable[Run],
    cut: Callable[[Iterator[Line | Fault]], Iterator[Record | Fault]],
) -> Iterator[Iterator[Record | Fault]]:
    for run in runs:
        yield islice(cut(lines_of(file, path, offset=run.offset, number=run.line)), run.count)


def quoted(path: Path, *, delimiter: str) -> bool:
    """Whether the file's fields are quoted: always in CSV; in TSV its own rows decide.

    A file that holds a quote is read once for the verdict, which is kept while the file stays unchanged.
    """
    if delimiter == ",":
        return True
    stat = path.stat()
    return _verdict(path, delimiter, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=4096)
def _verdict(path: Path, delimiter: str, _size: int, _modified: int) -> bool:
    with opened(path) as file:
        while chunk := file.read(1 << 20):
            if b'"' in chunk:
                break
        else:
            return False
    lines = physical_lines(path)
    header = _header(path, lines, delimiter)
    return is_quoted(lines, delimiter=delimiter, width=len(header))


def _header(path: Path, lines: Iterator[Line | Fault], delimiter: str) -> tuple[str, ...]:
    for line in lines:
        if isinstance(line, Fault):
            raise InputError(
                f"{path}:{line.line}: {line.reason}.", fix="The first line must name the columns."
            )
        text = without_end(line.text)
        if not is_blank(text, delimiter):
            if "\r" in text:
                raise InputError(
                    f"{path}: the lines end in a carriage return alone.", fix=r"End them in \n or \r\n."
                )
            row = read_quoted(line, Lines(iter(())), delimiter)
            names = row.fields if row else text.split(delimiter)
            return tuple(name.strip() for name in names)
    raise InputError(f"{path} is empty.", fix="A header and rows were expected.")


def _picker(header: tuple[str, ...], wanted: tuple[str, ...]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    places = [header.index(name) for name in wanted]
    if len(places) == 1:
        only = places[0]
        return lambda fields: (fields[only],)
    return itemgetter(*places)
