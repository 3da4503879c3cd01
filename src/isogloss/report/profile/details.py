"""What tells a row from the others of its metric."""

from __future__ import annotations

from isogloss.runs.row import Row


def detail_of(row: Row) -> dict[str, str]:
    """Return a row's detail as a mapping."""
    return dict(part.split("=", 1) for part in row.detail.split(";") if part)
