"""Whether the fields of a tab-separated file are quoted as CSV does: asked of the file itself.

Publishers write both. SIB-200, MasakhaNEWS and NusaX quote; NTREX, Tatoeba, GATITOS, tldr and MGSM do not,
and many of their fields begin with a lone quote, which would swallow all lines up to the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from isogloss.data.delimited import Lines, Quoted, is_blank, read_quoted, swallows
from isogloss.data.lines import Fault, Line


@dataclass(slots=True)
class Evidence:
    """What the rows say: ``doubled`` rows are CSV and nothing else, ``stray`` ones are anything but CSV.

    plain: rows whose quotes a writer of CSV would have left out, such as ``"Run!"``, counted per column.
    """

    rows: int = 0
    doubled: int = 0
    stray: int = 0
    plain: Counter[int] = field(default_factory=Counter)

    def quoted(self) -> bool:
        """Return the verdict: more rows are CSV than stray, or one column is quoted in every row."""
        if self.doubled or self.stray:
            return self.doubled > self.stray
        return any(count == self.rows for count in self.plain.values())


def is_quoted(lines: Iterator[Line | Fault], *, delimiter: str, width: int) -> bool:
    """Whether ``lines`` (those after the header) quote their fields; linear time, memory of one row."""
    evidence = Evidence()
    opening = f'{delimiter}"'
    stream = Lines(lines)
    while (line := stream.next()) is not None:
        evidence.rows += isinstance(line, Fault) or not is_blank(line.text, delimiter)
        if opening in line.text or line.text.startswith('"'):
            _weigh(evidence, line, read_quoted(line, stream, delimiter), stream, delimiter, width)
    return evidence.quoted()


def _weigh(
    evidence: Evidence, line: Line | Fault, row: Quoted | None, stream: Lines, delimiter: str, width: int
) -> None:
    needed = frozenset(f'"\r\n{delimiter}')
    if row is None or len(row.fields) != width or swallows(line, row, delimiter, width):
        evidence.stray += 1
        if row is not None:
            stream.give_back(row.taken)
    elif any(needed.intersection(row.fields[at]) for at in row.quoted):
        evidence.doubled += 1
    else:
        evidence.plain.update(row.quoted)
