"""Reading the committed tables."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table in this folder, without its line of sources and its line of columns."""
    content = (files("isogloss.languages.tables") / name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    return tuple(tuple(line.split("\t")) for line in content.decode().split("\n")[2:-1])
