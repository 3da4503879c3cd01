"""Which files of a data set are translated, which of their columns, and where the result goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from isogloss.bitext.translation.request import TranslationRequest
from isogloss.bitext.translation.tablerow import TableRow
from isogloss.bitext.translation.tables import header, rows
from isogloss.data.columns import ID, LANGUAGE, TEXT, Columns
from isogloss.data.layout import (
    EXPECTED,
    data_file,
    data_files,
    language_folders,
    refuse_spreadsheets,
    unpacked_name,
)
from isogloss.data.lines import missing
from isogloss.data.markup.codelines import is_code
from isogloss.data.naming import named_files
from isogloss.data.rows import DataFile
from isogloss.errors import InputError
from isogloss.languages import Language, chosen

# Names of columns that hold language, beside those of texts to classify.
LANGUAGE_COLUMNS: Final = (
    *TEXT, "title", "question", "answer", "context", "passage", "premise", "hypothesis", "sentence1",
    "sentence2", "text1", "text2", "query", "document", "instruction", "input", "output", "response",
    "prompt", "completion", "messages", "conversations", "choices", "choice1", "choice2", "summary",
    "comment", "message", "rationale", "explanation", "paragraph",
)  # fmt: skip
_SAMPLED: Final = 50
# Endings of files whose labels stand at words.
_LABELLED: Final = ("bio", "conll", "conllu", "iob2")


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file and what is done to it.

    columns: those translated. kept: those left as they are although their name says text, because they hold
    code. id_column, language_column: None where the file has none. name: what the result is called.
    """

    file: DataFile
    columns: tuple[str, ...]
    kept: tuple[str, ...]
    id_column: str | None
    language_column: str | None
    name: str


def planned(request: TranslationRequest) -> tuple[Language, list[PlannedFile]]:
    """Return the source language and the files; raises InputError for whatever is wrong with either."""
    path = request.data
    if str(path) == "-" or str(path).startswith("hf:"):
        raise InputError(
            f"{path} is neither a file nor a folder.", fix="Save the data set and name its place."
        )
    if not path.exists():
        raise missing(path)
    files, language = _files(path, request)
    found = [_file(file, request) for file in files]
    if language is None:
        raise InputError(f"Nothing tells the language of {path}.", fix="Name it with --from.")
    return language, found


def _files(path: Path, request: TranslationRequest) -> tuple[list[DataFile], Language | None]:
    if path.is_dir():
        folders = language_folders(path)
        if folders:
            language = one_language(request.source, list(folders), path)
            files = list(folders[language].values())
            _refuse_mixed(files[0].path.parent, files)
            return files, language
        alone = data_files(path)
        _refuse_mixed(path, alone)
    else:
        refuse_spreadsheets([path])
        file = data_file(path)
        alone = [] if file is None else [file]
    if not alone:
        raise InputError(f"{path} holds no data files.", fix=EXPECTED)
    named = named_files(alone, Columns())
    if named is not None:
        language = one_language(request.source, list(named), path)
        return list(named[language].values()), language
    return alone, request.source


def _refuse_mixed(folder: Path, tables: Sequence[DataFile]) -> None:
    """Raise InputError where labelled files stand beside tables: they would be passed over."""
    labelled = sorted(
        file.name
        for file in folder.iterdir()
        if not file.name.startswith(".") and unpacked_name(file).rpartition(".")[2].casefold() in _LABELLED
    )
    if tables and labelled:
        raise InputError(
            f"{folder} holds tables ({tables[0].path.name}) and labelled files ({labelled[0]}).",
            fix="Name one file, or put the two kinds into folders of their own.",
        )


def one_language(wanted: Language | None, available: Sequence[Language], path: Path) -> Language:
    """Return the language of a data set that is meant; raises InputError unless there is exactly one."""
    if wanted is None:
        if len(available) == 1:
            return available[0]
        raise InputError(
            f"{path} holds {len(available)} languages.", fix="Say which one to translate with --from."
        )
    found = chosen(wanted, available)
    if len(found) != 1:
        names = ", ".join(map(str, available[:8]))
        raise InputError(
            f"{path} holds {'no' if not found else 'more than one'} {wanted}.", fix=f"It holds {names}."
        )
    return found[0]


def _file(file: DataFile, request: TranslationRequest) -> PlannedFile:
    names = header(file)
    by_name = {name.casefold(): name for name in names}
    for name in (*request.columns, *request.keep):
        if name not in names:
            raise InputError(f"{file} has no column {name!r}.", fix=f"It has {', '.join(map(repr, names))}.")
    wished = request.columns or tuple(
        by_name[name]
        for name in dict.fromkeys(LANGUAGE_COLUMNS)
        if name in by_name and by_name[name] not in request.keep
    )
    if not wished:
        raise InputError(
            f"{file} has no column whose name says that it holds language.",
            fix=f"Name them with --columns: it has {', '.join(map(repr, names))}.",
        )
    if holds_spans(names) and by_name["text"] in wished:
        raise InputError(
            f"The spans of {file} stand at places of its texts, which would move.",
            fix="isogloss data translate and isogloss data project carry them over, given that file alone.",
        )
    code = () if request.columns else tuple(name for name in wished if _holds_code(file, name))
    return PlannedFile(
        file=file,
        columns=tuple(name for name in wished if name not in code),
        kept=code,
        id_column=next((by_name[name] for name in ID if name in by_name), None),
        language_column=next((by_name[name] for name in LANGUAGE if name in by_name), None),
        name=unpacked_name(file.path),
    )


def holds_spans(names: Sequence[str]) -> bool:
    """Whether rows with these columns are texts with spans at places of them."""
    return {"text", "spans"} <= set(names)


def _holds_code(file: DataFile, name: str) -> bool:
    """Whether nine in ten of a column's first texts are code or queries."""
    texts = [
        value
        for row in islice(rows(file), _SAMPLED)
        if isinstance(row, TableRow) and isinstance(value := row.values.get(name), str) and value.strip()
    ]
    return bool(texts) and sum(map(is_code, texts)) >= 0.9 * len(texts)


def speaks(value: object, language: Language) -> bool:
    """Whether a row's own language is the one that is translated."""
    known = Language.known(str(value))
    return known is not None and bool(chosen(language, [known]))
