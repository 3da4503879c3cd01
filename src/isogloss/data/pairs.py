"""Sentence pairs, two on a line: TSV, with or without a header, or ``source ||| target``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from isogloss.data.examples import SentencePair
from isogloss.data.lines import Fault, Line, physical_lines, without_end
from isogloss.data.rejects import Reject

_BARS: Final = "|||"
_SOURCE: Final = frozenset({"source", "src"})
_TARGET: Final = frozenset({"target", "tgt", "trg"})


def read_pairs(
    path: Path | str, *, rejects: list[Reject] | None = None, blank: bool = False
) -> Iterator[SentencePair]:
    """Yield the pairs of a file in its order; ids are line numbers from 1, quotes are text.

    A line that holds ``|||`` and no tab is cut there, others at their tab. A first line that names the
    columns ``source`` (``src``) and ``target`` (``tgt``, ``trg``) is a header, and there may be more columns.
    A row without two sides, or with one that is blank, raises BadRow, or is appended to ``rejects`` where a
    list is given; with ``blank``, a blank side is a side like others. Raises InputError for a file that
    cannot be read.
    """
    place = Path(path)
    yield from pairs_of(physical_lines(place), place, rejects=rejects, blank=blank)


def pairs_of(
    lines: Iterable[Line | Fault],
    place: Path,
    *,
    rejects: list[Reject] | None = None,
    blank: bool = False,
) -> Iterator[SentencePair]:
    """Yield the pairs on ``lines``, of which ``place`` is said where one is refused; as ``read_pairs``."""
    columns: tuple[int, int] | None = None
    for number, line in enumerate(lines, start=1):
        if number == 1 and isinstance(line, Line) and (columns := _header(line)):
            continue
        found = line if isinstance(line, Fault) else _pair(line, columns, blank=blank)
        if isinstance(found, SentencePair):
            yield found
        elif rejects is None:
            raise found.error(place)
        else:
            rejects.append(Reject(file=str(place), line=found.line, reason=found.reason))


def _header(line: Line) -> tuple[int, int] | None:
    names = [name.strip().casefold() for name in line.text.split("\t")]
    sources = [place for place, name in enumerate(names) if name in _SOURCE]
    targets = [place for place, name in enumerate(names) if name in _TARGET]
    return (sources[0], targets[0]) if len(sources) == len(targets) == 1 else None


def _pair(line: Line, columns: tuple[int, int] | None, *, blank: bool) -> SentencePair | Fault:
    text = without_end(line.text)
    barred = columns is None and "\t" not in text and _BARS in text
    fields = text.split(_BARS if barred else "\t")
    if columns is None and len(fields) != 2:
        count = "1 side" if len(fields) == 1 else f"{len(fields)} sides"
        return Fault(
            line.number, f"the row has {count}, expected source and target, with a tab or ||| between"
        )
    left, right = columns or (0, 1)
    if len(fields) <= max(left, right):
        return Fault(
            line.number, f"the row has {len(fields)} columns, expected at least {max(left, right) + 1}"
        )
    source, target = fields[left].strip(), fields[right].strip()
    if not blank and not (source and target):
        return Fault(line.number, f"the {'target' if source else 'source'} is empty")
    return SentencePair(str(line.number), source, target)
