"""Where a text holds a word as a word, not as a part of another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from isogloss.languages import words

_Place = tuple[int, int]  # start and end
# Elided articles and parts of compounds are words of their own: l'art, state-of-the-art.
_JOINED: Final = regex.compile(r"[^\p{L}\p{M}\p{N}\p{Cf}]")


def whole_words(word: str, text: str) -> Iterator[_Place]:
    """Yield where ``text`` holds ``word``, whatever the case, from one border of a word to another.

    Borders are those of ``isogloss.languages.words``, in every script, and of what an apostrophe or a hyphen
    joins: ``art`` is in ``l'art`` and not in ``party``. Where words are written without blanks they stand
    between the pieces that ``words`` cuts. Offsets are the text's own: folding its case first would move them
    (``ß`` becomes ``ss``).
    """
    if not word:
        return
    inside = {place for span in words(text) for place in range(span.start + 1, span.end)}
    pattern = regex.compile(regex.escape(word), regex.IGNORECASE | regex.FULLCASE)
    for found in pattern.finditer(text, overlapped=True):
        if not any(place in inside and not _joint(text, place) for place in found.span()):
            yield found.span()


def _joint(text: str, place: int) -> bool:
    """Return whether two parts of a word are joined here by a mark that is no letter."""
    return any(_JOINED.fullmatch(one) for one in text[place - 1 : place + 1])
