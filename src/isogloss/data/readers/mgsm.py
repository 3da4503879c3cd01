"""MGSM: a question and a number a line, a tab between, no header and no quoting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from isogloss.data.delimited import Record, records
from isogloss.data.lines import Fault, lines_of, opened
from isogloss.data.rows import DataFile, Format, RawRow, Run

COLUMNS = ("question", "answer_number")


def columns(_: DataFile) -> tuple[str, ...]:
    """Return what the two fields of a line are."""
    return COLUMNS


def rows(file: DataFile, wanted: tuple[str, ...], runs: Iterable[Run] | None) -> Iterator[RawRow | Fault]:
    """Yield the wanted fields of every line; runs: none, since no line names a language."""
    if runs is not None:
        raise TypeError("lines of MGSM name no language and make no runs")
    places = [COLUMNS.index(name) for name in wanted]
    cut = partial(records, delimiter="\t", width=len(COLUMNS), quoted=False)
    with opened(file.path) as open_file:
        for found in cut(lines_of(open_file, file.path)):
            if isinstance(found, Record):
                yield RawRow(found.line, tuple(found.fields[place] for place in places), found.offset)
            else:
                yield found


MGSM = Format(columns=columns, rows=rows)
