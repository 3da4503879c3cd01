"""Texts that want a label: lines, a table or JSON Lines, given back as they came with the answer added."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from msgspec import DecodeError, json

from isogloss import table
from isogloss.data.columns import TEXT, Columns, choose_text, usual_text
from isogloss.data.delimited import Record, records
from isogloss.data.layout import refuse_spreadsheets
from isogloss.data.lines import Fault, Line, lines_of, opened, without_end
from isogloss.data.rows import DataFile
from isogloss.data.separated import columns, quoted
from isogloss.data.shapes import parts_of, parts_of_one
from isogloss.data.standard_input import saved_input
from isogloss.errors import InputError

_DELIMITERS: Final = {"tsv": "\t", "csv": ","}
KINDS: Final = ("text", *_DELIMITERS, "jsonl")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was predicted for a text, to be written beside it; others: the next best, in JSON only."""

    predicted: str
    probability: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A text, and how its line reads with an answer."""

    text: str
    answered: Callable[[Answer], str]


@dataclass(frozen=True, slots=True)
class Source:
    """Where texts come from. header: the line that goes before all others, None if there is none."""

    header: str | None
    items: Iterator[Item]


def open_texts(
    place: str, *, kind: str | None = None, column: str | None = None, task: str = "classification"
) -> Source:
    """Return the texts in a file, or on standard input where ``place`` is ``-``, streamed in order.

    kind: one of KINDS; by default the file's ending, ``text`` where that says nothing. column: of the text,
    or several as ``a+b``, found by name if None. task: of what is to be predicted; where its examples are
    several texts, these come with tabs between. Raises InputError for what cannot be read, BadRow while the
    items are taken.
    """
    refuse_spreadsheets([Path(place)])
    kind = kind or _kind_of(place)
    if kind not in KINDS:
        raise table.unknown(kind, KINDS, kind="kind of input")
    if kind in _DELIMITERS:
        return _table(Path(place) if place != "-" else saved_input(kind), kind, column, task)
    item = _plain if kind == "text" else partial(_object, column, task)
    return Source(None, (item(line, place) for line in _lines(place)))


def _kind_of(place: str) -> str:
    name = place.removesuffix(".gz").removesuffix(".zst")
    ending = name.rpartition(".")[2].casefold()
    return ending if ending in KINDS else "text"


def _lines(place: str) -> Iterator[Line]:
    path = Path("standard input" if place == "-" else place)
    if place == "-":
        yield from _sound(lines_of(sys.stdin.buffer, path), path)
    else:
        with opened(path) as file:
            yield from _sound(lines_of(file, path), path)


def _sound(lines: Iterable[Line | Fault], path: Path) -> Iterator[Line]:
    for line in lines:
        if isinstance(line, Fault):
            raise _fatal(line, path)
        yield line


def _plain(line: Line, _place: str) -> Item:
    text = without_end(line.text)
    return Item(text, lambda answer: f"{_flat(answer.predicted)}\t{answer.probability:.4f}\t{text}")


def _object(column: str | None, task: str, line: Line, place: str) -> Item:
    fields = _decoded(line, place)
    names = _several(tuple(fields), column, task)
    if names is None:
        name = column or usual_text(tuple(fields))
        names = (name,) if name else ()
    texts = [fields.get(name) for name in names]
    if not texts or not all(isinstance(text, str) for text in texts):
        said = " and ".join(names) or " or ".join(TEXT)
        raise _fatal(Fault(line.number, f"the object has no text under {said}"), place)
    text = _joined(list(map(str, texts)))

    def answered(answer: Answer) -> str:
        added: dict[str, Any] = {
            "predicted": answer.predicted,
            "probability": round(answer.probability, 4),
        }
        if answer.others:
            added["others"] = [[said, round(share, 4)] for said, share in answer.others]
        return json.encode({**fields, **added}).decode()

    return Item(text, answered)


def _decoded(line: Line, place: str) -> Mapping[str, Any]:
    try:
        return json.decode(line.text, type=dict[str, Any])
    except (DecodeError, RecursionError) as fault:
        raise _fatal(Fault(line.number, f"no JSON object: {fault}"), place) from None


def _several(header: tuple[str, ...], column: str | None, task: str) -> tuple[str, ...] | None:
    """Return the columns of texts that are kept apart; None where the text is one."""
    if column is None:
        return parts_of(header, task)
    if column in header or "+" not in column or parts_of_one(task):
        return None
    return tuple(part.strip() for part in column.split("+"))


def _joined(texts: list[str]) -> str:
    """Return texts with tabs between; those inside become blanks, unless the text is one."""
    return texts[0] if len(texts) == 1 else "\t".join(text.replace("\t", " ") for text in texts)


def _table(path: Path, kind: str, column: str | None, task: str) -> Source:
    delimiter = _DELIMITERS[kind]
    header = columns(DataFile(path, kind, ""), delimiter=delimiter)
    names = _several(header, column, task)
    apart = names is not None
    if names is None:
        names = choose_text(header, Columns(text=column), path)
    elif strange := [name for name in names if name not in header]:
        raise InputError(f"{path} has no column {strange[0]!r}.", fix=f"It has {', '.join(header)}.")
    chosen = [header.index(name) for name in names]
    write = _writer(delimiter, quoted(path, delimiter=delimiter))

    def items() -> Iterator[Item]:
        with opened(path) as file:
            lines = lines_of(file, path)
            found = records(
                lines, delimiter=delimiter, width=len(header), quoted=quoted(path, delimiter=delimiter)
            )
            next(found, None)  # the header
            for record in found:
                if isinstance(record, Fault):
                    raise _fatal(record, path)
                yield _row(record)

    def _row(record: Record) -> Item:
        texts = [record.fields[place] for place in chosen]
        text = _joined(texts) if apart else " ".join(texts)
        return Item(text, lambda a: write([*record.fields, a.predicted, f"{a.probability:.4f}"]))

    return Source(write([*header, "predicted", "probability"]), items())


def _writer(delimiter: str, is_quoted: bool) -> Callable[[list[str]], str]:
    """Return what writes a row as the file writes its own."""
    if not is_quoted:
        return lambda fields: delimiter.join(map(_flat, fields))

    def write(fields: list[str]) -> str:
        line = io.StringIO()
        csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(fields)
        return line.getvalue()[:-1]

    return write


def _flat(field: str) -> str:
    """Return the field on one line, without what would end it."""
    return " ".join(field.split()) if any(end in field for end in "\t\r\n") else field


def _fatal(fault: Fault, place: Path | str) -> InputError:
    return InputError(f"{place}:{fault.line}: {fault.reason}.", fix="Correct it: every line wants an answer.")
