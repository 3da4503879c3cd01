"""Word translations from files without header and without quoting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from isogloss.data.examples import Entry
from isogloss.data.lines import Fault, read_lines
from isogloss.data.rejects import Reject


def read_lexicon(
    path: Path | str, *, columns: tuple[int, int] = (0, 1), rejects: list[Reject] | None = None
) -> Iterator[Entry]:
    """Yield the entries of a headerless TSV in file order; ``.gz`` and ``.zst`` are read in place.

    Quotes are text, as GATITOS, XLing-Eval and Tatoeba write them; a word may come with several translations.
    columns: which columns hold the two sides, counted from 0: ``(0, 1)`` for GATITOS, ``(1, 2)`` for the
        synset, lemma, word rows of Wiktionary, ``(2, 3)`` for the CLDR rows kind, code, English, local name.
    A column after the second one of a file read by ``(0, 1)`` is its weight, a number above 0.
    A row without both sides raises BadRow, or is appended to ``rejects`` where a list is given.
    """
    place = Path(path)
    for number, line in read_lines(place):
        found = _entry(line, columns, number)
        if isinstance(found, Entry):
            yield found
        elif found is not None:
            if rejects is None:
                raise found.error(place)
            rejects.append(Reject(file=str(place), line=found.line, reason=found.reason))


def read_keywords(path: Path | str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield ``(symbol, name, keywords)`` of a file of CLDR annotations.

    Keywords are joined by `` | `` in the file; those equal to the name are left out there.
    Raises BadRow for a row without a symbol and a name.
    """
    place = Path(path)
    for number, line in read_lines(place):
        symbol, _, rest = line.partition("\t")
        name, _, keywords = rest.partition("\t")
        if not symbol or not name:
            raise Fault(number, "expected symbol, name and keywords, separated by tabs").error(place)
        yield symbol, name, tuple(filter(None, keywords.split(" | ")))


def _entry(line: str, columns: tuple[int, int], number: int) -> Entry | Fault | None:
    if not line.strip():
        return None
    fields = line.split("\t")
    left, right = columns
    if len(fields) <= max(columns):
        found = "1 column" if len(fields) == 1 else f"{len(fields)} columns"
        return Fault(number, f"the row has {found}, expected at least {max(columns) + 1}, separated by tabs")
    source, target = fields[left].strip(), fields[right].strip()
    if not source or not target:
        return Fault(number, "one side of the entry is empty")
    if columns != (0, 1) or len(fields) == 2:
        return Entry(source, target)
    return _weighted(source, target, fields[2], number)


def _weighted(source: str, target: str, weight: str, number: int) -> Entry | Fault:
    try:
        value = float(weight)
    except ValueError:
        value = float("nan")
    if not 0 < value < float("inf"):
        return Fault(number, f"the weight in the third column is {weight!r}, expected a number above 0")
    return Entry(source, target, value)
