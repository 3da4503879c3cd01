"""Data sets whose rows hold several texts: pairs with a class, and choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from isogloss.data.columns import ID, Columns, find_column
from isogloss.data.examples import Choice, Pair
from isogloss.data.fingerprint import combined
from isogloss.data.labelling import LONGEST_FIELD, as_text, has_text, too_long
from isogloss.data.layout import SPLITS, ordered, split_name
from isogloss.data.lines import Fault
from isogloss.data.readers.table import reader
from isogloss.data.rejects import Reject
from isogloss.data.rows import DataFile, RawRow
from isogloss.data.selection import pick
from isogloss.errors import InputError
from isogloss.languages import Language

# Part of every fingerprint: another number whenever the same bytes are read as other examples.
_READING: Final = "1"


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of a task kind look: the columns of their texts, and that of the answer.

    extra: a column that is read where it is there.
    """

    task: str
    texts: tuple[str, ...]
    answer: str
    extra: str = ""


# The first whose columns are all there: XCOPA and COPA; PAWS-X and STS layouts; XNLI and MultiNLI; others.
SHAPES: Final = (
    Shape("choice", ("premise", "choice1", "choice2"), "label", extra="question"),
    Shape("pairs", ("premise", "hypothesis"), "label"),
    Shape("pairs", ("sentence1", "sentence2"), "gold_label"),
    Shape("pairs", ("sentence1", "sentence2"), "label"),
    Shape("pairs", ("text1", "text2"), "label"),
    Shape("pairs", ("question1", "question2"), "label"),
)


@dataclass(frozen=True)
class RecordDataset:
    """Paths and a shape, no texts. A Dataset."""

    name: str
    origin: str
    files: Mapping[Language, Mapping[str, DataFile]]
    shape: Shape
    columns: Columns
    licence: str = ""

    @property
    def task(self) -> str:
        """The task kind that the rows have the shape of."""
        return self.shape.task

    def languages(self, split: str | None = None) -> tuple[Language, ...]:
        """Return the languages that have ``split`` (or any), by folder name."""
        return tuple(known for known, files in self.files.items() if split is None or split in files)

    def splits(self, language: Language) -> tuple[str, ...]:
        """Return the splits of a language: train, dev, test, then others by name; none if it is not here."""
        return tuple(self.files.get(language, ()))

    def examples(
        self, split: str, language: Language, *, rejects: list[Reject] | None = None
    ) -> Iterator[Any]:
        """Yield the examples in file order; bad rows and errors as the Dataset contract says."""
        file = pick(self.files, split, language)
        names = self._names(file)
        seen: set[str] = set()
        empty = True
        for number, row in enumerate(reader(file.format).rows(file, names, None), start=1):
            empty = False
            found = row if isinstance(row, Fault) else self._example(row, number, names, file, language)
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
        return combined(_READING, content, ",".join(self._names(file)), str(language), split)

    def remarks(self) -> tuple[str, ...]:
        """Return which columns are read as what."""
        label = self.columns.label or self.shape.answer
        return (f"{self.task}: {' + '.join(self.shape.texts)}, label = {label}",)

    def _names(self, file: DataFile) -> tuple[str, ...]:
        """Return the columns as this file writes them: texts, answer, then extra and id where it has them."""
        header = reader(file.format).columns(file)
        wanted = (*self.shape.texts, self.columns.label or self.shape.answer)
        found = []
        for name in wanted:
            column = find_column(name, header)
            if column is None:
                raise InputError(
                    f"{file} has no column {name!r}.", fix=f"It has {', '.join(map(repr, header))}."
                )
            found.append(column)
        others = [find_column(name, header) for name in (self.shape.extra, *_ids(self.columns)) if name]
        return (*found, *dict.fromkeys(column for column in others if column))

    def _example(
        self, row: RawRow, number: int, names: tuple[str, ...], file: DataFile, language: Language
    ) -> Pair | Choice | Fault:
        values = dict(zip(names, row.values, strict=True))
        width = len(self.shape.texts)
        texts: list[str] = []
        for name, value in list(values.items())[:width]:
            if not isinstance(value, str) or not has_text(value):
                return Fault(row.line, f"the text ({name}) is empty or no text")
            if too_long(value):
                return Fault(row.line, f"the field {name!r} is longer than {LONGEST_FIELD:,} bytes")
            texts.append(value)
        label = as_text(row.values[width])
        if not label:
            return Fault(row.line, f"the label ({names[width]}) is missing")
        ids = [as_text(values[name]) for name in names[width + 1 :] if name in _ids(self.columns)]
        said = ids[0] if ids else None
        identity, origin = said or str(number), f"{file}:{row.line}"
        if self.shape.task == "pairs":
            return Pair(identity, texts[0], texts[1], label, language, origin)
        if label not in ("0", "1"):
            return Fault(row.line, f"the label is {label!r}, expected 0 or 1: which choice is right")
        asked = next((as_text(values[name]) or "" for name in names if name == self.shape.extra), "")
        return Choice(identity, texts[0], tuple(texts[1:]), asked, int(label), language, origin)


def record_dataset(
    files: Mapping[Language, Mapping[str, DataFile]], wished: Columns, *, name: str, origin: str
) -> RecordDataset | None:
    """Return the data set of files whose rows hold several texts; None if the first file's do not."""
    first = next(iter(next(iter(files.values())).values()))
    header = reader(first.format).columns(first)
    for shape in SHAPES:
        needed = (*shape.texts, wished.label or shape.answer)
        if wished.text is None and all(find_column(column, header) for column in needed):
            named = {language: _by_split(own.values()) for language, own in files.items()}
            return RecordDataset(name=name, origin=origin, files=named, shape=shape, columns=wished)
    return None


def _by_split(files: Iterable[DataFile]) -> dict[str, DataFile]:
    """Return the files by the split that a part of their name says: ``test.et.jsonl`` is ``test``."""
    found: dict[str, DataFile] = {}
    for file in files:
        parts = [split_name(part) for part in file.split.replace("_", ".").replace("-", ".").split(".")]
        split = next((part for part in parts if part in SPLITS), file.split)
        if split in found:
            split = file.split
        found[split] = replace(file, split=split)
    return {split: found[split] for split in ordered(found)}


def _ids(columns: Columns) -> Sequence[str]:
    return ID if columns.id is None else (columns.id,)
