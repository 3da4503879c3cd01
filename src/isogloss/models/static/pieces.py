"""Texts of any length as pieces of bounded length, so that memory is bounded by a block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from isogloss.errors import InputError

PIECE: Final = 8192
_LOOK_AHEAD: Final = 256
_BLOCK_TEXTS: Final = 256
_BLOCK_CHARACTERS: Final = 32_768
_GAP: Final = re.compile(r"\s")


def checked(texts: Sequence[str]) -> Sequence[str]:
    """Return ``texts`` as a sequence; raises InputError if it is no list of texts, or an item is no text."""
    if isinstance(texts, str | bytes) or not isinstance(texts, Iterable):
        raise InputError(
            f"A model takes a list of texts, and was given one value of type {type(texts).__name__}.",
            fix="For one text, write encode([text]).",
        )
    listed = texts if isinstance(texts, list | tuple) else list(texts)
    for number, text in enumerate(listed):
        if not isinstance(text, str):
            raise InputError(
                f"Text {number} of the list is of type {type(text).__name__}, not str.",
                fix="Decode bytes and leave out missing values first.",
            )
    return listed


def pieces_of(text: str) -> Iterator[str]:
    """Yield ``text`` in pieces of at most 8,448 characters, cut at white space where there is some.

    A text of up to 8,192 characters is one piece. N-grams across a cut are not seen. Where the cuts fall
    depends on the text alone.
    """
    start = 0
    while len(text) - start > PIECE:
        gap = _GAP.search(text, start + PIECE, start + PIECE + _LOOK_AHEAD)
        end = gap.start() if gap else start + PIECE
        yield text[start:end]
        start = end
    yield text[start:] if start else text


def blocks(texts: Sequence[str]) -> Iterator[tuple[list[str], list[int]]]:
    """Yield pieces in blocks of bounded size, with the number of the text that each comes from."""
    block: list[str] = []
    numbers: list[int] = []
    characters = 0
    for number, text in enumerate(texts):
        for piece in pieces_of(text):
            if block and (len(block) == _BLOCK_TEXTS or characters + len(piece) > _BLOCK_CHARACTERS):
                yield block, numbers
                block, numbers, characters = [], [], 0
            block.append(piece)
            numbers.append(number)
            characters += len(piece)
    if block:
        yield block, numbers
