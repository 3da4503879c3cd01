"""A text and its translation side by side: which sentences of one stand for which of the other.

Source: Gale and Church 1993, "A Program for Aligning Sentences in Bilingual Corpora": lengths in characters,
scaled here to the two texts' own.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from isogloss.languages import sentences

LONG: Final = 400  # characters of a text that is aligned whole
_VARIANCE: Final = 6.8
# How many sentences of each side stand for each other, and what each case costs: -log of its frequency.
_CASES: Final = {
    (1, 1): -math.log(0.89),
    (1, 2): -math.log(0.0445),
    (2, 1): -math.log(0.0445),
    (1, 0): -math.log(0.005),
    (0, 1): -math.log(0.005),
    (2, 2): -math.log(0.011),
}
_MOST: Final = 400  # sentences a side; beyond, the texts are taken whole


class Stretch(NamedTuple):
    """The characters ``[start, end)`` of two texts that stand for each other."""

    source: tuple[int, int]
    target: tuple[int, int]


def stretches(source: str, target: str) -> list[Stretch]:
    """Return the stretches of two texts in their order; together they are the whole of both.

    A text of up to 400 characters is one stretch, and so are texts of one sentence.
    """
    whole = [Stretch((0, len(source)), (0, len(target)))]
    if max(len(source), len(target)) <= LONG:
        return whole
    left, right = _starts(source), _starts(target)
    if min(len(left), len(right)) < 2 or max(len(left), len(right)) > _MOST:
        return whole
    edges = _cheapest([*left, len(source)], [*right, len(target)])
    return [
        Stretch((left_edge(left, a, source), left_edge(left, b, source)),
                (left_edge(right, c, target), left_edge(right, d, target)))
        for (a, c), (b, d) in itertools.pairwise(edges)
    ]  # fmt: skip


def left_edge(starts: Sequence[int], number: int, text: str) -> int:
    """Return where a sentence begins; the first takes what stands before it, behind the last is the end."""
    if number == 0:
        return 0
    return starts[number] if number < len(starts) else len(text)


def _starts(text: str) -> list[int]:
    return [span.start for span in sentences(text)] or [0]


def _cheapest(left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Return the edges of the cheapest way through both, from (0, 0), as numbers of sentences.

    left, right: where sentences begin, and the end.
    """
    scale = (right[-1] - right[0]) / max(left[-1] - left[0], 1)
    rows, columns = len(left), len(right)
    best = [[math.inf] * columns for _ in range(rows)]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * columns for _ in range(rows)]
    best[0][0] = 0.0
    for i in range(rows):
        for j in range(columns):
            for (di, dj), prior in _CASES.items():
                if i < di or j < dj or best[i - di][j - dj] == math.inf:
                    continue
                cost = best[i - di][j - dj] + prior
                cost += _cost((left[i] - left[i - di]) * scale, right[j] - right[j - dj])
                if cost < best[i][j]:
                    best[i][j], came[i][j] = cost, (i - di, j - dj)
    path = [(rows - 1, columns - 1)]
    while path[-1] != (0, 0):
        path.append(came[path[-1][0]][path[-1][1]])
    return path[::-1]


def _cost(expected: float, length: float) -> float:
    """Return -log of how likely a length is to be so far from what was expected."""
    away = abs(length - expected) / math.sqrt(_VARIANCE * max((expected + length) / 2, 1.0))
    return -math.log(max(math.erfc(away / math.sqrt(2)), 1e-12))
