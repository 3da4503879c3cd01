"""The scalars of a plain YAML text that hold language: values, never keys."""

from __future__ import annotations

from functools import partial
from typing import Final

import regex

from isogloss.data.markup.fields import TECHNICAL, Document, Field

_KEY: Final = r"(?:[a-z_][\w.-]*+|\"[^\"\n]++\"|'[^'\n]++')"
_ENTRY: Final = regex.compile(
    rf"(?P<before>[ ]*+(?:-[ ]++)*+(?:(?P<key>{_KEY})[ ]*+:(?:[ ]++|$))?)"
    rf"(?P<value>[^\n]*?)(?P<after>[ \t\r]*)",
    regex.V1,
)
_BLOCK: Final = regex.compile(r"[|>][-+]?\d?[ ]*+(?:#.*)?")
_COMMENT: Final = regex.compile(r"[ ]*+(?:#.*|---.*|\.\.\.)?[ \r]*+")
# What YAML reads as no text, and values of programs.
_NO_TEXT: Final = regex.compile(
    r"(?i)true|false|yes|no|on|off|null|~|[-+]?[\d.,_:eE+-]+|[&*!@`%|>\[{].*|\S+[-_/.:]\S+", regex.V1
)
_NOT_PLAIN: Final = regex.compile(r"^[-?:,\[\]{}#&*!|>'\"%@`\s]|:\s|:$|\s#|\s$", regex.V1)


def yaml_document(text: str) -> Document | None:
    """Return the fields of a text that is plain YAML from end to end, and what stands between; else None.

    Mappings, sequences, quoted, plain and block scalars on lines of their own; at least two lines, and two
    keys or a nested one. Flow collections, anchors and tags are kept as they are.
    """
    lines = text.split("\n")
    if len(lines) < 2 or ":" not in text:
        return None
    parts: list[str | Field] = []
    keys = nested = 0
    block = -1  # how far the lines of a block scalar stand in at least; none is open
    for number, line in enumerate(lines):
        end = "\n" if number < len(lines) - 1 else ""
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (not line.strip() or indent >= block):
            parts += (line[:indent], Field(line[indent:], line[indent:]), end)
            continue
        block = -1
        if _COMMENT.fullmatch(line):
            parts.append(line + end)
            continue
        entry = _ENTRY.fullmatch(line)
        if entry is None or (entry["key"] is None and "- " not in entry["before"]):
            return None
        keys += entry["key"] is not None
        nested += indent > 0 or "- " in entry["before"] or (entry["key"] is not None and not entry["value"])
        if _BLOCK.fullmatch(entry["value"]):
            block = indent + 1
        parts += (entry["before"], *_value(entry["key"] or "", entry["value"]), entry["after"] + end)
    return tuple(parts) if keys and (keys > 1 or nested) else None


def _value(key: str, value: str) -> tuple[str | Field, ...]:
    if not value or key.strip("\"'").casefold() in TECHNICAL or _NO_TEXT.fullmatch(value):
        return (value,)
    if value[0] in "\"'":
        if len(value) < 2 or value[-1] != value[0] or "\\" in value:
            return (value,)
        quote = value[0]
        text = value[1:-1].replace(quote * 2, quote) if quote == "'" else value[1:-1]
        return (Field(text, value, encode=partial(_quoted, quote=quote), whole=True),)
    return (Field(value, value, encode=_plain, whole=True),)


def _quoted(text: str, *, quote: str) -> str:
    inner = text.replace("'", "''") if quote == "'" else text.replace("\\", "\\\\").replace('"', '\\"')
    return f"{quote}{inner}{quote}"


def _plain(text: str) -> str:
    """Return the text as it is where YAML reads it back the same, else in single quotes."""
    if not text or _NOT_PLAIN.search(text) or _NO_TEXT.fullmatch(text):
        return _quoted(text, quote="'")
    return text
