"""Files whose own name says their language: ``eng.csv``, ``swh.test.tsv``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from isogloss.data.columns import SPLIT, Columns, has_column, has_language
from isogloss.data.layout import SPLITS, by_split, split_name, unpacked_name
from isogloss.data.readers.table import reader
from isogloss.data.rows import DataFile
from isogloss.languages import Language

CODE: Final = re.compile("[a-z]{2,3}(?:[_-][A-Z][a-z]{3})?")

# fmt: off
# Codes of languages that as names of files are ordinary words (Domung, Indonesian, Allar, Skolt Saami).
ORDINARY_WORDS: Final = frozenset({
    "all", "app", "bad", "bot", "csv", "day", "dev", "doc", "id", "ids", "in", "lab", "map", "mix",
    "my", "neg", "ner", "new", "nli", "old", "one", "out", "pos", "raw", "set", "sms", "sub",
    "tag", "tmp", "top", "trn", "tst", "two", "val", "web",
})
# fmt: on


def named_files(
    files: Sequence[DataFile], wished: Columns
) -> Mapping[Language, Mapping[str, DataFile]] | None:
    """Return the files by language and split where every name says a language; None where one does not.

    A name says a language by a code alone, ``xx``, ``xxx`` or ``xxx_Xxxx``, that is no ordinary word, with a
    split before or after it, or none (``train``): ``en.csv``, ``test.swh_Latn.tsv``; a third part is a name
    where the others are both told, ``multinli.train.sw.tsv``. None too where a column
    for the language or the split tells. Raises InputError if two files are one split of a language.
    """
    found: dict[Language, list[DataFile]] = {}
    for file in files:
        said = _said(file)
        if said is None or wished.language or _tells(file, wished):
            return None
        found.setdefault(said[0], []).append(replace(file, split=said[1]))
    return {language: by_split(parts) for language, parts in found.items()}


def _tells(file: DataFile, wished: Columns) -> bool:
    header = reader(file.format).columns(file)
    return has_language(header, wished) or has_column(header, SPLIT)


def _said(file: DataFile) -> tuple[Language, str] | None:
    parts = unpacked_name(file.path).split(".")[:-1]
    if len(parts) > 3:
        return None
    codes = [part for part in parts if CODE.fullmatch(part) and part not in ORDINARY_WORDS]
    if len(codes) != 1:
        return None
    parts.remove(codes[0])
    if len(parts) == 2:  # multinli.train.sw
        parts = [part for part in parts if split_name(part) in SPLITS]
        if len(parts) != 1:
            return None
    language = Language.known(codes[0])
    return None if language is None else (language, split_name(parts[0]) if parts else "train")
