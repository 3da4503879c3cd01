"""Digits, signs and marks of every script as their ASCII twins, a character for a character."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import Final

import regex

# Hard blanks all become U+00A0, so that they stay apart from the plain one.
_TWINS: Final = {
    "-": "−﹣－‒–",
    "+": "＋﬩﹢",
    "%": "٪％﹪",
    "‰": "؉",
    "‱": "؊",
    "'": "’‘＇ʼ",
    ",": "،",
    "/": "⁄∕／",
    "\u00a0": "\u202f\u2007\u2008\u2009",
    "\u200e": "\u200f\u061c",
}


def folded(text: str) -> str:
    """Return ``text`` of the same length with digits, signs and marks of numbers in ASCII.

    A full-width comma or point is a mark only between full-width digits: between others it ends a clause.
    """
    if text.isascii():
        return text
    text = _full_width_mark().sub(lambda match: "," if match[0] == "，" else ".", text)
    return text.translate(_table())


def digits_folded(text: str) -> str:
    """Return ``text`` with the digits of every script in ASCII and nothing else changed."""
    return text if text.isascii() else text.translate(_digits())


@cache
def _digits() -> dict[int, str]:
    return {
        code: str(unicodedata.decimal(character))
        for code in range(0x80, sys.maxunicode + 1)
        if (character := chr(code)).isdecimal()
    }


@cache
def _table() -> dict[int, str]:
    return _digits() | {ord(other): ascii_ for ascii_, others in _TWINS.items() for other in others}


@cache
def _full_width_mark() -> regex.Pattern[str]:
    return regex.compile(r"(?<=[０-９])[，．](?=[０-９])")
