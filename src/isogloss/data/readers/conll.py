"""CoNLL columns: a word a line with its tag, a blank line between sentences (CoNLL 2003, MasakhaNER)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isogloss.data.chunks import OUTSIDE, Scheme, as_bio, scheme_of, split_tag
from isogloss.data.examples import Tagged
from isogloss.data.labelling import LONGEST_FIELD, too_long
from isogloss.data.lines import Fault, Line, physical_lines, without_end
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language

_BLANKS: Final = re.compile("[ \t]+")
_COMMENT: Final = re.compile(r"# ?(?:id|sent_id|text|newdoc|newpar)\b", re.IGNORECASE)
_ID: Final = re.compile(r"# ?(?:sent_)?id[ :=]+([^ \t]+)", re.IGNORECASE)
_DOCUMENT: Final = "-DOCSTART-"


@dataclass(frozen=True, slots=True)
class Repair:
    """A tag that continued nothing, and what it is read as."""

    file: str
    line: int
    was: str
    now: str


@dataclass(slots=True)
class _Sentence:
    """What was met of a sentence: an id from its comment, its words, tags and lines, or what is wrong."""

    id: str = ""
    words: list[str] | None = None
    tags: list[str] | None = None
    lines: list[int] | None = None
    fault: Fault | None = None


def read_conll(
    path: Path | str,
    language: Language | str,
    *,
    columns: tuple[int, int] = (0, -1),
    rejects: list[Reject] | None = None,
    repairs: list[Repair] | None = None,
) -> Iterator[Tagged]:
    """Yield the sentences of a file in their order, entities tagged in BIO whatever the file's scheme is.

    columns: which hold the word and the tag, from 0; tabs part them where the first row has one, else blanks.
    The scheme (BIO, IOB1, BIOES and its kin, or tags that are no chunks) is told from the whole file, which
    is read twice. A tag that continues nothing is repaired, and appended to ``repairs`` where a list is
    given. Ids are numbers from 1, or what a line ``# id`` says; ``-DOCSTART-`` is passed over.
    A bad row makes a bad sentence: BadRow, or a Reject appended to ``rejects`` where a list is given: another
    number of columns than the first row's, a word or tag that is empty or over 4 MB, a tag that is neither O
    nor a chunk's, an id that comes twice. Raises InputError if the file cannot be read or holds no sentence.
    """
    place, spoken = Path(path), Language.parse(language)
    scheme = scheme_of(found.tags or () for found in _sentences(place, columns) if found.fault is None)
    seen: set[str] = set()
    number = 0
    for number, found in enumerate(_sentences(place, columns), start=1):
        made = _tagged(found, number, scheme, place, spoken, repairs)
        if isinstance(made, Tagged) and made.id in seen:
            made = Fault((found.lines or [0])[0], f"the id {made.id!r} comes a second time")
        if isinstance(made, Tagged):
            seen.add(made.id)
            yield made
        elif rejects is None:
            raise made.error(place)
        else:
            rejects.append(Reject(str(place), made.line, made.reason, language=str(spoken)))
    if not number:
        raise InputError(f"{place} holds no sentence.", fix="A word and its tag a line were expected.")


def _tagged(
    found: _Sentence,
    number: int,
    scheme: Scheme,
    place: Path,
    language: Language,
    repairs: list[Repair] | None,
) -> Tagged | Fault:
    words, tags, lines = found.words or [], found.tags or [], found.lines or [0]
    if found.fault is not None:
        return found.fault
    made: list[str] = []
    for tag, line, (now, repaired) in zip(tags, lines, as_bio(tags, scheme), strict=True):
        if scheme != "plain" and tag != OUTSIDE and not split_tag(tag)[0]:
            return Fault(line, f"the tag {tag[:40]!r} is neither O nor begins a chunk as B-{tag[:40]} would")
        if repaired and repairs is not None:
            repairs.append(Repair(str(place), line, tag, now))
        made.append(now)
    return Tagged(found.id or str(number), tuple(words), tuple(made), language, f"{place}:{lines[0]}")


def _sentences(place: Path, columns: tuple[int, int]) -> Iterator[_Sentence]:
    """Yield what stands between blank lines; a sentence's first fault ends it, up to the next blank line."""
    separator: re.Pattern[str] | None = None
    width = 0
    found = _Sentence()
    for line in physical_lines(place):
        text = without_end(line.text)
        if isinstance(line, Fault):
            found.fault = found.fault or line
            found.lines = found.lines or [line.line]
            continue
        if not text.strip(" \t"):
            if found.lines:
                yield found
                found = _Sentence()
        elif text.startswith(_DOCUMENT):
            continue
        elif not found.lines and _COMMENT.match(text):
            said = _ID.match(text)
            found.id = said[1] if said else found.id
        else:
            if separator is None:
                separator = re.compile("\t") if "\t" in text else _BLANKS
                width = len(_fields(text, separator))
            _add(found, line, _fields(text, separator), width, columns)
    if found.lines:
        yield found


def _fields(text: str, separator: re.Pattern[str]) -> list[str]:
    return [field.strip(" ") for field in separator.split(text.rstrip(" \t"))]


def _add(found: _Sentence, line: Line, fields: list[str], width: int, columns: tuple[int, int]) -> None:
    """Take a row's word and tag into a sentence, or note what is wrong with it."""
    found.words, found.tags, found.lines = found.words or [], found.tags or [], found.lines or []
    found.lines.append(line.number)
    if found.fault is not None:
        return
    fault = _fault(fields, width, columns)
    if fault:
        found.fault = Fault(line.number, fault, line.offset)
        return
    found.words.append(fields[columns[0]])
    found.tags.append(fields[columns[1]])


def _fault(fields: list[str], width: int, columns: tuple[int, int]) -> str:
    needed = max(column + 1 if column >= 0 else -column for column in (*columns, 1))
    if len(fields) != width or width < max(needed, 2):
        least = max(width, needed, 2)
        count = "1 column" if len(fields) == 1 else f"{len(fields)} columns"
        return f"the row has {count}, expected {least}: a word and its tag"
    word, tag = fields[columns[0]], fields[columns[1]]
    if not word or not tag:
        return f"the {'tag' if word else 'word'} is empty"
    if too_long(word) or too_long(tag):
        return f"a field is longer than {LONGEST_FIELD:,} bytes"
    return ""
