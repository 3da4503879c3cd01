"""JSON Lines of texts and their spans: slots, events, arguments of relations, entities by character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from isogloss.data.labelling import LONGEST_FIELD, too_long
from isogloss.data.lines import Fault, physical_lines
from isogloss.data.marked import Mark, Marked
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language

_EXPECTED: Final = '{"text": …, "spans": [{"label": …, "start": 0, "end": 5}]} a line was expected.'


class _Span(Struct):
    start: int
    end: int
    label: str = ""
    id: str | int = ""
    role: str = ""
    text: str | None = None


class _Row(Struct):
    text: str
    spans: list[_Span]
    id: str | int | None = None


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A marked text, and the object it was read from with all its keys."""

    example: Marked
    fields: dict[str, object]


def read_spans(
    path: Path | str, language: Language | str, *, rejects: list[Reject] | None = None
) -> Iterator[MarkedRow]:
    """Yield the texts of a file in their order: ``{"id", "text", "spans": [{"label", "start", "end"}]}``.

    A span may have an ``id``, a ``role``, and a ``text``, which has to be what it slices to. Ids of rows are
    numbers of lines where there are none. A bad row raises BadRow, or is appended to ``rejects`` where a list
    is given: no such object, an empty text, a span that is empty or outside, an id that comes twice.
    Raises InputError if the file cannot be read or holds no row.
    """
    place, spoken = Path(path), Language.parse(language)
    seen: set[str] = set()
    met = False
    for line in physical_lines(place):
        if not isinstance(line, Fault) and not line.text.strip():
            continue
        met = True
        found = line if isinstance(line, Fault) else _row(line.text, line.number, place, spoken)
        if isinstance(found, MarkedRow) and found.example.id in seen:
            found = f"the id {found.example.id!r} comes a second time"
        if isinstance(found, MarkedRow):
            seen.add(found.example.id)
            yield found
            continue
        fault = found if isinstance(found, Fault) else Fault(_number(line), found)
        if rejects is None:
            raise fault.error(place)
        rejects.append(Reject(str(place), fault.line, fault.reason, language=str(spoken)))
    if not met:
        raise InputError(f"{place} is empty.", fix=_EXPECTED)


def _number(line: object) -> int:
    return getattr(line, "number", 0)


def _row(text: str, number: int, place: Path, language: Language) -> MarkedRow | str:
    """Return a row, or what is wrong with it."""
    try:
        fields = msgspec.json.decode(text, type=dict[str, object])
        row = msgspec.convert(fields, _Row)
    except (msgspec.DecodeError, RecursionError, ValueError) as fault:
        return f"no marked text: {fault}; {_EXPECTED.rstrip('.')}"
    if not row.text.strip():
        return "the text is empty"
    if too_long(row.text):
        return f"the text is longer than {LONGEST_FIELD:,} bytes"
    marks = []
    for span in row.spans:
        name = f"the span {span.label[:40]!r} from {span.start} to {span.end}"
        if not 0 <= span.start < span.end <= len(row.text):
            return f"{name} is none in a text of {len(row.text)} characters"
        if span.text is not None and row.text[span.start : span.end] != span.text:
            here = row.text[span.start : span.end]
            return f"{name} is said to be {span.text[:60]!r}, and the text has {here[:60]!r} there"
        marks.append(Mark(span.label, span.start, span.end, str(span.id), span.role))
    identity = str(number) if row.id is None else str(row.id)
    return MarkedRow(Marked(identity, row.text, tuple(marks), language, f"{place}:{number}"), fields)
