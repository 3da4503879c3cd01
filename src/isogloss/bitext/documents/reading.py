"""Documents out of files and folders: sentences with the lines that they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from isogloss.data.lines import missing, read_lines
from isogloss.errors import BadRow, InputError

if TYPE_CHECKING:
    from isogloss.languages import Language


@dataclass(frozen=True, slots=True)
class Document:
    """The sentences of one document, and for each the line it stands on, from 1.

    name: the file's, and in a file of several documents the first line's number after it.
    """

    name: str
    sentences: tuple[str, ...]
    lines: tuple[int, ...]


def matched_files(a: Path, b: Path) -> tuple[list[tuple[Path, Path]], list[str]]:
    """Return the files to be compared, by name where two folders are given, and those that have no other.

    Hidden files are passed over. Raises InputError for a file and a folder, or folders without a common name.
    """
    for place in (a, b):
        if not place.exists():
            raise missing(place)
    if a.is_dir() != b.is_dir():
        raise InputError(
            f"{a if a.is_dir() else b} is a folder and {b if a.is_dir() else a} is a file.",
            fix="Give two files, or two folders whose files have the same names.",
        )
    if not a.is_dir():
        return [(a, b)], []
    names = [{file.name for file in side.iterdir() if _is_document(file)} for side in (a, b)]
    both = sorted(names[0] & names[1])
    if not both:
        raise InputError(
            f"{a} and {b} have no file of the same name.", fix="A document and its translation share theirs."
        )
    return [(a / name, b / name) for name in both], sorted(names[0] ^ names[1])


def read_text_documents(path: Path, *, cut: bool = False, language: Language | None = None) -> list[Document]:
    """Return the documents of a file, which blank lines part; each line is a sentence.

    cut: each line is running text, cut into sentences by the rules of ``language``. Raises InputError
    for what is no UTF-8 text, and for a file without text.
    """
    documents, sentences, lines = [], [], []
    try:
        physical = list(read_lines(path))
    except BadRow as fault:
        raise InputError(fault.message, fix="Text in UTF-8 was expected.") from None
    for number, text in [*physical, (0, "")]:
        for sentence in _sentences(text, cut, language):
            sentences.append(sentence)
            lines.append(number)
        if not text.strip() and sentences:
            documents.append(Document(f"{path.name}:{lines[0]}", tuple(sentences), tuple(lines)))
            sentences, lines = [], []
    if not documents:
        raise InputError(f"{path} holds no text.", fix="A sentence a line was expected.")
    return documents


def _sentences(text: str, cut: bool, language: Language | None) -> Iterator[str]:
    from isogloss.languages import sentences

    if not text.strip():
        return
    if not cut:
        yield text.strip()
        return
    yield from (span.text.strip() for span in sentences(text, language) if span.text.strip())


def _is_document(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")
