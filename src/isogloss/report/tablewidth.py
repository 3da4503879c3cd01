"""Tables of a narrow terminal: whole columns give way, so that no number is ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

_NARROW: Final = 16
_NARROWEST: Final = 4


def bare(first: str, *, width: int | None) -> Table:
    """Return a table without lines, whose first column holds names."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="underline")
    table.add_column(first, no_wrap=True, overflow="ellipsis", width=width)
    return table


def fitted(console: Console, table: Table, first: Sequence[str] = (), last: Sequence[str] = ()) -> Table:
    """Return the table, as wide as the console at most.

    The columns headed ``first`` go one by one; then those headed ``last``, until it is enough to cut names;
    and names are cut by no more than it takes.
    """
    for heading in first:
        if _excess(console, table) > 0:
            table = _without(table, heading)
    spare = max(0, (table.columns[0].width or 0) - _NARROW)
    for heading in last:
        if _excess(console, table) > spare:
            table = _without(table, heading)
    return _cut(table, _excess(console, table))


def shortened(name: str, limit: int) -> str:
    """Return the name of a system in ``limit`` characters: the model is cut, never the head after its ``+``.

    Where no head is named, or nothing of the model would be left, the name stays as it is.
    """
    model, plus, head = name.rpartition("+")
    kept = limit - len(plus + head) - 1
    if len(name) <= limit or not model[: max(0, kept)].strip():
        return name
    return f"{name[:kept]}…{plus}{head}"


def _excess(console: Console, table: Table) -> int:
    wide = console.options.update(max_width=1000)
    return Measurement.get(console, wide, table).maximum - console.width


def _cut(table: Table, excess: int) -> Table:
    width = table.columns[0].width
    if excess > 0 and width is not None:
        left = max(min(width, _NARROWEST), width - excess)
        table.columns[0].width = left
        for cell in table.columns[0].cells:
            if isinstance(cell, Text):
                cell.plain = shortened(cell.plain, left)
    return table


def _without(table: Table, heading: str) -> Table:
    """Return the table without the columns of that heading; the first always stays."""
    names, *others = table.columns
    made = bare(str(names.header), width=names.width)
    kept = [column for column in others if column.header != heading]
    for column in kept:
        made.add_column(column.header, justify=column.justify, no_wrap=True)
    for row, cells in zip(
        table.rows, zip(*(list(c.cells) for c in (names, *kept)), strict=True), strict=True
    ):
        made.add_row(*cells, style=row.style)
    return made
