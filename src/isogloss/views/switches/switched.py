"""A text in which some words were switched, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import regex

from isogloss.languages import Language
from isogloss.languages.aligned import Aligned, Edit
from isogloss.languages.segmentation.patterns import KATAKANA, UNSPACED

_UNSPACED = regex.compile(rf"[{UNSPACED}{KATAKANA}]", regex.V1)
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}]")


class Swap(NamedTuple):
    """What is written at ``[start, end)`` of a text, and in which language."""

    start: int
    end: int
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Switched:
    """A text with swaps made, which still knows where each part came from.

    words: how many words the text had; candidates: places that could have been switched.
    """

    aligned: Aligned
    swaps: tuple[Swap, ...]
    words: int = 0
    candidates: int = 0

    @property
    def text(self) -> str:
        """The switched text."""
        return self.aligned.text


def swapped(text: str, swaps: Iterable[Swap]) -> Aligned:
    """Return ``text`` with the swaps made; they are in order and apart.

    Where a text without blanks takes in a word of a script that is written with them, or the reverse, a blank
    comes between the two.
    """
    pieces: list[str] = []
    edits: list[Edit] = []
    length = copied = 0
    for swap in swaps:
        kept = text[copied : swap.start]
        before = kept[-1:] or (pieces[-1][-1:] if pieces else "")
        said = _parted(before, swap.text) + swap.text + _parted(swap.text, text[swap.end : swap.end + 1])
        pieces += (kept, said)
        length += len(kept)
        if said != text[swap.start : swap.end]:
            edits.append(Edit(length, length + len(said), swap.start, swap.end))
        length += len(said)
        copied = swap.end
    pieces.append(text[copied:])
    return Aligned(text, "".join(pieces), tuple(edits))


def _parted(left: str, right: str) -> str:
    """Return the blank that comes between two characters that would run into each other."""
    if not left or not right or not _LETTER.match(left[-1]) or not _LETTER.match(right[0]):
        return ""
    both = _UNSPACED.match(left[-1]) is not None and _UNSPACED.match(right[0]) is not None
    return "" if both else " "
