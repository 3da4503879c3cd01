"""The table of formats: a file's extension, and where its reader lives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from isogloss.data.rows import Format
from isogloss.table import load

READERS: Final[Mapping[str, str]] = {
    "csv": "isogloss.data.readers.csv:CSV",
    "hf": "isogloss.data.readers.hf:HF",
    "jsonl": "isogloss.data.readers.jsonl:JSONL",
    "parquet": "isogloss.data.readers.parquet:PARQUET",
    "tsv": "isogloss.data.readers.tsv:TSV",
}


def reader(name: str) -> Format:
    """Return the reader of a format; raises UnknownName that offers the nearest ones."""
    return cast(Format, load(READERS, name, kind="format"))
