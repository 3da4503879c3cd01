"""What stands between an opening and a closing mark: code, maths, comments, templates, raw elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

Place = tuple[int, int, str]

_OPENER: Final = regex.compile(
    r"(?m)(?P<fence>^[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?(?P<rail>`{3,}+|~{3,}+)[^\n`]*+$)"
    r"|(?P<comment><!--)|(?P<cdata><!\[CDATA\[)"
    r"|<(?P<raw>script|style|pre|code|svg|math|kbd|samp|textarea)\b[^<>]{0,1000}+>"
    r"|\\begin\{(?P<environment>[A-Za-z]{1,30}\*?)\}"
    r"|(?P<display>(?<!\\)\$\$)|(?P<square>(?<!\\)\\\[)|(?P<round>(?<!\\)\\\()"
    r"|(?P<mustache>\{\{)|(?P<statement>\{%)|(?P<remark>\{#)|(?P<asp><%)|(?P<php><\?)"
    r"|(?P<ticks>`++)",
    regex.V1,
)
_CLOSERS: Final = {
    "comment": "-->",
    "cdata": "]]>",
    "display": "$$",
    "square": r"\]",
    "round": r"\)",
    "mustache": "}}",
    "statement": "%}",
    "remark": "#}",
    "asp": "%>",
    "php": "?>",
}
_KINDS: Final = {
    "fence": "code",
    "ticks": "code",
    "display": "maths",
    "square": "maths",
    "round": "maths",
    "environment": "maths",
    "mustache": "placeholder",
    "statement": "placeholder",
    "remark": "placeholder",
    "asp": "placeholder",
    "php": "placeholder",
}
_BLANK_LINE: Final = regex.compile(r"\n[ \t\r]*+\n")


def paired(text: str) -> Iterator[Place]:
    """Yield the places ``(start, end, kind)`` of what stands between two marks, in order, marks included.

    A fence that is never closed holds the rest; any other opening mark without its closing one is no mark.
    Code in backticks and maths end within their paragraph. Linear in the text.
    """
    absent: dict[str, int] = {}  # a closing mark -> it does not stand between a place looked from and here
    at = 0
    while (opener := _OPENER.search(text, at)) is not None:
        kind = opener.lastgroup or "raw"
        name = next(group for group in ("fence", kind) if opener[group] is not None)
        end = _fence_end(text, opener) if name == "fence" else _end(text, opener, name, absent)
        if end is None:
            at = opener.end()
        else:
            yield opener.start(), end, _KINDS.get(name, "code" if name == "raw" else "tag")
            at = end


def _fence_end(text: str, opener: regex.Match[str]) -> int:
    rail = opener["rail"]
    mark = regex.escape(rail[0])
    closing = regex.compile(rf"(?m)^[ \t>]*+{mark}{{{len(rail)},}}+[ \t\r]*+$")
    found = closing.search(text, opener.end())
    return found.end() if found else len(text)


def _end(text: str, opener: regex.Match[str], name: str, absent: dict[str, int]) -> int | None:
    """Return where the closing mark ends; None if there is none in reach."""
    if name == "ticks":
        return _ticks_end(text, opener, absent)
    closer = _closer(opener, name)
    if opener.end() < absent.get(closer, 0):
        return None
    limit = _paragraph_end(text, opener.end(), absent) if name in ("display", "square", "round") else None
    found = text.find(closer, opener.end(), limit)
    if found < 0:
        absent[closer] = len(text) if limit is None else limit
        return None
    return found + len(closer)


def _closer(opener: regex.Match[str], name: str) -> str:
    if name == "raw":
        return f"</{opener['raw']}>"
    if name == "environment":
        return rf"\end{{{opener['environment']}}}"
    return _CLOSERS[name]


def _ticks_end(text: str, opener: regex.Match[str], absent: dict[str, int]) -> int | None:
    ticks = opener[0]
    if opener.end() < absent.get(ticks, 0):
        return None
    limit = _paragraph_end(text, opener.end(), absent)
    at = opener.end()
    while (found := text.find(ticks, at, limit)) >= 0:
        end = found
        while end < limit and text[end] == "`":
            end += 1
        if end - found == len(ticks):
            return end
        at = end
    absent[ticks] = limit
    return None


def _paragraph_end(text: str, at: int, known: dict[str, int]) -> int:
    if at >= known.get("", 0):
        found = _BLANK_LINE.search(text, at)
        known[""] = found.start() if found else len(text)
        if known[""] <= at:
            return at
    return known[""]
