"""Sentence pairs out of translated documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.bitext.documents.beads import MOST, SKIP, Bead, align_sentences
from isogloss.bitext.documents.reading import Document, matched_files, read_text_documents
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.models.contracts import Encoder


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of a document and of its translation, with line numbers from 1; one side may be empty."""

    score: float
    source_lines: tuple[int, ...]
    target_lines: tuple[int, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlignedDocuments:
    """A document and its translation, by name, and their passages in order: every sentence is in one."""

    source: str
    target: str
    passages: tuple[Passage, ...]


def align_documents(
    a: Path | str,
    b: Path | str,
    *,
    source: Language | str | None = None,
    target: Language | str | None = None,
    cut: bool = False,
    encoder: Encoder | None = None,
    most: int = MOST,
    skip: float = SKIP,
) -> Iterator[AlignedDocuments]:
    """Yield documents and their translations, aligned, a document at a time.

    a, b: two files, in which blank lines part documents, or two folders of files with the same names. cut:
    lines are running text, not sentences. Otherwise as ``align_sentences``. Raises InputError where the sides
    do not hold the same number of documents, UnknownLanguage, BadRow.
    """
    from isogloss.models.registry import load_encoder

    languages = (Language.given(source), Language.given(target))
    model = encoder or load_encoder("static")
    files, _ = matched_files(Path(a), Path(b))
    for left, right in track(files, label="aligning", unit="files"):
        sides = [
            read_text_documents(path, cut=cut, language=language)
            for path, language in zip((left, right), languages, strict=True)
        ]
        if len(sides[0]) != len(sides[1]):
            raise InputError(
                f"{left} holds {len(sides[0]):,} documents and {right} {len(sides[1]):,}.",
                fix="Blank lines part documents; both sides need the same number, in the same order.",
            )
        for one, other in zip(*sides, strict=True):
            beads = align_sentences(
                one.sentences, other.sentences, model, languages=languages, most=most, skip=skip
            )
            yield AlignedDocuments(one.name, other.name, tuple(_passage(bead, one, other) for bead in beads))


def _passage(bead: Bead, one: Document, other: Document) -> Passage:
    return Passage(
        bead.score,
        tuple(dict.fromkeys(one.lines[place] for place in bead.source)),
        tuple(dict.fromkeys(other.lines[place] for place in bead.target)),
        tuple(one.sentences[place] for place in bead.source),
        tuple(other.sentences[place] for place in bead.target),
    )
