"""JSON Lines: one object a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from msgspec import DecodeError
from msgspec.json import Decoder

from isogloss.data.lines import Fault, Line, physical_lines
from isogloss.data.rows import Format, RawRow
from isogloss.errors import InputError

_SEEN = 100

_decoder: Decoder[object] = Decoder(object)


def columns(path: Path) -> tuple[str, ...]:
    """Return the keys of the first hundred objects, in the order met; raises InputError if there is none."""
    keys: dict[str, None] = {}
    fault: Fault | None = None
    for line in islice(physical_lines(path), _SEEN):
        found = _object(line)
        if isinstance(found, dict):
            keys.update(dict.fromkeys(found))
        fault = fault or (found if isinstance(found, Fault) else None)
    if keys:
        return tuple(keys)
    if fault:
        raise fault.error(path)
    raise InputError(f"{path} is empty.", fix="One JSON object a line was expected.")


def rows(path: Path, wanted: tuple[str, ...]) -> Iterator[RawRow | Fault]:
    """Yield the wanted keys of every object; blank lines hold none."""
    for line in physical_lines(path):
        found = _object(line)
        if isinstance(found, Fault):
            yield found
        elif found is not None and isinstance(line, Line):
            yield RawRow(line.number, tuple(found.get(name) for name in wanted))


def _object(line: Line | Fault) -> dict[str, object] | Fault | None:
    if isinstance(line, Fault):
        return line
    if not line.text.strip():
        return None
    try:
        found = _decoder.decode(line.text)
    except (DecodeError, RecursionError, ValueError) as fault:
        return Fault(line.number, f"no JSON: {fault}; expected one object a line")
    if not isinstance(found, dict):
        return Fault(line.number, "the line's JSON is no object; expected one object a line")
    return found


JSONL = Format(columns=columns, rows=rows)
