"""The rows of a file that are translated or switched, and what the result adds to them."""

from __future__ import annotations

from collections.abc import Iterator

from isogloss.bitext.translation.plan import PlannedFile, speaks
from isogloss.bitext.translation.request import TranslationRequest
from isogloss.bitext.translation.tablerow import TableRow
from isogloss.bitext.translation.tables import header, rows
from isogloss.data.lines import Fault
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language


def sound_rows(
    file: PlannedFile,
    request: TranslationRequest,
    source: Language,
    rejects: dict[tuple[str, int], Reject],
) -> Iterator[TableRow]:
    """Yield the rows of the source language; a bad one raises BadRow, or goes to ``rejects``."""
    for row in rows(file.file):
        if isinstance(row, Fault):
            if not request.keep_going:
                raise row.error(str(file.file))
            rejects[str(file.file), row.line] = Reject(str(file.file), row.line, row.reason)
        elif file.language_column is None or speaks(row.values.get(file.language_column), source):
            yield row


def read_through(file: PlannedFile, request: TranslationRequest, source: Language) -> None:
    """Meet every bad row before anything is asked or written; raises InputError if no row is left."""
    if not sum(1 for _ in sound_rows(file, request, source, {})):
        raise InputError(f"{file.file} holds no row in {source}.", fix="Name the language with --from.")
    added_names(file)


def originals(file: PlannedFile) -> dict[str, str]:
    """Return translated column -> the column that keeps what stood there."""
    if len(file.columns) == 1:
        return {file.columns[0]: "original"}
    return {name: f"original_{name}" for name in file.columns}


def added_names(file: PlannedFile) -> tuple[str, ...]:
    """Return all columns of the result: ``id`` where there was none, those there were, the originals.

    Raises InputError if the file already has one that is to be added.
    """
    names = header(file.file)
    added = ("id",) if file.id_column is None else ()
    clash = sorted({*added, *originals(file).values()}.intersection(names))
    if clash:
        raise InputError(
            f"{file.file} already has a column {clash[0]!r}, which the result wants to add.",
            fix="Rename it.",
        )
    return (*added, *names, *originals(file).values())
