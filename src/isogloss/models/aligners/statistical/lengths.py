"""What is too long for the HMM, and how it is cut to be learned from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from isogloss.models.contracts import WordPair

LONG: Final = 250  # words of either side; the HMM's time grows with the square of one times the other
PIECE: Final = 100  # words


def longer(pair: WordPair) -> int:
    """Return the number of words of the longer side."""
    return max(len(pair[0]), len(pair[1]))


def pieces_of(pair: WordPair) -> Iterator[WordPair]:
    """Yield a pair as it is, or one that is long in pieces, each the same share of both sides.

    No piece has more than 100 words a side.
    """
    source, target = pair
    count = -(-longer(pair) // PIECE) if longer(pair) > LONG else 1
    for number in range(count):
        rows = slice(len(source) * number // count, len(source) * (number + 1) // count)
        columns = slice(len(target) * number // count, len(target) * (number + 1) // count)
        if source[rows] and target[columns]:
            yield source[rows], target[columns]
