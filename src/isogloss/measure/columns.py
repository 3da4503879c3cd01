"""Tables of facts by language that a user gives: a header, then a line a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from isogloss.data.columns import LANGUAGE
from isogloss.data.layout import data_file
from isogloss.data.lines import Fault
from isogloss.data.readers.table import reader
from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language, chosen


def by_language(path: Path) -> tuple[tuple[str, ...], Mapping[Language, Sequence[str]]]:
    """Return the names of the columns beside ``language``, and their values by language, in file order.

    Raises InputError for a file without a column ``language``, a language that comes twice or that no table
    knows.
    """
    file = data_file(path)
    if file is None:
        raise InputError(f"{path} is no table.", fix="Expected .tsv, .csv, .jsonl or .parquet with a header.")
    format_ = reader(file.format)
    header = format_.columns(file)
    key = next((name for name in header if name.strip().casefold() in (*LANGUAGE, "code")), None)
    if key is None:
        raise InputError(f"{path} has no column 'language'.", fix=f"It has {', '.join(map(repr, header))}.")
    others = tuple(name for name in header if name != key)
    found: dict[Language, Sequence[str]] = {}
    for row in format_.rows(file, (key, *others), None):
        if isinstance(row, Fault):
            raise row.error(path)
        code, *values = ("" if value is None else str(value).strip() for value in row.values)
        try:
            language = Language.parse(code)
        except UnknownLanguage as unknown:
            raise UnknownLanguage(f"{path}:{row.line}: {unknown.message}", fix=unknown.fix) from None
        if language in found:
            raise InputError(f"{path}:{row.line}: {language} comes a second time.", fix="Keep one row of it.")
        found[language] = values
    return others, found


def numbers_of(path: Path, languages: Sequence[Language]) -> Iterator[tuple[Language, str, float]]:
    """Yield the numbers that a table gives of some languages, each with the column's name; empty cells none.

    Raises what ``by_language`` and ``number`` do.
    """
    header, rows = by_language(path)
    for language, values in rows.items():
        for match in chosen(str(language), languages):
            for name, value in zip(header, values, strict=True):
                if value:
                    yield match, name, number(value, path, f"{name!r} of {language}")


def number(text: str, path: Path, what: str) -> float:
    """Return a number as written; raises InputError that says where it stands."""
    try:
        value = float(text.replace(",", "").replace("_", ""))
    except ValueError:
        value = float("nan")
    if not float("-inf") < value < float("inf"):
        raise InputError(f"{path}: {what} is {text!r}, and a number was expected.", fix="Correct it.")
    return value
