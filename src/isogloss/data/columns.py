"""Which column holds what: found by name, or named by the user."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from isogloss.errors import InputError

TEXT: Final = ("text", "sentence", "review text", "review", "utterance", "content", "body", "headline")
# Names of texts, and of remarks beside a text as well: taken where nothing else is, and only one of them.
PERHAPS_TEXT: Final = ("comment", "message")
LABEL: Final = ("label", "category", "topic", "intent", "class", "sentiment")
ID: Final = ("id", "index_id", "idx")
LANGUAGE: Final = ("language", "lang", "locale")
SPLIT: Final = ("split",)
NO_COLUMN: Final = "none"


class Columns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Column names that the user chose; what is None is found by name.

    text: one column, or several joined by a space: ``headline+text``. id: ``none`` (or nothing) where no
    column is an id of examples, so that rows are numbered.
    """

    text: str | None = None
    label: str | None = None
    language: str | None = None
    id: str | None = None


class Chosen(Struct, frozen=True):
    """The columns of one file by their part. ``text`` lists those that are joined by a space.

    id_guessed: the id was found by its usual name, and may be of something else, such as a customer.
    """

    text: tuple[str, ...]
    label: str
    id: str | None = None
    language: str | None = None
    split: str | None = None
    id_guessed: bool = False

    def names(self) -> tuple[str, ...]:
        """Return the columns in the order in which rows are read: text…, label, then id, language, split."""
        return (*self.text, self.label, *(name for name in (self.id, self.language, self.split) if name))

    def __str__(self) -> str:
        said = [f"text = {' + '.join(self.text)}", f"label = {self.label}"]
        said += [f"id = {self.id}"] if self.id else []
        said += [f"language = {self.language}"] if self.language else []
        said += [f"split = {self.split}"] if self.split else []
        return ", ".join(said)


def choose(header: Sequence[str], wished: Columns, place: Path | str, *, by_language: bool = False) -> Chosen:
    """Return which of the columns in ``header`` hold text, label and the rest.

    A text column beside ``headline`` is joined to it: ``headline + text``.
    by_language: rows name their own language (single files), else the folder does.
    Raises InputError that lists the columns there are if one is missing or comes twice.
    """
    text = _text(header, wished.text, place)
    label = _required("label", header, wished.label, LABEL, place)
    language = _required("language", header, wished.language, LANGUAGE, place) if by_language else None
    return Chosen(
        text=text,
        label=label,
        id=_id(header, wished.id, place),
        language=language,
        split=_named("split", header, None, SPLIT, place) if by_language else None,
        id_guessed=wished.id is None,
    )


def choose_text(header: Sequence[str], wished: Columns, place: Path | str) -> tuple[str, ...]:
    """Return the columns of the text alone; raises InputError as ``choose`` does."""
    return _text(header, wished.text, place)


def usual_text(header: Sequence[str]) -> str | None:
    """Return the column with a usual name for a text; None if there is none, or no telling which."""
    perhaps = [found for name in PERHAPS_TEXT if (found := find_column(name, header)) is not None]
    return _usual(TEXT, header) or (perhaps[0] if len(perhaps) == 1 else None)


def has_language(header: Sequence[str], wished: Columns) -> bool:
    """Whether a column names the language of each row: the one wished for, or one with a usual name."""
    return any(find_column(name, header) for name in ([wished.language] if wished.language else LANGUAGE))


def has_column(header: Sequence[str], usual: Sequence[str]) -> bool:
    """Whether a column has one of the usual names."""
    return _usual(usual, header) is not None


def _text(header: Sequence[str], wished: str | None, place: Path | str) -> tuple[str, ...]:
    if wished and wished not in header and "+" in wished:
        parts = [part.strip() for part in wished.split("+")]
        return tuple(_required("text", header, part, TEXT, place) for part in parts)
    text = _required("text", header, wished, TEXT, place)
    headline = None if wished else find_column("headline", header)
    return (headline, text) if headline and headline != text else (text,)


def _id(header: Sequence[str], wished: str | None, place: Path | str) -> str | None:
    if wished is not None and wished.strip().casefold() in ("", NO_COLUMN):
        return None
    return _named("id", header, wished, ID, place)


def _required(
    part: str, header: Sequence[str], wished: str | None, usual: Sequence[str], place: Path | str
) -> str:
    found = _named(part, header, wished, usual, place)
    if found is None:
        there = f"it has {', '.join(map(repr, header))}.{_other_separator(header)}"
        raise InputError(
            f"{place} has no column for the {part} ({', '.join(usual)}).",
            fix=f"Name it with --{part}: {there}{_above(part)}",
        )
    return found


def _named(
    part: str, header: Sequence[str], wished: str | None, usual: Sequence[str], place: Path | str
) -> str | None:
    if wished is not None and (found := find_column(wished, header)) is None:
        raise InputError(
            f"{place} has no column {wished!r} for the {part}.",
            fix=f"It has {', '.join(map(repr, header))}.{_other_separator(header)}",
        )
    if wished is None:
        found = usual_text(header) if usual is TEXT else _usual(usual, header)
    if found is not None and list(header).count(found) > 1:
        raise InputError(f"{place} has more than one column {found!r}.", fix="Rename all but one.")
    return found


def _usual(usual: Sequence[str], header: Sequence[str]) -> str | None:
    return next((found for name in usual if (found := find_column(name, header)) is not None), None)


def find_column(name: str, header: Sequence[str]) -> str | None:
    """Return the column of that name, else the first that differs in case and separators only."""
    if name in header:
        return name
    folded = _folded(name)
    return next((column for column in header if _folded(column) == folded), None) if folded else None


def _folded(name: str) -> str:
    return "".join(name.casefold().split()).replace("_", "").replace("-", "")


def _above(part: str) -> str:
    if part != "language":
        return ""
    return (
        " Or put the file in a folder of its language, DATA/eng/train.csv, and name DATA; "
        "or add a column 'language'."
    )


def _other_separator(header: Sequence[str]) -> str:
    if len(header) == 1:
        for separator, said in (("\t", "tabs"), (";", "';'"), (",", "commas"), ("|", "'|'")):
            if separator in header[0]:
                return f" They look separated by {said}: .tsv files use tabs, .csv files commas."
    return ""
