"""Reading the committed tables."""

from __future__ import annotations

import gzip
from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table in this folder, without its line of sources and its line of columns."""
    content = (files("isogloss.languages.tables") / name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    return [line.split("\t") for line in content.decode().split("\n")[2:-1]]
