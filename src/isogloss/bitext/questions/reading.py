"""Questions and answers from files: JSON Lines, or pages of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct, json

from isogloss.bitext.questions.markup import read_page
from isogloss.data.lines import Fault, missing, physical_lines, read_lines
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError, UnknownLanguage
from isogloss.languages import Language


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer, and the page they stand on."""

    url: str
    language: Language
    question: str
    answer: str


class _Row(Struct):
    url: str
    language: str
    question: str
    answer: str


def read_questions(place: Path | str, *, rejects: list[Reject] | None = None) -> Iterator[Question]:
    """Yield the questions of a JSON Lines file, of an HTML page, or of all pages in a folder and below.

    A line is an object with ``url``, ``language``, ``question`` and ``answer``. A page needs a canonical
    URL and a language (``<html lang>``) of its own. Bad rows and pages raise BadRow, or go to ``rejects``.
    """
    path = Path(place)
    if not path.exists():
        raise missing(path)
    if path.is_dir():
        pages = sorted(file for file in path.rglob("*.htm*") if file.is_file())
        if not pages:
            raise InputError(f"{path} holds no HTML page.", fix="Pages end in .html or .htm.")
        for file in pages:
            yield from _of_page(file, rejects)
    elif path.suffix in (".html", ".htm"):
        yield from _of_page(path, rejects)
    else:
        yield from _of_lines(path, rejects)


def _of_lines(path: Path, rejects: list[Reject] | None) -> Iterator[Question]:
    for line in physical_lines(path):
        number = line.line if isinstance(line, Fault) else line.number
        if isinstance(line, Fault):
            _refuse(path, number, line.reason, rejects)
            continue
        if not line.text.strip():
            continue
        try:
            row = json.decode(line.text, type=_Row)
            if not (row.question.strip() and row.answer.strip() and row.url.strip()):
                raise msgspec.ValidationError("url, question or answer is empty")
            language = Language.parse(row.language, sample=row.question)
        except UnknownLanguage as fault:
            _refuse(path, number, fault.message.rstrip("."), rejects)
            continue
        except (msgspec.DecodeError, RecursionError) as fault:
            _refuse(path, number, str(fault).rstrip("."), rejects)
            continue
        yield Question(row.url, language, row.question.strip(), row.answer.strip())


def _of_page(path: Path, rejects: list[Reject] | None) -> Iterator[Question]:
    try:
        found = read_page("\n".join(text for _, text in read_lines(path)))
    except BadRow as fault:
        if rejects is None:
            raise
        rejects.append(Reject(str(path), 0, fault.message.removeprefix(f"{path}:").rstrip(".")))
        return
    if found.broken:
        _refuse(path, 0, f"of its JSON-LD scripts, {found.broken} cannot be read as JSON", rejects)
    if not found.questions:
        return
    if not found.url or not found.language:
        _refuse(path, 0, f"the page names no {'language' if found.url else 'canonical URL'}", rejects)
        return
    try:
        language = Language.parse(found.language, sample=found.questions[0][0])
    except UnknownLanguage as fault:
        _refuse(path, 0, fault.message.rstrip("."), rejects)
        return
    for question, answer in found.questions:
        yield Question(found.url, language, question, answer)


def _refuse(path: Path, line: int, reason: str, rejects: list[Reject] | None) -> None:
    if rejects is None:
        raise BadRow(
            f"{path}:{line}: {reason}." if line else f"{path}: {reason}.",
            fix="Correct it, or add --keep-going to set such rows aside.",
        )
    rejects.append(Reject(str(path), line, reason))
