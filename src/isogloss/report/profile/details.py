"""What tells a row from the others of its metric."""

from __future__ import annotations

from typing import Final

from isogloss.runs.row import Row

# Probes that ask about a run of transfers; the model is not asked anything in a language.
OF_SCORES: Final = ("predictors", "influence")


def detail_of(row: Row) -> dict[str, str]:
    """Return a row's detail as a mapping."""
    return dict(part.split("=", 1) for part in row.detail.split(";") if part)
