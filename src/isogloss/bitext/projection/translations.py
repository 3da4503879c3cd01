"""Translations of the texts of a file: line by line, by id, or by the text itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from isogloss.data.lines import Fault, read_lines
from isogloss.data.wording import counted
from isogloss.errors import InputError


@dataclass(frozen=True, slots=True)
class Translatable:
    """A text of the input, and what it is called."""

    id: str
    text: str


def read_translations(path: Path | str, texts: Sequence[Translatable]) -> list[str]:
    """Return the translation of each text, empty where there is none.

    A file in which every line has one tab, and at least half of the first columns are ids or texts of the
    input, is read as a table of these; any other has one line for each text, in its order, an empty one where
    a translation lacks. Blanks around a translation are cut, and where a text is its own key they are folded.
    Raises InputError if there are other lines than texts, BadRow for a key that comes twice with two
    translations.
    """
    place = Path(path)
    lines = list(read_lines(place))
    table = _table(place, lines, texts)
    if table is not None:
        return [table.get(text.id) or table.get(_folded(text.text)) or "" for text in texts]
    if len(lines) != len(texts):
        given, needed = counted(len(lines), "line"), counted(len(texts), "text")
        raise InputError(
            f"{place} has {given}, and the input has {needed} to translate.",
            fix="Give a line for each text in its order (of SQuAD each passage, then its questions), or a "
            "TSV of id, or text, and translation.",
        )
    return [line.strip() for _, line in lines]


def _table(
    place: Path, lines: Sequence[tuple[int, str]], texts: Sequence[Translatable]
) -> dict[str, str] | None:
    rows = [(number, line.split("\t")) for number, line in lines if line.strip()]
    if not rows or any(len(fields) != 2 for _, fields in rows):
        return None
    keys = {text.id for text in texts} | {_folded(text.text) for text in texts}
    known = sum(_folded(fields[0]) in keys for _, fields in rows)
    if 2 * known < len(rows):
        return None
    table: dict[str, str] = {}
    for number, (key, translation) in rows:
        found = table.setdefault(_folded(key), translation.strip())
        if found != translation.strip():
            raise Fault(number, f"{key[:60]!r} has a second translation").error(place)
    return table


def _folded(text: str) -> str:
    return " ".join(text.split())
