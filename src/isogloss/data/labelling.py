"""From the rows of a file to examples: what a row must hold, and what makes it a bad one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from isogloss.data.columns import Chosen
from isogloss.data.examples import Labelled
from isogloss.data.lines import Fault
from isogloss.data.rejects import Reject
from isogloss.data.rows import RawRow
from isogloss.languages import Language

LONGEST_FIELD = 4_000_000  # bytes of UTF-8

# Anything but white space, controls, and characters that show nothing on their own: joiners, marks of
# direction, variation selectors, fillers, tags.
_VISIBLE = re.compile(
    "[^\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def labelled(
    rows: Iterable[RawRow | Fault],
    *,
    chosen: Chosen,
    place: Path | str,
    split: str,
    language: Language,
    rejects: list[Reject] | None = None,
) -> Iterator[Labelled]:
    """Yield an example per row; values stand in the order of ``chosen.names()``.

    The id is the row's number where the file names none. White space around labels and ids is cut.
    A bad row raises BadRow, or is appended to ``rejects`` where a list is given: a Fault of the reader,
    an empty text (also one of nothing but invisible characters), a missing label, an id that came before in
    this split and language, a field over 4 MB (4,000,000 bytes), a text or label that is no text.
    """
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        found = row if isinstance(row, Fault) else _example(row, number, chosen, place, language)
        if isinstance(found, Labelled) and chosen.id is not None:
            if found.id in seen:
                found = Fault(row.line, _repeated(found.id, chosen, split, language))
            else:
                seen.add(found.id)
        if isinstance(found, Labelled):
            yield found
        elif rejects is None:
            raise found.error(place)
        else:
            rejects.append(Reject(str(place), found.line, found.reason, split, str(language)))


def _example(
    row: RawRow, number: int, chosen: Chosen, place: Path | str, language: Language
) -> Labelled | Fault:
    fault = next(filter(None, map(_unreadable, chosen.names(), row.values)), None)
    if fault is not None:
        return Fault(row.line, fault)
    width = len(chosen.text)
    for name, value in zip(chosen.text, row.values[:width], strict=True):
        if value is not None and not isinstance(value, str):
            return Fault(row.line, f"{name!r} is {_kind(value)}, expected text")
    text = " ".join(value for value in row.values[:width] if isinstance(value, str) and value)
    if not has_text(text):
        return Fault(row.line, f"the text ({' + '.join(chosen.text)}) is empty")
    label = as_text(row.values[width])
    if not label:
        return Fault(row.line, _unusable(chosen.label, row.values[width]))
    identity = as_text(row.values[width + 1]) if chosen.id is not None else str(number)
    if not identity:
        return Fault(row.line, f"the id ({chosen.id}) is missing")
    return Labelled(identity, text, label, language, f"{place}:{row.line}")


def _repeated(identity: str, chosen: Chosen, split: str, language: Language) -> str:
    doubt = (
        f" (if {chosen.id!r} is no id of examples, --id none numbers the rows)" if chosen.id_guessed else ""
    )
    return f"the id {identity!r} comes a second time in {split} of {language}{doubt}"


def _unreadable(name: str, value: object) -> str | None:
    if isinstance(value, str):
        if too_long(value):
            return f"the field {name!r} is longer than {LONGEST_FIELD:,} bytes"
        if "\x00" in value:
            return f"the field {name!r} holds a NUL character; text holds none"
    return None


def has_text(text: str) -> bool:
    """Whether a text shows anything: not empty, and not only blanks and invisible characters."""
    return _VISIBLE.search(text) is not None


def as_text(value: object) -> str | None:
    """Return a label or an id as text: numbers as they print, ``true`` or ``false``; else None."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and value == value:
        return str(value)
    return None


def too_long(value: str) -> bool:
    """Whether a field holds more than 4,000,000 bytes of UTF-8."""
    size = len(value)
    if size * 4 <= LONGEST_FIELD:
        return False
    return size > LONGEST_FIELD or len(value.encode("utf-8", "surrogatepass")) > LONGEST_FIELD


def _unusable(name: str, value: object) -> str:
    if value is None or isinstance(value, str | float):
        return f"the label ({name}) is missing"
    return f"the label ({name}) is {_kind(value)}, expected one label"


def _kind(value: object) -> str:
    kinds = {
        "bool": "true or false",
        "int": "a number",
        "float": "a number",
        "list": "a list",
        "dict": "an object",
    }
    return kinds.get(type(value).__name__, f"of type {type(value).__name__}")
