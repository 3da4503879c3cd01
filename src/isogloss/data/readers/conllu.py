"""CoNLL-U: sentences of Universal Dependencies, with the parts of speech of their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from isogloss.data.examples import Tagged
from isogloss.data.labelling import LONGEST_FIELD, too_long
from isogloss.data.lines import Fault, Line, physical_lines, without_end
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language

_COLUMNS: Final = 10
_NUMBER: Final = re.compile(r"([1-9][0-9]*)(?:-([1-9][0-9]*)|\.[1-9][0-9]*)?|0\.[1-9][0-9]*", re.ASCII)
_META: Final = re.compile(r"#\s*([\w:]+)\s*=\s?(.*)")


@dataclass(frozen=True, slots=True)
class Analysed:
    """A sentence as its treebank has it.

    example: its syntactic words and their universal parts of speech (UPOS). text: the sentence as written.
    places: where each word stands in ``text``; the words of a multiword token (``zum`` = zu + dem) share its
    place. comments: what lines ``# key = value`` say, such as ``sent_id`` and ``parallel_id``.
    """

    example: Tagged
    text: str
    places: tuple[tuple[int, int], ...]
    comments: dict[str, str]


@dataclass(slots=True)
class _Rows:
    """What was met of a sentence. surface: a token, how many words it is, whether a blank follows."""

    comments: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    surface: list[tuple[str, int, bool]] = field(default_factory=list)
    covered: int = 0
    line: int = 0
    fault: Fault | None = None


def read_conllu(
    path: Path | str, language: Language | str, *, rejects: list[Reject] | None = None
) -> Iterator[Tagged]:
    """Yield the syntactic words of each sentence and their UPOS; as ``read_treebank``."""
    for found in read_treebank(path, language, rejects=rejects):
        yield found.example


def read_treebank(
    path: Path | str, language: Language | str, *, rejects: list[Reject] | None = None
) -> Iterator[Analysed]:
    """Yield the sentences of a CoNLL-U file in their order.

    The id is ``# sent_id``, else a number from 1; the text is ``# text`` if its tokens stand in it one after
    the other, else the tokens joined as ``SpaceAfter`` says. Empty nodes (``1.1``) are passed over.
    A bad row makes a bad sentence: BadRow, or a Reject appended to ``rejects`` where a list is given: not ten
    columns, words not numbered 1, 2, …, an empty form, a tag ``_``, an id that comes twice. Raises InputError
    if the file cannot be read or holds no sentence. Source: https://universaldependencies.org/format.html
    """
    place, spoken = Path(path), Language.parse(language)
    seen: set[str] = set()
    number = 0
    for number, rows in enumerate(_sentences(place), start=1):
        identity = rows.comments.get("sent_id") or str(number)
        fault = rows.fault
        if fault is None and identity in seen:
            fault = Fault(rows.line, f"the id {identity!r} comes a second time")
        if fault is None:
            seen.add(identity)
            example = Tagged(identity, tuple(rows.words), tuple(rows.tags), spoken, f"{place}:{rows.line}")
            yield Analysed(example, *_laid_out(rows), rows.comments)
        elif rejects is None:
            raise fault.error(place)
        else:
            rejects.append(Reject(str(place), fault.line, fault.reason, language=str(spoken)))
    if not number:
        raise InputError(
            f"{place} holds no sentence.", fix="CoNLL-U was expected: ten columns, tabs between."
        )


def _sentences(place: Path) -> Iterator[_Rows]:
    rows = _Rows()
    for line in physical_lines(place):
        if isinstance(line, Fault):
            rows.fault = rows.fault or line
            continue
        text = without_end(line.text)
        if not text.strip():
            if rows.words or rows.fault:
                yield rows
            rows = _Rows()
        elif text.startswith("#") and not rows.words:
            if said := _META.match(text):
                rows.comments[said[1]] = said[2].strip()
        elif rows.fault is None:
            rows.line = rows.line or line.number
            fault = _add(rows, line, text.split("\t"))
            rows.fault = Fault(line.number, fault, line.offset) if fault else None
    if rows.words or rows.fault:
        yield rows


def _add(rows: _Rows, line: Line, fields: list[str]) -> str:
    """Take a row into its sentence; return what is wrong with it, if anything."""
    if len(fields) != _COLUMNS:
        return f"the row has {len(fields)} columns, expected {_COLUMNS}, separated by tabs"
    if too_long(line.text):
        return f"the row is longer than {LONGEST_FIELD:,} bytes"
    number, form, tag = fields[0], fields[1], fields[3]
    found = _NUMBER.fullmatch(number)
    if found is None:
        return f"{number[:20]!r} is no number of a word; 1, 1-2 and 1.1 are"
    if "." in number:
        return ""
    if not form:
        return "the form (second column) is empty"
    blank = "SpaceAfter=No" not in fields[9].split("|")
    first, last = int(found[1]), int(found[2] or found[1])
    if first != len(rows.words) + 1 or last < first:
        return f"the word {number} was expected to be {len(rows.words) + 1}"
    if found[2] is not None:
        rows.surface.append((form, last - first + 1, blank))
        rows.covered = last
        return ""
    if tag == "_" or not tag:
        return f"the word {form[:40]!r} has no part of speech (fourth column)"
    rows.words.append(form)
    rows.tags.append(tag)
    if first > rows.covered:
        rows.surface.append((form, 1, blank))
    return ""


def _laid_out(rows: _Rows) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text of a sentence, and the place of each of its words."""
    text = rows.comments.get("text", "")
    places = _places(rows, text)
    if places is None:
        text = "".join(form + " " * blank for form, _, blank in rows.surface).rstrip(" ")
        places = _places(rows, text) or ()
    return text, places


def _places(rows: _Rows, text: str) -> tuple[tuple[int, int], ...] | None:
    places: list[tuple[int, int]] = []
    place = 0
    for form, count, _ in rows.surface:
        start = text.find(form, place)
        if start < 0 or text[place:start].strip():
            return None
        place = start + len(form)
        places += [(start, place)] * count
    return tuple(places)
