"""A data set of files: a folder a language, or rows that name their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from isogloss.data.columns import Chosen, Columns, choose
from isogloss.data.examples import Labelled
from isogloss.data.fingerprint import combined
from isogloss.data.grouping import group_rows
from isogloss.data.labelling import labelled
from isogloss.data.readers.table import reader
from isogloss.data.rejects import Reject
from isogloss.data.rows import DataFile
from isogloss.data.selection import pick
from isogloss.errors import InputError
from isogloss.languages import Language

# Part of every fingerprint: another number whenever the same bytes are read as other examples.
_READING = "1"


@dataclass(frozen=True)
class FileDataset:
    """Paths and choices, no texts: what the files hold is read when asked for. A Dataset.

    files: the file of each language and split. by_language: the rows of a file name their language (and
        split), and one file stands behind many languages. notes: what else is to be remarked.
    """

    name: str
    origin: str
    files: Mapping[Language, Mapping[str, DataFile]]
    columns: Columns = field(default_factory=Columns)
    by_language: bool = False
    notes: tuple[str, ...] = ()
    task: str = "classification"
    licence: str = ""

    def languages(self, split: str | None = None) -> tuple[Language, ...]:
        """Return the languages that have ``split`` (or any): by folder name, or in the order of the rows."""
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
        before = len(rejects) if rejects is not None else 0
        empty = True
        for example in labelled(
            group_rows(file, chosen, (language, split))
            if self.by_language
            else reader(file.format).rows(file, chosen.names(), None),
            chosen=chosen,
            place=str(file),
            split=split,
            language=language,
            rejects=rejects,
        ):
            empty = False
            yield example
        if empty and (rejects is None or len(rejects) == before):
            raise InputError(f"{file} has no rows.", fix="A header and rows were expected.")

    def fingerprint(self, split: str, language: Language) -> str:
        """Return a hash of the file's content, the columns that are read, the language and the split."""
        file = pick(self.files, split, language)
        content = reader(file.format).digest(file)
        return combined(_READING, content, str(self._chosen(file)), str(language), split)

    def remarks(self) -> tuple[str, ...]:
        """Return which columns were chosen, once if all files agree, and what else was decided."""
        chosen: dict[str, dict[str, None]] = {}
        for files in self.files.values():
            for file in files.values():
                chosen.setdefault(str(self._chosen(file)), {})[str(file)] = None
        if len(chosen) == 1:
            return (*chosen, *self.notes)
        return (*(_remark(columns, tuple(places)) for columns, places in chosen.items()), *self.notes)

    def _chosen(self, file: DataFile) -> Chosen:
        return choose(
            reader(file.format).columns(file), self.columns, str(file), by_language=self.by_language
        )


def _remark(columns: str, places: tuple[str, ...]) -> str:
    others = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return f"{columns} ({places[0]}{others})"
