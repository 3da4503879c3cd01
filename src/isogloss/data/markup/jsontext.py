"""The strings of a JSON text that hold language: values, never keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Final

import msgspec
import regex

from isogloss.data.markup.fields import TECHNICAL, Document, Field

_STRING: Final = regex.compile(r'"((?:[^"\\]|\\.)*+)"(\s*+:)?')
_ESCAPE: Final = regex.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)
# A name of a thing rather than a text: one word of several parts, a constant, a code.
_NAME: Final = regex.compile(r"[A-Za-z0-9]+(?:[-_:.][A-Za-z0-9]+)+|[A-Z0-9_]+|#[0-9A-Fa-f]{3,8}")


def json_document(text: str) -> Document | None:
    """Return the fields of a JSON object or array and what stands between; None if the text is no such JSON.

    Values under keys such as ``id``, ``type`` or ``url``, and names rather than texts, are no fields.
    """
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None
    ascii_only = text.isascii() and "\\u" in text
    parts: list[str | Field] = []
    at = 0
    key = ""
    for string in _STRING.finditer(text):
        if string[2] is not None:
            key = string[1].casefold()
            continue
        value = _field(string[1], ascii_only)
        if key in TECHNICAL or _NAME.fullmatch(value.text):
            continue
        parts += (text[at : string.start(1)], value)
        at = string.end(1)
    return (*parts, text[at:])


def _field(raw: str, ascii_only: bool) -> Field:
    encode: Callable[[str], str] = partial(_encoded, ascii_only=ascii_only)
    if "\\" not in raw:
        return Field(raw, raw, range(len(raw) + 1), encode)
    characters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(raw):
        escape = _ESCAPE.match(raw, at) if raw[at] == "\\" else None
        places.append(at)
        characters.append(json.loads(f'"{escape[0]}"') if escape else raw[at])
        at = escape.end() if escape else at + 1
    return Field("".join(characters), raw, (*places, len(raw)), encode)


def _encoded(text: str, *, ascii_only: bool) -> str:
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]
