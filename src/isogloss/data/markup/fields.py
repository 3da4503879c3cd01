"""Fields of a document: stretches of prose, and what stands between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from isogloss.data.markup.piece import Piece

# Names of keys whose values are read by programs.
TECHNICAL: Final = frozenset(
    [
        "id",
        "key",
        "type",
        "url",
        "uri",
        "href",
        "src",
        "path",
        "file",
        "filename",
        "lang",
        "language",
        "locale",
        "code",
        "version",
        "class",
        "style",
        "name_id",
        "uuid",
        "date",
        "time",
        "timestamp",
        "datetime",
        "format",
        "mime",
        "mimetype",
        "encoding",
        "role",
        "icon",
        "color",
        "colour",
        "sql",
        "regex",
        "pattern",
        "schema",
        "$schema",
        "$ref",
        "$id",
        "ref",
        "slug",
        "sku",
        "hash",
        "token",
        "email",
        "username",
        "image",
        "img",
        "method",
        "license",
        "model",
        "engine",
    ]
)


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Field:
    """A stretch of prose in a document.

    text: as a reader has it. raw: as the document writes it. places: where each character of ``text`` begins
    in ``raw``, and where the last one ends; None where both are the same. encode: writes a text as the
    document does. whole: it writes the field as one; else each piece alone, protected ones as they were.
    """

    text: str
    raw: str
    places: Sequence[int] | None = None
    encode: Callable[[str], str] = _same
    whole: bool = False


Document: TypeAlias = Sequence[str | Field]


def written(field: Field, pieces: Sequence[Piece]) -> str:
    """Return the field with its pieces as they are to be written; see ``Field``."""
    if field.places is None and not field.whole:
        return field.encode("".join(piece.written for piece in pieces))
    if field.whole:
        text = "".join(piece.written for piece in pieces)
        return field.raw if text == field.text else field.encode(text)
    out: list[str] = []
    at = 0
    places = field.places or ()
    for piece in pieces:
        end = at + len(piece.text)
        kept = piece.written == piece.text
        out.append(field.raw[places[at] : places[end]] if kept else field.encode(piece.written))
        at = end
    return "".join(out)
