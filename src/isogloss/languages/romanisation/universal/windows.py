"""Reading what is too long for one lattice: in windows that overlap.

A lattice holds about a kilobyte for every character, so an unspaced text of ten megabytes would not fit. Its
windows share 2 * MARGIN characters: what is kept of a window ends MARGIN characters before the window does,
so that every rule has seen all of its context. Only a number, a run of Braille or a Thai silent stretch that
is longer than the margin can come out otherwise than in one lattice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Final, TypeAlias

Edges: TypeAlias = tuple[tuple[int, str], ...]

LONGEST: Final = 2048
MARGIN: Final = 128


def in_windows(text: str, read: Callable[[str], Edges]) -> Iterator[tuple[int, str]]:
    """Yield the edges of ``text``, which ``read`` is only ever shown LONGEST characters of."""
    kept = before = 0
    while kept < len(text):
        window = text[kept - before : kept - before + LONGEST]
        edges = read(window)
        starts = [0, *accumulate(length for length, _ in edges)]
        if before not in starts:
            before = 0  # The two windows part the text differently here: the second has to do without.
            continue
        first = starts.index(before)
        last = len(edges)
        if kept - before + LONGEST < len(text):
            last = _last(starts, window, first)
        yield from edges[first:last]
        kept += starts[last] - starts[first]
        before = MARGIN if starts[last] >= MARGIN else 0


def _last(starts: list[int], window: str, first: int) -> int:
    """Return the number of the edge to stop before: behind what joins with nothing, if there is such."""
    latest = len(window) - MARGIN
    allowed = [place for place in range(first + 1, len(starts)) if starts[place] <= latest]
    if not allowed:
        return len(starts) - 1
    quiet = [place for place in allowed[-MARGIN:] if not window[starts[place] - 1].isalnum()]
    return (quiet or allowed)[-1]
