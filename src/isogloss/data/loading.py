"""From a place that a user names to a data set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from stat import S_ISDIR

from isogloss.data.annotated import annotated_dataset
from isogloss.data.beside import left_unread
from isogloss.data.columns import Columns, choose
from isogloss.data.dataset import Dataset
from isogloss.data.files import FileDataset
from isogloss.data.grouped import dataset_of_rows
from isogloss.data.layout import (
    EXPECTED,
    SPLITS,
    data_file,
    data_files,
    language_folders,
    refuse_spreadsheets,
)
from isogloss.data.lines import missing
from isogloss.data.naming import named_files
from isogloss.data.readers.table import reader
from isogloss.data.records import RecordDataset, chosen_of, record_dataset, record_shape
from isogloss.data.rows import DataFile, RawRow
from isogloss.data.standard_input import saved_input
from isogloss.data.sums import sums_by_language, sums_in_folders
from isogloss.errors import InputError
from isogloss.languages import Language

_SAMPLED = 20


def load_dataset(place: str | Path, *, columns: Columns | None = None) -> Dataset:
    """Return the data set that stands at a place; its texts are read when asked for.

    place: a folder ``DATA/<language>/<split>.<format>``; a file whose rows or whose name (``eng.csv``) say
        the language, or a folder of such files; ``-`` for standard input; ``hf:NAME-or-folder[:CONFIG]``
        for the ``datasets`` library.
    columns: names of columns, where they are not to be found by name.
    Raises InputError if there is no data set, with what was expected.
    """
    wished = columns or Columns()
    if str(place).startswith("hf:"):
        from isogloss.data.readers.hf import load_hf

        return load_hf(str(place), wished)
    if str(place) == "-":
        return _of_files([_alone(saved_input())], wished, name="stdin", origin="-")
    path = Path(place)
    if _is_folder(path):
        return _of_folder(path, wished)
    if data_file(path) is None:
        found = annotated_dataset(path)
        if found is not None:
            return found
    return _of_files([_alone(path)], wished, name=path.name.partition(".")[0], origin=str(place))


def _of_files(
    files: list[DataFile], wished: Columns, *, name: str, origin: str
) -> FileDataset | RecordDataset:
    """Return the data set of files that stand in no folder of a language: names or rows say theirs."""
    named = sums_by_language(files) or named_files(files, wished)
    if named is None:
        return dataset_of_rows(files, wished, name=name, origin=origin)
    known = _with_scripts(named, wished)
    notes = tuple(
        f"language = {language}, split = {split} ({file.path.name} is named so)"
        for language, splits in known.items()
        for split, file in splits.items()
    )
    return record_dataset(known, wished, name=name, origin=origin, notes=notes) or FileDataset(
        name=name, origin=origin, files=known, columns=wished, notes=notes
    )


def _is_folder(path: Path) -> bool:
    """Whether the path is a folder; raises InputError if there is nothing, or nothing that may be seen."""
    try:
        return S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        raise missing(path) from None
    except (OSError, ValueError) as fault:
        said = getattr(fault, "strerror", None) or str(fault)
        raise InputError(f"{str(path)[:200]} cannot be read: {said}.", fix="Check the path.") from None


def _of_folder(root: Path, wished: Columns) -> Dataset:
    name = root.resolve().name
    files = sums_in_folders(language_folders(root))
    alone = data_files(root)
    if files and (records := record_dataset(files, wished, name=name, origin=str(root))) is not None:
        records = replace(records, files=_with_scripts(records.files, wished))
        return replace(records, notes=(*records.notes, *left_unread(root, alone)))
    if files:
        known = _with_scripts(files, wished)
        notes = left_unread(root, alone)
        return FileDataset(name=name, origin=str(root), files=known, columns=wished, notes=notes)
    if not alone:
        refuse_spreadsheets(sorted((*root.glob("*"), *root.glob("*/*"))))
        annotated = annotated_dataset(root)
        if annotated is not None:
            return annotated
        raise InputError(f"{root} holds no data files.", fix=EXPECTED)
    dataset = _of_files(alone, wished, name=name, origin=str(root))
    return replace(dataset, notes=(*dataset.notes, *left_unread(root, ())))


def _alone(path: Path) -> DataFile:
    """Return a single file: the split its name says if that is a standard one, else ``train``."""
    file = data_file(path)
    if file is None:
        refuse_spreadsheets([path])
        raise InputError(f"{path} is no file of a known kind.", fix=EXPECTED)
    return file if file.split in SPLITS else replace(file, split="train")


def _with_scripts(
    files: Mapping[Language, Mapping[str, DataFile]], wished: Columns
) -> Mapping[Language, Mapping[str, DataFile]]:
    """Return the same files with the script of each language that its code does not tell, from its texts."""
    known: dict[Language, Mapping[str, DataFile]] = {}
    for language, splits in files.items():
        found = language
        if language.script == "Zyyy":
            found = Language.parse(str(language.code), sample=_sample(splits.values(), wished))
            found = replace(found, region=language.region)
        if found in known:
            raise InputError(f"Two folders are the same language, {found}.", fix="Merge or rename one.")
        known[found] = splits
    return known


def _sample(files: Iterable[DataFile], wished: Columns) -> str:
    """Return some text of the first file that can be read; what is wrong with others is said later."""
    for file in files:
        with suppress(InputError):
            return _beginning(file, wished)
    return ""


def _beginning(file: DataFile, wished: Columns) -> str:
    reading = reader(file.format)
    shape = record_shape(file, wished)
    if shape is not None:
        text = chosen_of(shape, wished, file, by_language=False).text[len(shape.texts) - 1]
    else:
        text = choose(reading.columns(file), wished, str(file)).text[-1]
    rows = islice(reading.rows(file, (text,), None), _SAMPLED)
    return "\n".join(str(row.values[0])[:1000] for row in rows if isinstance(row, RawRow))
