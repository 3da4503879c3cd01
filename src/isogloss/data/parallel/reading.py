"""The same sentences in many languages, however they are laid out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from isogloss.data.layout import data_file
from isogloss.data.lines import missing
from isogloss.data.parallel.files import aligned_files, files_of_ending, tatoeba_pairs
from isogloss.data.parallel.table import language_columns
from isogloss.data.parallel.text import ParallelText
from isogloss.errors import InputError

_EXPECTED: Final = (
    "Expected a folder with one line-aligned file per language, whose name holds its code (eng_Latn.txt, "
    "newstest2019-ref.swh.txt), a folder of tatoeba.<code>-eng.<code> pairs, or a TSV, CSV, JSONL or Parquet "
    "file with a column per language."
)


def read_parallel(place: str | Path) -> ParallelText:
    """Return the parallel text at ``place``; its layout is told by what lies there.

    ``flores/devtest`` is a folder, or else all the files ``flores/*.devtest``.
    Raises InputError if there is none, if fewer than two languages are found, or if two files or columns are
    the same language.
    """
    path = Path(place).expanduser()
    if not path.exists():
        found = files_of_ending(path)
        if found is None:
            raise missing(path)
    elif path.is_dir():
        found = tatoeba_pairs(path) or aligned_files(path)
    else:
        file = data_file(path)
        if file is None:
            raise InputError(f"{path} is no table.", fix=_EXPECTED)
        found = language_columns(file)
    if not found.reads:
        raise InputError(f"{path}: no language was found there.", fix=_EXPECTED)
    if len(found.reads) < 2:
        only = next(iter(found.reads))
        raise InputError(f"{path}: only one language was found there, {only}.", fix=_EXPECTED)
    return found
