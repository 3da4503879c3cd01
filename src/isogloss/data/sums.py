"""Which TSV files hold questions whose answers are numbers, without a header: the layout of MGSM."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from isogloss.data.layout import SPLITS, by_split, split_name, unpacked_name
from isogloss.data.lines import Fault, physical_lines, without_end
from isogloss.data.naming import CODE, ORDINARY_WORDS
from isogloss.data.rows import DataFile
from isogloss.errors import InputError
from isogloss.languages import Language

_NUMBER: Final = re.compile(r"[-−]?\d[\d,]*(\.\d+)?")
_BREAKS: Final = re.compile(r"[._-]+")
_SHORTEST: Final = 12  # characters of a question; names of columns are shorter


def sums_by_language(files: Sequence[DataFile]) -> Mapping[Language, Mapping[str, DataFile]] | None:
    """Return files named like ``mgsm_sw.tsv`` by language and split; None where one is not of that layout.

    The split is one that the name holds, else ``test``: they are published as one. Raises InputError if two
    files are one split of a language.
    """
    found: dict[Language, list[DataFile]] = {}
    for file in files:
        said = _said(file) if _is_sums(file) else None
        if said is None:
            return None
        language, split = said
        found.setdefault(language, []).append(replace(file, format="mgsm", split=split))
    return {language: by_split(parts) for language, parts in found.items()}


def sums_in_folders(
    files: Mapping[Language, Mapping[str, DataFile]],
) -> Mapping[Language, Mapping[str, DataFile]]:
    """Return the same files, those of that layout with it as their format."""
    return {
        language: {
            split: replace(file, format="mgsm") if _is_sums(file) else file for split, file in own.items()
        }
        for language, own in files.items()
    }


def _is_sums(file: DataFile) -> bool:
    if file.format != "tsv":
        return False
    lines = physical_lines(file.path)
    try:
        line = next((one for one in lines if isinstance(one, Fault) or one.text.strip()), None)
    except InputError:  # it is said when the file is asked for
        return False
    if line is None or isinstance(line, Fault):
        return False
    fields = without_end(line.text).split("\t")
    return len(fields) == 2 and len(fields[0]) >= _SHORTEST and bool(_NUMBER.fullmatch(fields[1].strip()))


def _said(file: DataFile) -> tuple[Language, str] | None:
    parts = _BREAKS.split(unpacked_name(file.path))[:-1]
    splits = [name for name in map(split_name, parts) if name in SPLITS]
    for code in parts:
        if CODE.fullmatch(code) and code not in ORDINARY_WORDS and (language := Language.known(code)):
            return language, splits[0] if splits else "test"
    return None
