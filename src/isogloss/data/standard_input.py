"""Standard input as a file, since a data set is read more than once."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
from pathlib import Path

from isogloss.errors import InputError


def saved_input(kind: str | None = None) -> Path:
    """Return a temporary copy of standard input, named for the format it seems to be in.

    kind: the format, if it is known. Else Parquet by its magic bytes, JSON Lines by a leading brace,
        TSV by a tab in the first line, else CSV.
    The copy goes when the process ends. Raises InputError if nothing comes in.
    """
    folder = Path(tempfile.mkdtemp(prefix="isogloss-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = folder / "stdin"
    with copy.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    with copy.open("rb") as file:
        first = file.readline(1 << 16)
    if not first.strip():
        fix = (
            "Pipe lines of text into it." if kind == "txt" else "Pipe a file with a header and rows into it."
        )
        raise InputError("Standard input is empty.", fix=fix)
    return copy.rename(copy.with_suffix(f".{kind or _format(first)}"))


def _format(first: bytes) -> str:
    if first.startswith(b"PAR1"):
        return "parquet"
    if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return "jsonl"
    return "tsv" if b"\t" in first else "csv"
