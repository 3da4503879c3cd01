"""SQuAD JSON, versions 1.1 and 2.0: questions about passages, and where their answers stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from isogloss.data.examples import Answer, Answerable
from isogloss.data.labelling import LONGEST_FIELD, too_long
from isogloss.data.lines import KEEP_GOING, opened
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError
from isogloss.languages import Language

_EXPECTED: Final = 'A SQuAD file was expected: {"data": [{"paragraphs": [{"context": …, "qas": […]}]}]}.'


class _Answer(Struct):
    text: str
    answer_start: int


class _Question(Struct):
    id: str | int
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Paragraph(Struct):
    context: str
    qas: list[msgspec.Raw]


class _Article(Struct):
    paragraphs: list[_Paragraph]
    title: str = ""


class _File(Struct):
    data: list[_Article]
    version: str | float = ""


@dataclass(frozen=True, slots=True)
class Article:
    """Passages under one title, each with its questions, all of which have that passage as their context."""

    title: str
    passages: tuple[tuple[Answerable, ...], ...]


def read_squad(
    path: Path | str,
    language: Language | str,
    *,
    question_language: Language | str | None = None,
    rejects: list[Reject] | None = None,
) -> Iterator[Answerable]:
    """Yield the questions of a file in their order; one that has no answer is impossible (version 2).

    question_language: where it is not the passages' (MLQA). Answers count once, however often they are given.
    A bad question raises BadRow, or is appended to ``rejects`` where a list is given: an offset that does
    not slice to its answer, an empty question, passage or answer, an id that comes twice, a field over 4 MB.
    Raises InputError if the file cannot be read, is no SQuAD JSON, or holds no question.
    """
    for article in read_articles(path, language, question_language=question_language, rejects=rejects):
        for passage in article.passages:
            yield from passage


def read_articles(
    path: Path | str,
    language: Language | str,
    *,
    question_language: Language | str | None = None,
    rejects: list[Reject] | None = None,
) -> list[Article]:
    """Return the same by article and passage, as it stands in the file; passages without questions too."""
    place = Path(path)
    languages = (
        Language.parse(language),
        Language.given(question_language),
    )
    with opened(place) as file:
        content = file.read()
    lines = _Lines(content)
    seen: set[str] = set()
    articles = []
    for number, article in enumerate(_decoded(place, content).data):
        passages = []
        for count, paragraph in enumerate(article.paragraphs):
            questions = []
            for raw in paragraph.qas:
                found = _question(raw, paragraph.context, languages, f"{place}:{lines.next(bytes(raw))}")
                if isinstance(found, Answerable) and found.id in seen:
                    found = f"the id {found.id!r} comes a second time"
                if isinstance(found, Answerable):
                    seen.add(found.id)
                    questions.append(found)
                    continue
                reason = f"data[{number}].paragraphs[{count}]: {found}"
                if rejects is None:
                    raise BadRow(f"{place}:{lines.line}: {reason}.", fix=KEEP_GOING)
                rejects.append(Reject(str(place), lines.line, reason, language=str(languages[0])))
            passages.append(tuple(questions))
        articles.append(Article(article.title, tuple(passages)))
    if not seen and not rejects:
        raise InputError(f"{place} holds no question.", fix=_EXPECTED)
    return articles


@dataclass(slots=True)
class _Lines:
    """Tells the lines of pieces of a file that come in its order."""

    content: bytes
    place: int = 0
    line: int = 1

    def next(self, piece: bytes) -> int:
        """Return the 1-based line on which the next such piece begins."""
        found = self.content.find(piece, self.place)
        if found >= 0:
            self.line += self.content.count(b"\n", self.place, found)
            self.place = found
        return self.line


def _decoded(place: Path, content: bytes) -> _File:
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except msgspec.ValidationError as fault:
        raise InputError(f"{place} is no SQuAD file: {fault}.", fix=_EXPECTED) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise InputError(f"{place} is no JSON: {fault}.", fix=_EXPECTED) from None


def _question(
    raw: msgspec.Raw, context: str, languages: tuple[Language, Language | None], origin: str
) -> Answerable | str:
    """Return a question, or what is wrong with it."""
    try:
        found = msgspec.json.decode(raw, type=_Question)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        return f"no question with id, question and answers: {fault}"
    name = f"question {str(found.id)[:60]!r}"
    if not context.strip() or not found.question.strip() or not str(found.id).strip():
        return f"{name}: its {'question' if context.strip() else 'context'} or its id is empty"
    if too_long(context) or too_long(found.question):
        return f"{name}: a field is longer than {LONGEST_FIELD:,} bytes"
    answers: dict[Answer, None] = {}
    for answer in [] if found.is_impossible else found.answers:
        wrong = _misplaced(answer, context)
        if wrong:
            return f"{name}: {wrong}"
        answers[Answer(answer.text, answer.answer_start)] = None
    if not answers and not found.is_impossible and found.answers:
        return f"{name}: it has no answer"
    language, asked = languages
    return Answerable(str(found.id), context, found.question, tuple(answers), language, origin, asked)


def _misplaced(answer: _Answer, context: str) -> str:
    """Return what is wrong with an answer's place and where it stands instead; empty if nothing is."""
    text, start = answer.text, answer.answer_start
    if not text.strip():
        return "an answer is empty"
    if start >= 0 and context.startswith(text, start):
        return ""
    here = context[start : start + len(text)] if 0 <= start < len(context) else ""
    said = f"the answer {text[:60]!r} is said to be at character {start}, where there is "
    said += repr(here[:60]) if here else "nothing"
    counts = list(_occurrences(context, text))
    if not counts:
        return f"{said}; it stands nowhere in the context"
    for name, width in (("bytes of UTF-8", "utf-8"), ("units of UTF-16", "utf-16-le")):
        unit = 2 if width == "utf-16-le" else 1
        for place in counts:
            if len(context[:place].encode(width, "surrogatepass")) == start * unit:
                return f"{said}; the file counts {name}, and characters were expected ({place})"
    nearest = min(counts, key=lambda place: abs(place - start))
    return f"{said}; it stands at {nearest}"


def _occurrences(context: str, text: str) -> Iterator[int]:
    place = context.find(text)
    while place >= 0:
        yield place
        place = context.find(text, place + 1)
