"""Words put back into a text as the script of its new language joins them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from isogloss.languages.segmentation.patterns import KATAKANA, UNSPACED

_UNSPACED: Final = regex.compile(rf"[{UNSPACED}{KATAKANA}\p{{Tibetan}}]", regex.V1)
# Written without blanks, but its syllables are parted by a mark.
_TSHEG: Final = "\u0f0b"


@dataclass(frozen=True, slots=True)
class Written:
    """What stands at ``[start, end)`` of a text, and what is written there; unknown: no entry held it."""

    start: int
    end: int
    source: str
    text: str
    unknown: bool


def joined(text: str, parts: Sequence[Written]) -> str:
    """Return the text with its parts written.

    Blanks fall between two parts that are both in a script without blanks, and come between parts of which
    one is not, where the source had none; other characters between parts stay as they are.
    """
    out: list[str] = []
    at = 0
    before = ""
    for part in parts:
        gap = text[at : part.start]
        out.append(_gap(gap, before, part.text) if before else gap)
        out.append(part.text)
        at, before = part.end, part.text or before
    out.append(text[at:])
    return "".join(out)


def _gap(gap: str, before: str, after: str) -> str:
    if gap.strip(" \u00a0"):
        return gap
    if not after:
        return ""
    left, right = _is_unspaced(before[-1]), _is_unspaced(after[0])
    if left and right:
        tibetan = "\u0f40" <= before[-1] <= "\u0fbc" and "\u0f40" <= after[0] <= "\u0fbc"
        return _TSHEG if tibetan else ""
    if not gap and (not left or not right):
        return " "
    return gap


def _is_unspaced(character: str) -> bool:
    return _UNSPACED.match(character) is not None
