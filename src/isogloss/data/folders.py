"""A data set of files, a folder a language or a column for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from isogloss.data.columns import Chosen, Columns, choose
from isogloss.data.examples import Labelled
from isogloss.data.fingerprint import combined, content_digest
from isogloss.data.labelling import labelled
from isogloss.data.layout import File
from isogloss.data.readers.table import reader
from isogloss.data.rejects import Reject
from isogloss.data.selection import pick
from isogloss.errors import InputError
from isogloss.languages import Language

# Part of every fingerprint: another number whenever the same bytes are read as other examples.
_READING = "1"


@dataclass(frozen=True)
class FolderDataset:
    """``DATA/<language>/<split>.<format>``: paths and choices, no texts; a Dataset."""

    name: str
    origin: str
    files: Mapping[Language, Mapping[str, File]]
    columns: Columns = field(default_factory=Columns)
    beside: tuple[str, ...] = ()
    task: str = "classification"
    licence: str = ""

    def languages(self, split: str | None = None) -> tuple[Language, ...]:
        """Return the languages that have ``split`` (or any), in the order of the folders' names."""
        return tuple(known for known, files in self.files.items() if split is None or split in files)

    def splits(self, language: Language) -> tuple[str, ...]:
        """Return the splits of a language: train, dev, test, then others by name; none if it is not here."""
        return tuple(self.files.get(language, ()))

    def examples(
        self, split: str, language: Language, *, rejects: list[Reject] | None = None
    ) -> Iterator[Labelled]:
        """Yield the examples in file order; bad rows and errors as the Dataset contract says."""
        file = pick(self.files, split, language)
        chosen = self._chosen(file)
        return _with_rows(
            labelled(
                reader(file.format).rows(file.path, chosen.names()),
                chosen=chosen,
                place=file.path,
                split=split,
                language=language,
                rejects=rejects,
            ),
            file,
            rejects,
        )

    def fingerprint(self, split: str, language: Language) -> str:
        """Return a hash of the file's content, the columns that are read and the language."""
        file = pick(self.files, split, language)
        return combined(_READING, content_digest(file.path), str(self._chosen(file)), str(language))

    def remarks(self) -> tuple[str, ...]:
        """Return which columns were chosen, once if all files agree, and which files stand unread beside."""
        chosen: dict[str, list[Path]] = {}
        for files in self.files.values():
            for file in files.values():
                chosen.setdefault(str(self._chosen(file)), []).append(file.path)
        if len(chosen) == 1:
            return (*chosen, *self.beside)
        return (*(_remark(columns, paths) for columns, paths in chosen.items()), *self.beside)

    def _chosen(self, file: File) -> Chosen:
        return choose(reader(file.format).columns(file.path), self.columns, file.path)


def _with_rows(examples: Iterator[Labelled], file: File, rejects: list[Reject] | None) -> Iterator[Labelled]:
    before = len(rejects) if rejects is not None else 0
    empty = True
    for example in examples:
        empty = False
        yield example
    if empty and (rejects is None or len(rejects) == before):
        raise InputError(f"{file.path} has no rows.", fix="A header and rows were expected.")


def _remark(columns: str, paths: list[Path]) -> str:
    others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"{columns} ({paths[0]}{others})"
