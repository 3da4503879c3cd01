"""Data sets whose rows hold several texts, numbers, or texts to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from isogloss.data.columns import ID, LANGUAGE, SPLIT, Chosen, Columns, find_column
from isogloss.data.fingerprint import combined
from isogloss.data.grouping import group_rows
from isogloss.data.labelling import as_text
from isogloss.data.layout import SPLITS, ordered, split_name
from isogloss.data.lines import Fault
from isogloss.data.readers.table import reader
from isogloss.data.rejects import Reject
from isogloss.data.rows import DataFile, RawRow
from isogloss.data.selection import pick
from isogloss.data.shapes import Cells, Record, Shape, record, settled, shape_of, texts_of
from isogloss.errors import InputError
from isogloss.languages import Language

# Part of every fingerprint: another number whenever the same bytes are read as other examples.
_READING: Final = "1"
_SAMPLED: Final = 100
_NO_GOLD: Final = "-"  # MultiNLI, where those who judged a pair did not agree


@dataclass(frozen=True)
class RecordDataset:
    """Paths and a shape, no texts. A Dataset.

    by_language: the rows of a file name their language (and split), and one file stands behind many
        languages. notes: what else is to be remarked.
    """

    name: str
    origin: str
    files: Mapping[Language, Mapping[str, DataFile]]
    shape: Shape
    columns: Columns
    by_language: bool = False
    notes: tuple[str, ...] = ()
    licence: str = ""

    @property
    def task(self) -> str:
        """The task kind that the rows have the shape of."""
        return self.shape.task

    def languages(self, split: str | None = None) -> tuple[Language, ...]:
        """Return the languages that have ``split`` (or any), by folder name or in the order of the rows."""
        return tuple(known for known, files in self.files.items() if split is None or split in files)

    def splits(self, language: Language) -> tuple[str, ...]:
        """Return the splits of a language: train, dev, test, then others by name; none if it is not here."""
        return tuple(self.files.get(language, ()))

    def examples(
        self, split: str, language: Language, *, rejects: list[Reject] | None = None
    ) -> Iterator[Any]:
        """Yield the examples in file order; bad rows and errors as the Dataset contract says."""
        file = pick(self.files, split, language)
        chosen = self.chosen(file)
        rows = (
            group_rows(file, chosen, (language, split))
            if self.by_language
            else reader(file.format).rows(file, chosen.names(), None)
        )
        seen: set[str] = set()
        empty = True
        for number, row in enumerate(rows, start=1):
            empty = False
            found = row if isinstance(row, Fault) else self._example(row, number, chosen, file, language)
            if not isinstance(found, Fault):
                if found.id not in seen:
                    seen.add(found.id)
                    yield found
                    continue
                found = Fault(row.line, f"the id {found.id!r} comes a second time in {split} of {language}")
            if rejects is None:
                raise found.error(file.path)
            rejects.append(Reject(str(file), found.line, found.reason, split, str(language)))
        if empty:
            raise InputError(f"{file} has no rows.", fix="A header and rows were expected.")

    def fingerprint(self, split: str, language: Language) -> str:
        """Return a hash of the file's content, the columns that are read, the language and the split."""
        file = pick(self.files, split, language)
        content = reader(file.format).digest(file)
        names = ",".join(self.chosen(file).names())
        return combined(_READING, self.task, content, names, str(language), split)

    def remarks(self) -> tuple[str, ...]:
        """Return which columns are read as what."""
        label = self.columns.label or self.shape.answer
        return (f"{self.task}: {' + '.join(self.shape.texts)}, label = {label}", *self.notes)

    def chosen(self, file: DataFile) -> Chosen:
        """Return the columns as this file writes them; the extra one stands last among the texts.

        Raises InputError for one that is missing.
        """
        return chosen_of(self.shape, self.columns, file, by_language=self.by_language)

    def _example(
        self, row: RawRow, number: int, chosen: Chosen, file: DataFile, language: Language
    ) -> Record | Fault:
        values = dict(zip(chosen.names(), row.values, strict=True))
        names = chosen.text[: len(self.shape.texts)]
        label = values[chosen.label]
        cells = Cells(
            texts=tuple(values[name] for name in names),
            answer=label,
            extra=next((values[name] for name in chosen.text[len(names) :]), None),
            id=(as_text(values[chosen.id]) if chosen.id else None) or str(number),
            language=language,
            origin=f"{file}:{row.line}",
        )
        wrong = texts_of(cells, names)
        if wrong is None and label == _NO_GOLD and self.task == "pairs":
            wrong = "the label is '-': those who judged it did not agree"
        found = wrong or record(self.shape.task, cells)
        return Fault(row.line, found) if isinstance(found, str) else found


def chosen_of(shape: Shape, wished: Columns, file: DataFile, *, by_language: bool) -> Chosen:
    """Return the columns of a file that a shape wants; raises InputError for one that is missing."""
    header = reader(file.format).columns(file)

    def there(name: str) -> str:
        found = find_column(name, header)
        if found is None:
            raise InputError(f"{file} has no column {name!r}.", fix=f"It has {', '.join(map(repr, header))}.")
        return found

    texts = [there(name) for name in shape.texts]
    extra = find_column(shape.extra, header) if shape.extra else None
    label = there(wished.label or shape.answer)
    taken = {*texts, label}
    ids = [found for name in _ids(wished) if (found := find_column(name, header)) and found not in taken]
    language = _usual(header, (wished.language,) if wished.language else LANGUAGE) if by_language else None
    return Chosen(
        text=(*texts, *([extra] if extra and extra not in taken else [])),
        label=label,
        id=ids[0] if ids else None,
        language=language,
        split=_usual(header, SPLIT) if by_language else None,
    )


def record_shape(file: DataFile, wished: Columns) -> Shape | None:
    """Return what the rows of a file are; None where they are texts with a class."""
    reading = reader(file.format)
    shape = shape_of(reading.columns(file), wished)
    if shape is None:
        return None
    label = find_column(wished.label or shape.answer, reading.columns(file)) or shape.answer
    rows = islice(reading.rows(file, (label,), None), _SAMPLED)
    answers = [row.values[0] for row in rows if isinstance(row, RawRow)]
    return settled(shape, answers)


def record_dataset(
    files: Mapping[Language, Mapping[str, DataFile]],
    wished: Columns,
    *,
    name: str,
    origin: str,
    notes: tuple[str, ...] = (),
) -> RecordDataset | None:
    """Return the data set of files whose rows are no texts with a class; None if the first file's are.

    The first is the first that can be read: what is wrong with others is said where they are asked for.
    Raises InputError if none can be.
    """
    shape = _first_shape([file for own in files.values() for file in own.values()], wished)
    if shape is None:
        return None
    named = {language: _by_split(own.values()) for language, own in files.items()}
    return RecordDataset(name=name, origin=origin, files=named, shape=shape, columns=wished, notes=notes)


def _first_shape(files: Sequence[DataFile], wished: Columns) -> Shape | None:
    faults = []
    for file in files:
        try:
            return record_shape(file, wished)
        except InputError as fault:
            faults.append(fault)
    raise faults[0]


def split_of(file: DataFile) -> str:
    """Return the split that a part of a file's name says: ``test.et.jsonl`` is ``test``; else its name."""
    parts = [split_name(part) for part in file.split.replace("_", ".").replace("-", ".").split(".")]
    return next((part for part in parts if part in SPLITS), file.split)


def _by_split(files: Iterable[DataFile]) -> dict[str, DataFile]:
    """Return the files by the split that a part of their names says."""
    found: dict[str, DataFile] = {}
    for file in files:
        split = split_of(file)
        if split in found:
            split = file.split
        found[split] = replace(file, split=split)
    return {split: found[split] for split in ordered(found)}


def _usual(header: Sequence[str], names: Sequence[str]) -> str | None:
    return next((found for name in names if (found := find_column(name, header))), None)


def _ids(columns: Columns) -> Sequence[str]:
    return ID if columns.id is None else (columns.id,)
