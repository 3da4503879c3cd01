"""The IANA language subtag registry, as langcodes ships it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def records() -> Iterator[dict[str, list[str]]]:
    """Yield each record of the registry as field -> values, ranges such as qaa..qtz left out.

    Source: the IANA Language Subtag Registry (RFC 5646, section 3), free to use.
    """
    text = (files("langcodes") / "data" / "language-subtag-registry.txt").read_text("utf-8")
    for block in text.split("%%\n"):
        fields: dict[str, list[str]] = {}
        last = ""
        for line in block.splitlines():
            if line.startswith("  "):
                fields[last][-1] += " " + line.strip()
                continue
            last, _, value = line.partition(": ")
            fields.setdefault(last, []).append(value)
        if ".." not in fields.get("Subtag", [".."])[0]:
            yield fields


def subtags(kind: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield subtag and record for each ``language``, ``extlang``, ``script``, ``region``."""
    for fields in records():
        if fields.get("Type") == [kind]:
            yield fields["Subtag"][0], fields
