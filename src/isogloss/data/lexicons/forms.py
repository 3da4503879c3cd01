"""Which form a lexicon has, and its entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from isogloss.data.lexicons.translation import Translation
from isogloss.data.lexicons.wiktionary import read_wiktionary
from isogloss.data.lines import Fault, physical_lines, without_end
from isogloss.data.rejects import Reject
from isogloss.languages import Language

_SYNSET: Final = re.compile(r"\d{8}-[a-z]")
_LOOKED_AT: Final = 50


def read_any_lexicon(
    path: Path | str,
    *,
    source: Language | str | None = None,
    target: Language | str | None = None,
    rejects: list[Reject] | None = None,
) -> Iterator[Translation]:
    """Yield the translations of a lexicon in the order of the file; ``.gz`` and ``.zst`` are read in place.

    Read are: a word and its translation with a tab (GATITOS, XLing-Eval; a third column is a weight, a fourth
    the sense) or with one blank between (MUSE), rows of synset, lemma and word, and JSONL of Wiktionary as
    wiktextract writes it (``word``, ``lang_code``, ``translations``, ``senses``), for which both languages
    are to be named. Quotes are text. A row that does not fit raises BadRow, or is appended to ``rejects``
    where a list is given. Raises InputError for a file that cannot be read.
    """
    place = Path(path)
    if _ending(place) in (".jsonl", ".json", ".ndjson"):
        yield from read_wiktionary(place, source=source, target=target, rejects=rejects)
        return
    read = _form(place)
    for line in physical_lines(place):
        found = line if isinstance(line, Fault) else read(without_end(line.text), line.number)
        if isinstance(found, Translation):
            yield found
        elif found is not None and rejects is None:
            raise found.error(place)
        elif found is not None and rejects is not None:
            rejects.append(Reject(file=str(place), line=found.line, reason=found.reason))


_Form = Callable[[str, int], Translation | Fault | None]


def _ending(path: Path) -> str:
    return Path(path.name.removesuffix(".gz").removesuffix(".zst")).suffix.lower()


def _form(place: Path) -> _Form:
    """Return how the rows of a file are read, by its first fifty: one that holds a tab has tabs."""
    rows = [
        line.text for line in islice(physical_lines(place), _LOOKED_AT)
        if not isinstance(line, Fault) and line.text.strip()
    ]  # fmt: skip
    if not any("\t" in row for row in rows):
        return _blank
    synsets = sum(bool(_SYNSET.match(row)) for row in rows)
    return _synset if 2 * synsets > len(rows) else _tabs


def _tabs(text: str, number: int) -> Translation | Fault | None:
    if not text.strip():
        return None
    fields = [field.strip() for field in text.split("\t")]
    if len(fields) < 2:
        return Fault(number, "the row has 1 column, expected at least 2, separated by tabs")
    if not fields[0] or not fields[1]:
        return Fault(number, "one side of the entry is empty")
    weight, sense = (*fields[2:4], "", "")[:2]
    value = _weight(weight) if weight else 1.0
    if value is None:
        return Fault(number, f"the weight in the third column is {weight!r}, expected a number above 0")
    return Translation(fields[0], fields[1], value, sense)


def _weight(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None


def _blank(text: str, number: int) -> Translation | Fault | None:
    fields = text.split()
    if not fields:
        return None
    if len(fields) != 2:
        return Fault(
            number, f"the row has {len(fields)} words, expected 2 with a blank between, or a tab for phrases"
        )
    return Translation(fields[0], fields[1])


def _synset(text: str, number: int) -> Translation | Fault | None:
    if not text.strip():
        return None
    fields = [field.strip() for field in text.split("\t")]
    if len(fields) < 3 or not all(fields[:3]):
        return Fault(number, "expected a synset, a lemma and a word, separated by tabs")
    return Translation(fields[1].replace("_", " "), fields[2].replace("_", " "), 1.0, fields[0])
