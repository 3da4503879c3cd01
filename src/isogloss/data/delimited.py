"""Records of a delimited text file, quoted as CSV does or not at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from isogloss.data.lines import LONGEST_LINE, Fault, Line, without_end

_LINE_ENDS = ("", "\n", "\r\n", "\r")


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one row: where it begins (1-based line, byte offset), how many lines it spans."""

    line: int
    offset: int
    fields: Sequence[str]


@dataclass(slots=True)
class Lines:
    """Lines that can be given back, so that a quote that never closes costs one row and not the file."""

    source: Iterator[Line | Fault]
    ahead: deque[Line | Fault] = field(default_factory=deque)

    def next(self) -> Line | Fault | None:
        """Return the next line, or None at the end."""
        return self.ahead.popleft() if self.ahead else next(self.source, None)

    def give_back(self, lines: Sequence[Line | Fault]) -> None:
        """Put lines back in front, in their order."""
        self.ahead.extendleft(reversed(lines))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A row read as CSV: its fields, which of them were quoted, and the further lines it took."""

    fields: list[str]
    quoted: tuple[int, ...]
    taken: list[Line | Fault]


def records(
    lines: Iterator[Line | Fault], *, delimiter: str, width: int, quoted: bool
) -> Iterator[Record | Fault]:
    """Yield a record per row; a row that cannot be cut into ``width`` fields comes as a Fault.

    quoted: fields that begin with a quote end at the next single one and double those inside (RFC 4180);
        otherwise every quote is text and every line a row. Blank lines hold no row, nor do rows without
        anything in any field, as spreadsheets write them below a table.
    """
    stream = Lines(lines)
    while (line := stream.next()) is not None:
        row = read_quoted(line, stream, delimiter) if quoted and '"' in line.text else None
        if row is not None and swallows(line, row, delimiter, width):
            stream.give_back(row.taken)
            row = None
        parts = (line, *row.taken) if row is not None else (line,)
        unreadable = next((part for part in parts if isinstance(part, Fault)), None)
        if unreadable is not None:
            yield Fault(unreadable.line, unreadable.reason, line.offset)
        elif (
            isinstance(line, Line)
            and not is_blank(line.text, delimiter)
            and (not row or any(map(str.strip, row.fields)))
        ):
            if quoted and '"' in line.text and row is None:
                yield Fault(line.number, _OPEN, line.offset)
            else:
                yield _checked(line, row.fields if row else without_end(line.text).split(delimiter), width)


_OPEN = (
    "a quote opens a field and does not close it as CSV does (before a separator or the line's end, "
    'with quotes inside doubled: "")'
)


def is_blank(text: str, delimiter: str) -> bool:
    """Whether a line holds nothing but delimiters and white space."""
    return not text.replace(delimiter, "").strip()


def read_quoted(first: Line | Fault, stream: Lines, delimiter: str) -> Quoted | None:
    """Return the row that begins at ``first``, read as CSV; None if a quote is left open or stray.

    Takes further lines from ``stream`` while a field is open, and gives them back if the row is none.
    """
    fields: list[str] = []
    marked: list[int] = []
    taken: list[Line | Fault] = []
    text, start, size = first.text, 0, len(first.text)
    while True:
        if not text.startswith('"', start):
            end = text.find(delimiter, start)
            if end < 0:
                fields.append(without_end(text[start:]))
                break
            fields.append(text[start:end])
            start = end + 1
            continue
        marked.append(len(fields))
        parts: list[str] = []
        start += 1
        while (end := _closing(text, start, parts)) < 0:
            more = stream.next()
            if more is not None:
                taken.append(more)
                text, start, size = more.text, 0, size + len(more.text)
            if more is None or size > LONGEST_LINE:
                stream.give_back(taken)
                return None
        fields.append("".join(parts))
        if text.startswith(delimiter, end):
            start = end + 1
        elif text[end : end + 3] in _LINE_ENDS:
            break
        else:
            stream.give_back(taken)
            return None
    return Quoted(fields, tuple(marked), taken)


def swallows(first: Line | Fault, row: Quoted, delimiter: str, width: int) -> bool:
    """Whether a quoted row of several lines looks like rows of their own behind a stray quote.

    Only tabs tell: a line of a tab-separated file that has exactly as many fields as the header is a row.
    """
    if not row.taken:
        return False
    if len(row.fields) != width:
        return True
    return delimiter == "\t" and all(line.text.count(delimiter) == width - 1 for line in (first, *row.taken))


def _closing(text: str, start: int, parts: list[str]) -> int:
    """Add what the field holds to ``parts``; return the place after its closing quote, -1 if none comes."""
    while (quote := text.find('"', start)) >= 0:
        if text.startswith('"', quote + 1):
            parts.append(text[start : quote + 1])
            start = quote + 2
        else:
            parts.append(text[start:quote])
            return quote + 1
    parts.append(text[start:])
    return -1


def _checked(line: Line, fields: list[str], width: int) -> Record | Fault:
    if len(fields) == width:
        return Record(line.number, line.offset, fields)
    found = "1 column" if len(fields) == 1 else f"{len(fields)} columns"
    return Fault(line.number, f"the row has {found}, expected {width} as in the header", line.offset)
