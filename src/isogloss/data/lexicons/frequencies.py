"""Words and how often they occur."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from isogloss.data.lines import Fault, read_lines
from isogloss.data.rejects import Reject


def read_frequencies(path: Path | str, *, rejects: list[Reject] | None = None) -> Iterator[tuple[str, float]]:
    """Yield the words and counts of a file: a word, a tab (or a last blank), a number of 0 or more.

    A row that does not fit raises BadRow, or is appended to ``rejects`` where a list is given.
    """
    place = Path(path)
    for number, line in read_lines(place):
        if not line.strip():
            continue
        word, blank, count = line.rstrip().rpartition("\t" if "\t" in line.strip() else " ")
        value = _count(count)
        if blank and word.strip() and value is not None:
            yield word.strip(), value
            continue
        fault = Fault(number, "expected a word, a tab and how often it occurs")
        if rejects is None:
            raise fault.error(place)
        rejects.append(Reject(file=str(place), line=number, reason=fault.reason))


def _count(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
