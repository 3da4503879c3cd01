"""Text that runs from right to left, kept from moving the text around it."""

from __future__ import annotations

import regex

_OPENING = "\u2066\u2067\u2068"
_CLOSING = "\u2069"
_FIRST_STRONG = "\u2068"
# regex counts lone surrogates as letters that run from right to left; they are no letters.
_STRONG = regex.compile(
    rf"[[{_OPENING}{_CLOSING}\p{{Bidi_Class=L}}\p{{Bidi_Class=R}}\p{{Bidi_Class=AL}}]--\p{{Cs}}]", regex.V1
)
_LEFT_TO_RIGHT = regex.compile(r"\p{Bidi_Class=L}")
_ISOLATES = regex.compile(f"[{_OPENING}{_CLOSING}]")
# Characters of bidirectional class B, at which every isolate ends.
_PARAGRAPH = regex.compile("[^\n\r\x1c-\x1e\x85\u2029]+")


def text_direction(text: str) -> str:
    """Return ``"rtl"`` or ``"ltr"``, the way a reader begins: by the first letter that has a direction.

    What stands in isolates is passed over; ``"ltr"`` where nothing has a direction.
    Source: Unicode UAX #9, rules P2 and P3.
    """
    depth = 0
    for match in _STRONG.finditer(text):
        if match[0] in _OPENING:
            depth += 1
        elif match[0] in _CLOSING:
            depth = max(depth - 1, 0)
        elif not depth:
            return "ltr" if _LEFT_TO_RIGHT.match(match[0]) else "rtl"
    return "ltr"


def isolated(text: str) -> str:
    """Return ``text`` in first-strong isolates, one a paragraph, which nothing inside can end or outlast.

    Isolates that the text closes and never opened are dropped, those it leaves open are closed; embeddings
    and overrides end with the isolate they stand in (UAX #9, rule X6a). What is shown of the text is the same
    as if it stood alone.
    """
    return _PARAGRAPH.sub(lambda paragraph: f"{_FIRST_STRONG}{_balanced(paragraph[0])}{_CLOSING}", text)


def _balanced(paragraph: str) -> str:
    depth = 0

    def kept(match: regex.Match[str]) -> str:
        nonlocal depth
        if match[0] in _OPENING:
            depth += 1
            return match[0]
        if not depth:
            return ""
        depth -= 1
        return match[0]

    balanced = _ISOLATES.sub(kept, paragraph)
    return balanced + _CLOSING * depth
