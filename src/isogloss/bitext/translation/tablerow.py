"""A row of a table with all its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its 1-based line (row in Parquet), and its values by column, in the file's order."""

    line: int
    values: Mapping[str, object]
