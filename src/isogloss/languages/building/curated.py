"""What we decided by hand, in TSV files beside this module: each row says why."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "decisions"


@cache
def curated(table: str) -> dict[str, tuple[str, ...]]:
    """Return the rows of a hand-made table as first column -> the other columns."""
    lines = (_FOLDER / f"{table}.tsv").read_text("utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    return {row[0]: row[1:] for row in rows[1:]}
