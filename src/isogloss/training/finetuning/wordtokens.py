"""Words and the tokens that stand for them, in windows where a sentence is too long to be read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from isogloss.languages import Span

if TYPE_CHECKING:
    from tokenizers import Encoding


@dataclass(frozen=True, slots=True, eq=False)
class WordWindow:
    """A stretch of a sentence, and the words that are judged in it.

    ids: its tokens, those that the model adds included. words: places in the sentence, ascending. tokens: the
    place of the first token of each of them.
    """

    ids: tuple[int, ...]
    words: tuple[int, ...] = ()
    tokens: tuple[int, ...] = ()

    @classmethod
    def without_words(cls, encoding: Encoding) -> WordWindow:
        """Return what is read of a sentence of which no token stands for a word."""
        return cls(tuple(encoding.ids))


def joined(tokens: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Return the words as one text, blanks between, and where each stands in it."""
    spans, start = [], 0
    for token in tokens:
        spans.append(Span(token, start, start + len(token)))
        start += len(token) + 1
    return " ".join(tokens), tuple(spans)


def word_windows(encoding: Encoding, spans: Sequence[Span]) -> list[WordWindow]:
    """Return the windows of a sentence; each word is judged in one, that where most stands around it.

    encoding: of the text that ``joined`` made, its further windows in ``overflowing``. A word for which there
    is no token stands in none; windows without words are left out.
    """
    windows = [encoding, *encoding.overflowing]
    chosen: dict[int, tuple[float, int, int]] = {}
    for number, window in enumerate(windows):
        room = np.flatnonzero(np.array(window.special_tokens_mask) == 0)
        for word, token in _first_tokens(window, spans):
            left = np.inf if number == 0 else token - room[0]
            right = np.inf if number == len(windows) - 1 else room[-1] - token
            around = float(min(left, right))
            if word not in chosen or around > chosen[word][0]:
                chosen[word] = around, number, token
    places: list[list[tuple[int, int]]] = [[] for _ in windows]
    for word, (_, number, token) in sorted(chosen.items()):
        places[number].append((word, token))
    return [
        WordWindow(tuple(window.ids), *zip(*own, strict=True))
        for window, own in zip(windows, places, strict=True)
        if own
    ]


def _first_tokens(window: Encoding, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return each word that begins or goes on in a window, and the first of its tokens there.

    Tokens without a place of their own, such as those that mark a blank, stand for nothing.
    """
    found: dict[int, int] = {}
    ends = np.array([span.end for span in spans], dtype=np.int64)
    for token, ((start, end), special) in enumerate(
        zip(window.offsets, window.special_tokens_mask, strict=True)
    ):
        if special or start >= end:
            continue
        word = int(np.searchsorted(ends, start, side="right"))
        while word < len(spans) and spans[word].start < end:
            if spans[word].end > spans[word].start:
                found.setdefault(word, token)
            word += 1
    return list(found.items())
