"""Which files of a place hold which split of which language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from isogloss.data.lines import missing
from isogloss.data.rows import DataFile
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language

SPLITS: Final = ("train", "dev", "test")
FORMATS: Final = ("tsv", "csv", "jsonl", "parquet")
_PACKED: Final = (".gz", ".zst")
_SAME: Final = {"val": "dev", "valid": "dev", "validation": "dev"}

_SPREADSHEETS: Final = (".xlsx", ".xls", ".ods")

EXPECTED: Final = (
    "Expected DATA/<language>/{train,dev,test}.{tsv,csv,jsonl,parquet} (.gz and .zst too), "
    "or files with a column for the language."
)


def split_name(name: str) -> str:
    """Return a split's name as it is called here: ``valid`` and ``validation`` are ``dev``."""
    folded = name.strip().casefold()
    return _SAME.get(folded, folded if folded in SPLITS else name.strip())


def unpacked_name(path: Path) -> str:
    """Return a file's name without what says that it is compressed."""
    name = path.name
    for packed in _PACKED:
        name = name.removesuffix(packed)
    return name


def data_file(path: Path) -> DataFile | None:
    """Return what a file's name says; None if it is of no known kind."""
    name = unpacked_name(path)
    stem, _, extension = name.rpartition(".")
    extension = extension.casefold()
    if not stem or extension not in FORMATS:
        return None
    if extension == "parquet" and name != path.name:
        raise InputError(
            f"{path}: Parquet is compressed inside and is not read packed.", fix="Unpack it first."
        )
    return DataFile(path, extension, split_name(stem))


def refuse_spreadsheets(paths: Iterable[Path]) -> None:
    """Raise InputError for the first path that is a spreadsheet, with what to save it as."""
    for path in paths:
        if path.suffix.casefold() in _SPREADSHEETS:
            raise InputError(
                f"{path} is a spreadsheet, and none is read.",
                fix="Save it as CSV (UTF-8) in the spreadsheet program and name that file.",
            )


def data_files(folder: Path) -> list[DataFile]:
    """Return the data files directly in a folder by name; raises InputError for a link to nowhere."""
    found = []
    for path, is_folder in _listed(folder):
        file = None if is_folder else data_file(path)
        if file is not None:
            if not path.exists():
                raise InputError(f"{path} is a link to a file that does not exist.", fix="Mend or remove it.")
            found.append(file)
    return found


def language_folders(root: Path) -> Mapping[Language, Mapping[str, DataFile]]:
    """Return the files of ``root/<language>/`` by language and split, in the order of the folders' names.

    Folders without data files and hidden ones are no languages. Splits come as train, dev, test, others.
    Raises InputError for a folder that is no language, two that are the same, two files of one split.
    """
    languages: dict[Language, Mapping[str, DataFile]] = {}
    folders: dict[Language, Path] = {}
    for folder, is_folder in _listed(root):
        files = data_files(folder) if is_folder else []
        if not files:
            continue
        language = _language(folder)
        if language in folders:
            raise InputError(
                f"{folders[language]} and {folder} are the same language, {language}.",
                fix="Merge or rename one.",
            )
        folders[language] = folder
        languages[language] = by_split(files)
    return languages


def by_split(files: list[DataFile]) -> Mapping[str, DataFile]:
    """Return files by split, train, dev and test first; raises InputError if two are the same split."""
    found: dict[str, DataFile] = {}
    for file in files:
        if file.split in found:
            raise InputError(
                f"{found[file.split].path} and {file.path} are both the split {file.split}.",
                fix="Keep one of them.",
            )
        found[file.split] = file
    return {split: found[split] for split in ordered(found)}


def ordered(splits: Iterable[str]) -> list[str]:
    """Return names of splits in their order: train, dev, test, then others by name."""
    return sorted(splits, key=lambda name: (SPLITS.index(name) if name in SPLITS else len(SPLITS), name))


def _listed(folder: Path) -> list[tuple[Path, bool]]:
    """Return what a folder holds by name, hidden things left out, and whether each is a folder itself."""
    try:
        found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        return [(path, path.is_dir()) for path in found]
    except FileNotFoundError:
        raise missing(folder) from None
    except OSError as fault:
        raise InputError(
            f"{folder} cannot be listed: {fault.strerror}.", fix="Check its permissions."
        ) from None


def _language(folder: Path) -> Language:
    try:
        return Language.parse(folder.name)
    except UnknownLanguage as unknown:
        raise UnknownLanguage(
            f"The folder {folder} holds data files, and its name is no language. {unknown.message}",
            fix=f"{unknown.fix} {EXPECTED}",
        ) from None
