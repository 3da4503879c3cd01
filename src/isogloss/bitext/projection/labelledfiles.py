"""Labelled files as marked texts: what is read of each format, and how the same is written again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import msgspec

from isogloss.bitext.projection.translations import Translatable
from isogloss.bitext.projection.treebanks import TreebankFile
from isogloss.data.marked import Marked
from isogloss.data.readers.conll import Repair, read_conll
from isogloss.data.readers.conllu import read_treebank
from isogloss.data.readers.spans import MarkedRow, read_spans
from isogloss.data.readers.squad import Article, read_articles
from isogloss.data.rejects import Reject
from isogloss.data.writers.conll import conll_lines
from isogloss.data.writers.squad import squad_json
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.views.projection.answers import answered, marked_passage
from isogloss.views.projection.projected import Projected
from isogloss.views.projection.tagging import marked_sentence, tagged_sentence, tokens


class LabelledFile(Protocol):
    """A file's marked texts, what else of it is to be translated, and how it is written anew."""

    @property
    def marked(self) -> Sequence[Marked]:
        """The texts, with unique ids."""
        ...

    @property
    def beside(self) -> Sequence[Translatable]:
        """Texts without marks that are translated too, such as questions; ids are no marked text's."""
        ...

    def texts(self) -> Iterator[Translatable]:
        """Yield all that is to be translated, in the order of the file."""
        ...

    def written(
        self, projections: Mapping[str, Projected], beside: Mapping[str, str], rejects: list[Reject]
    ) -> bytes:
        """Return the file with the texts of ``projections`` (by id); what has no place in it is rejected."""
        ...


@dataclass(frozen=True, slots=True)
class ConllFile:
    """Sentences of a CoNLL file. tokenized: the translations' words are what stands between blanks."""

    marked: tuple[Marked, ...]
    tokenized: bool = False
    beside: tuple[Translatable, ...] = ()

    def texts(self) -> Iterator[Translatable]:
        """Yield the sentences, their words joined by blanks."""
        return (Translatable(sentence.id, sentence.text) for sentence in self.marked)

    def written(
        self, projections: Mapping[str, Projected], beside: Mapping[str, str], rejects: list[Reject]
    ) -> bytes:
        """Return a word and its tag a line; the words of a translation are cut by the library's rules."""
        del beside, rejects
        sentences = []
        for sentence in self.marked:
            if projected := projections.get(sentence.id):
                cut = tokens(projected.text, tokenized=self.tokenized)
                sentences.append(tagged_sentence(projected.marked, cut))
        return "".join(conll_lines(sentences)).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class SquadFile:
    """Passages of a SQuAD file as marked texts, and their questions beside."""

    articles: tuple[Article, ...]

    @property
    def marked(self) -> tuple[Marked, ...]:
        """The passages that have questions."""
        return tuple(
            marked_passage(passage, _passage(number, count))
            for number, article in enumerate(self.articles)
            for count, passage in enumerate(article.passages)
            if passage
        )

    @property
    def beside(self) -> tuple[Translatable, ...]:
        """The questions."""
        return tuple(
            Translatable(question.id, question.question)
            for article in self.articles
            for passage in article.passages
            for question in passage
        )

    def passages(self) -> Iterator[tuple[Marked, list[str]]]:
        """Yield each passage with the ids of its questions."""
        asked = (passage for article in self.articles for passage in article.passages if passage)
        for marked, passage in zip(self.marked, asked, strict=True):
            yield marked, [question.id for question in passage]

    def texts(self) -> Iterator[Translatable]:
        """Yield each passage, then its questions."""
        for number, article in enumerate(self.articles):
            for count, passage in enumerate(article.passages):
                if passage:
                    yield Translatable(_passage(number, count), passage[0].context)
                    for question in passage:
                        yield Translatable(question.id, question.question)

    def written(
        self, projections: Mapping[str, Projected], beside: Mapping[str, str], rejects: list[Reject]
    ) -> bytes:
        """Return SQuAD JSON; a question whose answers were all lost is rejected."""
        articles = []
        for number, article in enumerate(self.articles):
            passages = []
            for count, passage in enumerate(article.passages):
                projected = projections.get(_passage(number, count))
                if projected is None:
                    continue
                made = answered(passage, projected, beside)
                for question, found in zip(passage, made, strict=True):
                    if found is None:
                        rejects.append(
                            _reject(question.origin, f"question {question.id!r}: its answers were lost")
                        )
                passages.append(tuple(found for found in made if found is not None))
            articles.append(replace(article, passages=tuple(passages)))
        return squad_json(articles)


@dataclass(frozen=True, slots=True)
class SpansFile:
    """Rows of JSON Lines; keys that are not ours come out as they went in."""

    rows: tuple[MarkedRow, ...]
    beside: tuple[Translatable, ...] = ()

    @property
    def marked(self) -> tuple[Marked, ...]:
        """The rows' texts."""
        return tuple(row.example for row in self.rows)

    def texts(self) -> Iterator[Translatable]:
        """Yield the rows' texts."""
        return (Translatable(row.example.id, row.example.text) for row in self.rows)

    def written(
        self, projections: Mapping[str, Projected], beside: Mapping[str, str], rejects: list[Reject]
    ) -> bytes:
        """Return a row for each projected text, with the spans that have a place."""
        del beside, rejects
        lines = []
        for row in self.rows:
            if projected := projections.get(row.example.id):
                spans = [
                    {
                        "label": mark.label,
                        "start": mark.start,
                        "end": mark.end,
                        "text": projected.text[mark.start : mark.end],
                        **({"id": mark.id} if mark.id else {}),
                        **({"role": mark.role} if mark.role else {}),
                    }
                    for mark in projected.marked.marks
                ]
                fields = {**row.fields, "text": projected.text, "spans": spans}
                lines.append(msgspec.json.encode(fields) + b"\n")
        return b"".join(lines)


@dataclass(frozen=True, slots=True)
class Opened:
    """A labelled file, the rows of it that were refused, and the tags that were repaired."""

    file: LabelledFile | TreebankFile
    rejects: list[Reject]
    repairs: list[Repair]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a labelled file is read.

    kind: ``conll``, ``conllu``, ``squad`` or ``spans``; by default what the name says: ``.json`` is SQuAD,
    ``.jsonl`` texts with spans, ``.conllu`` a treebank, any other CoNLL. tokenized: the words of translations
    are what stands between blanks.
    keep_going: bad rows are set aside.
    """

    kind: str = ""
    tokenized: bool = False
    keep_going: bool = False


def open_labelled(path: Path, language: Language, reading: Reading | None = None) -> Opened:
    """Return the marked texts of a file.

    Raises BadRow at the first bad row unless they are set aside, and InputError for a file that cannot be
    read, or an unknown kind.
    """
    how = reading or Reading()
    rejects: list[Reject] = []
    repairs: list[Repair] = []
    refused = rejects if how.keep_going else None
    if (kind := how.kind or kind_of(path)) not in _OPENERS:
        raise InputError(f"{kind!r} is no kind of labelled file.", fix=f"Take {', '.join(_OPENERS)}.")
    return Opened(_OPENERS[kind](path, language, how, refused, repairs), rejects, repairs)


_Refused: TypeAlias = list[Reject] | None  # None where a bad row is an error


def _conll(
    path: Path, language: Language, how: Reading, refused: _Refused, repairs: list[Repair]
) -> ConllFile:
    sentences = read_conll(path, language, rejects=refused, repairs=repairs)
    return ConllFile(tuple(map(marked_sentence, sentences)), how.tokenized)


def _treebank(
    path: Path, language: Language, how: Reading, refused: _Refused, _: list[Repair]
) -> TreebankFile:
    return TreebankFile(tuple(read_treebank(path, language, rejects=refused)), how.tokenized)


def _squad(path: Path, language: Language, _how: Reading, refused: _Refused, _: list[Repair]) -> SquadFile:
    return SquadFile(tuple(read_articles(path, language, rejects=refused)))


def _spans(path: Path, language: Language, _how: Reading, refused: _Refused, _: list[Repair]) -> SpansFile:
    return SpansFile(tuple(read_spans(path, language, rejects=refused)))


_OPENERS: Final[
    Mapping[str, Callable[[Path, Language, Reading, _Refused, list[Repair]], LabelledFile | TreebankFile]]
] = {"conll": _conll, "conllu": _treebank, "spans": _spans, "squad": _squad}


def kind_of(path: Path) -> str:
    """Return what a file's name says of its kind."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in (".gz", ".zst")]
    return _KINDS.get(suffixes[-1] if suffixes else "", "conll")


_KINDS: Final[Mapping[str, str]] = {
    ".conllu": "conllu",
    ".json": "squad",
    ".jsonl": "spans",
    ".ndjson": "spans",
}


def _passage(number: int, count: int) -> str:
    return f"data[{number}].paragraphs[{count}]"


def _reject(origin: str, reason: str) -> Reject:
    file, _, line = origin.rpartition(":")
    return Reject(file, int(line), reason)
