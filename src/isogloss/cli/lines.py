"""A line in, a line out: how the commands that cut and name text read standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path


def lines_in() -> Iterator[str]:
    """Return the lines of standard input, strictly UTF-8, without their ends.

    Raises BadRow that names the line and what is wrong with its bytes.
    """
    from isogloss.data.lines import Fault, lines_of, without_end
    from isogloss.errors import BadRow

    place = Path("standard input")
    for line in lines_of(sys.stdin.buffer, place):
        if isinstance(line, Fault):
            raise BadRow(f"{place}:{line.line}: {line.reason}.", fix="Correct it.")
        yield without_end(line.text)


def line_out(text: str) -> None:
    """Print one line, as it is where it goes to a program, made harmless where it goes to a terminal."""
    from isogloss.languages.display import visible

    print("\t".join(map(visible, text.split("\t"))) if sys.stdout.isatty() else text)


def field(text: str) -> str:
    """Return a text as a field of TSV: a blank for each tab and carriage return."""
    return text.replace("\t", " ").replace("\r", " ")
