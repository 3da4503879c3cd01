"""The cheapest monotone path through two documents, within a band, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from isogloss.bitext.documents.overlaps import Side

if TYPE_CHECKING:
    from isogloss.arrays import Floats1d, Ints1d

Step: TypeAlias = tuple[int, int]
_SAME: Final = 1e-5  # costs that differ by less differ by rounding


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Where a path may go: from ``low[i]`` to ``high[i]`` sentences of the target after i of the source.

    low, high: int64[n + 1], both ends counted in.
    """

    low: Ints1d
    high: Ints1d


def whole(n: int, m: int) -> Band:
    """Return the band that leaves nothing out."""
    return Band(np.zeros(n + 1, np.int64), np.full(n + 1, m, np.int64))


def cheapest_path(source: Side, target: Side, band: Band, steps: Sequence[Step], skip: float) -> list[Step]:
    """Return the path of least cost from (0, 0) to (n, m), as the places it goes through.

    steps: how many sentences of either side may be one pair, each at least 1. A sentence that is in no pair
    costs ``skip``. Equal costs: the earlier step in ``steps``, a pair before a sentence left alone.
    Time and memory are as the number of places in the band.
    """
    totals: list[Floats1d] = []
    choices: list[Ints1d] = []
    for i in range(len(source) + 1):
        low, high = int(band.low[i]), int(band.high[i])
        total = np.full(high - low + 1, np.inf)
        choice = np.full(high - low + 1, -1, np.int64)
        if i == 0 and low == 0:
            total[0] = 0
        for number, (a, b) in enumerate([*steps, (1, 0)]):
            if i < a:
                continue
            before = int(band.low[i - a])
            first, last = max(low, before + b), min(high, int(band.high[i - a]) + b)
            if first > last:
                continue
            costs = pair_costs(source, target, i, a, b, first, last) if b else skip
            found = totals[i - a][first - b - before : last - b - before + 1] + costs
            place = slice(first - low, last - low + 1)
            better = found < total[place] - _SAME
            total[place][better] = found[better]
            choice[place][better] = number
        _leave_alone(total, choice, len(steps) + 1, skip)
        totals.append(total)
        choices.append(choice)
    return _traced(choices, band, [*steps, (1, 0), (0, 1)], len(source), len(target))


def pair_costs(source: Side, target: Side, i: int, a: int, b: int, first: int, last: int) -> Floats1d:
    """Return the cost of pairing the ``a`` sentences before place i with ``b`` before each place j.

    j runs from ``first`` to ``last``. The cost is 1 - cosine by what chance would give, times a times b:
    1 for two unrelated sentences. Source: Thompson and Koehn 2019, equation 3.
    """
    cosines = target.vectors[b - 1, first - 1 : last] @ source.vectors[a - 1, i - 1]
    chance = (source.chance[a - 1, i - 1] + target.chance[b - 1, first - 1 : last]) / 2
    return np.asarray(a * b * (1 - cosines) / np.maximum(chance, 1e-6), np.float64)


def _leave_alone(total: Floats1d, choice: Ints1d, number: int, skip: float) -> None:
    """Let target sentences stay alone: from every place on, each further one for ``skip``."""
    along = skip * np.arange(len(total))
    best = np.minimum.accumulate(total - along)
    reached = best + along
    better = reached < total - _SAME
    total[better] = reached[better]
    choice[better] = number


def _traced(choices: Sequence[Ints1d], band: Band, steps: Sequence[Step], n: int, m: int) -> list[Step]:
    path, i, j = [(n, m)], n, m
    while (i, j) != (0, 0):
        a, b = steps[int(choices[i][j - int(band.low[i])])]
        i, j = i - a, j - b
        path.append((i, j))
    return path[::-1]
