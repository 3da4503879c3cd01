"""JSON Lines: one object a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import DecodeError
from msgspec.json import Decoder

from isogloss.data.lines import Fault, Line, lines_of, opened, physical_lines
from isogloss.data.rows import DataFile, Format, RawRow, Run
from isogloss.errors import InputError

_SEEN = 100

# An escaped half of a pair without its other half: such a string is no Unicode text.
_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)

_decoder: Decoder[object] = Decoder(object)


def columns(file: DataFile) -> tuple[str, ...]:
    """Return the keys of the first hundred objects, in the order met; raises InputError if there is none."""
    keys: dict[str, None] = {}
    fault: Fault | None = None
    for line in islice(physical_lines(file.path), _SEEN):
        found = _object(line)
        if isinstance(found, dict):
            keys.update(dict.fromkeys(found))
        fault = fault or (found if isinstance(found, Fault) else None)
    if keys:
        return tuple(keys)
    if fault:
        raise fault.error(file.path)
    raise InputError(f"{file.path} is empty.", fix="One JSON object a line was expected.")


def rows(file: DataFile, wanted: tuple[str, ...], runs: Iterable[Run] | None) -> Iterator[RawRow | Fault]:
    """Yield the wanted keys of every object (of ``runs``); blank lines hold none."""
    with opened(file.path) as open_file:
        if runs is None:
            yield from _rows(lines_of(open_file, file.path), wanted)
            return
        for run in runs:
            lines = lines_of(open_file, file.path, offset=run.offset, number=run.line)
            yield from islice(_rows(lines, wanted), run.count)


def _rows(lines: Iterator[Line | Fault], wanted: tuple[str, ...]) -> Iterator[RawRow | Fault]:
    for line in lines:
        found = _object(line)
        if isinstance(found, Fault):
            yield found
        elif found is not None and isinstance(line, Line):
            yield RawRow(line.number, tuple(found.get(name) for name in wanted), line.offset)


def _object(line: Line | Fault) -> dict[str, object] | Fault | None:
    if isinstance(line, Fault):
        return line
    if not line.text.strip():
        return None
    try:
        found = _decoder.decode(line.text)
    except (DecodeError, RecursionError, ValueError) as fault:
        reason = "half of a surrogate pair (\\ud800…)" if _SURROGATE.search(line.text) else fault
        return Fault(line.number, f"no JSON: {reason}; expected one object a line", line.offset)
    if not isinstance(found, dict):
        return Fault(line.number, "the line's JSON is no object; expected one object a line", line.offset)
    return found


JSONL = Format(columns=columns, rows=rows, seeks=True)
