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
    "mgsm": "isogloss.data.readers.mgsm:MGSM",
    "parquet": "isogloss.data.readers.parquet:PARQUET",
    "tsv": "isogloss.data.readers.tsv:TSV",
}

# Files whose labels stand at words, places and questions; each reader yields examples of its own kind.
ANNOTATED: Final[Mapping[str, str]] = {
    "conll": "isogloss.data.readers.conll:read_conll",
    "conllu": "isogloss.data.readers.conllu:read_conllu",
    "spans": "isogloss.data.readers.spans:read_spans",
    "squad": "isogloss.data.readers.squad:read_squad",
}


def reader(name: str) -> Format:
    """Return the reader of a format; raises UnknownName that offers the nearest ones."""
    return cast(Format, load(READERS, name, kind="format"))
