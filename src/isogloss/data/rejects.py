"""Rows that were refused, and why."""

from __future__ import annotations

from msgspec import Struct


class Reject(Struct, frozen=True):
    """One refused row, as it stands in ``rejects.jsonl``.

    line: 1-based line in the file (for Parquet the 1-based row); 0 where the whole file is meant.
    """

    file: str
    line: int
    reason: str
    split: str = ""
    language: str = ""
