"""Pairs of words that look or mean alike: cognates, false friends, translations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, cast, get_args

from isogloss.data.layout import data_file
from isogloss.data.lines import Fault
from isogloss.data.readers.table import reader
from isogloss.errors import InputError
from isogloss.languages import Language, chosen

Kind: TypeAlias = Literal["cognate", "false friend", "translation"]
KINDS: Final = get_args(Kind)
_NEEDED: Final = ("language", "type", "pivot", "word")
_OPTIONAL: Final = ("translation", "pivot_sentence", "sentence")


@dataclass(frozen=True, slots=True)
class WordLink:
    """A word of the pivot and one of another language.

    translation: of a false friend's pivot word, what it truly is in the language. The sentences hold the
    words, where they are given.
    """

    kind: Kind
    pivot: str
    word: str
    translation: str
    pivot_sentence: str
    sentence: str


def read_links(path: Path, language: Language) -> tuple[WordLink, ...]:
    """Return the links of one language from a table with columns language, type, pivot and word.

    Further columns: translation, pivot_sentence, sentence. Raises InputError for a table without these
    columns, BadRow for a row that lacks a word or whose type is none of ``KINDS``.
    """
    file = data_file(path)
    if file is None:
        raise InputError(f"{path} is no table.", fix="Expected .tsv, .csv, .jsonl or .parquet with a header.")
    format_ = reader(file.format)
    header = format_.columns(file)
    lacking = [name for name in _NEEDED if name not in header]
    if lacking:
        raise InputError(
            f"{path} has no column {lacking[0]!r}.", fix=f"It has {', '.join(map(repr, header))}."
        )
    wanted = (*_NEEDED, *(name for name in _OPTIONAL if name in header))
    rows = []
    for row in format_.rows(file, wanted, None):
        if isinstance(row, Fault):
            raise row.error(path)
        values = dict(
            zip(wanted, ("" if one is None else str(one).strip() for one in row.values), strict=True)
        )
        kind = values["type"].casefold().replace("_", " ")
        if kind not in KINDS or not values["pivot"] or not values["word"]:
            raise Fault(row.line, f"expected two words and a type among {', '.join(KINDS)}").error(path)
        rows.append((values.pop("language"), {**values, "type": kind}))
    mine = {code for code in {code for code, _ in rows} if language in chosen(code, [language])}
    return tuple(
        WordLink(
            cast("Kind", values["type"]),
            values["pivot"],
            values["word"],
            values.get("translation", ""),
            values.get("pivot_sentence", ""),
            values.get("sentence", ""),
        )
        for code, values in rows
        if code in mine
    )
