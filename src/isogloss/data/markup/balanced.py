"""Groups in braces: placeholders, {name}, and messages, {n, plural, one {# day} other {# days}}."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import regex

from isogloss.data.markup.paired import Place

LONGEST: Final = 4_000
_BRACE: Final = regex.compile(r"[{}]|\n[ \t\r]*+\n")


def balanced(text: str, gaps: Iterable[tuple[int, int]]) -> Iterator[Place]:
    """Yield the outermost groups in braces within the gaps, with a mark before them such as ``$`` or ``%``.

    A group holds no blank line and at most 4,000 characters; braces without their partner are no group.
    Linear in the text.
    """
    for begin, limit in gaps:
        yield from _outermost(text, begin, _groups(text, begin, limit))


def _groups(text: str, begin: int, limit: int) -> list[tuple[int, int]]:
    """Return every group whose braces match, in the order in which they end."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for brace in _BRACE.finditer(text, begin, limit):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] != "}":
            opened.clear()
        elif opened:
            start = opened.pop()
            if brace.end() - start <= LONGEST:
                found.append((start, brace.end()))
    return found


def _outermost(text: str, begin: int, groups: list[tuple[int, int]]) -> Iterator[Place]:
    reached = begin
    for start, end in sorted(groups, key=lambda place: (place[0], -place[1])):
        if start < reached:
            continue
        marked = start - 1 if start > reached and text[start - 1] in "$#%@^_\\" else start
        yield marked, end, "group"
        reached = end
