"""Files whose rows name their language, as one data set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from isogloss.data.columns import Columns, choose, has_language
from isogloss.data.files import FileDataset
from isogloss.data.grouping import groups
from isogloss.data.layout import ordered, split_name
from isogloss.data.readers.table import reader
from isogloss.data.records import RecordDataset, chosen_of, record_shape, split_of
from isogloss.data.rows import DataFile
from isogloss.errors import InputError
from isogloss.languages import Language


def dataset_of_rows(
    found: list[DataFile], wished: Columns, *, name: str, origin: str
) -> FileDataset | RecordDataset:
    """Return the data set of files whose rows name their language; each is read once, for its languages.

    Raises InputError if no row names a known language, or if two files have rows of one split and language.
    """
    files: dict[Language, dict[str, DataFile]] = {}
    spellings: dict[Language, dict[str, None]] = {}
    notes: list[str] = []
    shape = (
        record_shape(found[0], wished)
        if has_language(reader(found[0].format).columns(found[0]), wished)
        else None
    )
    for file in found if shape is None else [replace(file, split=split_of(file)) for file in found]:
        chosen = (
            choose(reader(file.format).columns(file), wished, str(file), by_language=True)
            if shape is None
            else chosen_of(shape, wished, file, by_language=True)
        )
        if chosen.split is None and file.format != "hf" and file.split != _stem(file):
            notes.append(f"split = {file.split} ({file.path.name} has no column for it)")
        grouped = groups(file, chosen)
        if not grouped.runs:
            raise InputError(
                f"{file}: no row names a known language in the column {chosen.language!r}.",
                fix="Name languages by a code (swh, sw, swh_Latn) or an English name.",
            )
        for language, split in grouped.runs:
            _add(files.setdefault(language, {}), split, file, language)
        for language, names in grouped.spellings.items():
            spellings.setdefault(language, {}).update(dict.fromkeys(names))
    said = (*notes, *_spelt(spellings))
    known = _in_order(files)
    if shape is not None:
        return RecordDataset(name, origin, known, shape, wished, by_language=True, notes=said)
    return FileDataset(name, origin, known, wished, by_language=True, notes=said)


def _spelt(spellings: Mapping[Language, Iterable[str]]) -> Iterator[str]:
    """Yield a remark for each language that rows name in several ways."""
    for language, given in spellings.items():
        names = list(given)
        if len(names) > 1:
            yield f"language: {', '.join(map(repr, names))} = {language}"


def _stem(file: DataFile) -> str:
    return split_name(file.path.name.partition(".")[0])


def _add(splits: dict[str, DataFile], split: str, file: DataFile, language: Language) -> None:
    if split in splits:
        raise InputError(
            f"{splits[split].path} and {file.path} both have rows of the split {split} in {language}.",
            fix="Keep each split of a language in one file.",
        )
    splits[split] = file


def _in_order(
    files: Mapping[Language, Mapping[str, DataFile]],
) -> Mapping[Language, Mapping[str, DataFile]]:
    return {
        language: {split: splits[split] for split in ordered(splits)} for language, splits in files.items()
    }
