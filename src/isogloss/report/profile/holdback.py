"""One sentence per language that says what holds it back, from what the probes found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from isogloss.report.portrait import Portrait
from isogloss.runs.row import Row


def held_back(rows: Sequence[Row], language: Portrait, pivot: Portrait) -> str:
    """Return what holds a language back, the gravest first, or that nothing measured does."""
    found = list(_causes(rows, language, pivot))
    if not found:
        return "Nothing measured holds it back."
    said = "; ".join(found)
    return f"{said[:1].upper()}{said[1:]}."


def _causes(rows: Sequence[Row], language: Portrait, pivot: Portrait) -> Iterator[str]:
    del rows, language, pivot
    yield from ()
