"""From coarse to fine: a path through halved documents says where to look in the whole ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from isogloss.arrays import Floats3d, Ints1d
from isogloss.bitext.documents.overlaps import sample, side_of
from isogloss.bitext.documents.programme import Band, Step, cheapest_path, whole

_SMALL: Final = 200  # sentences of the longer document up to which every place is looked at
_COARSE_STEPS: Final = ((1, 1),)
BUFFER: Final = 10


def best_path(source: Floats3d, target: Floats3d, steps: Sequence[Step], skip: float) -> list[Step]:
    """Return the cheapest path, see ``cheapest_path``, of which all is looked at in short documents only.

    Longer ones are halved until they are short; each path found opens a band around itself, ``BUFFER``
    sentences to either side, in documents twice as long. So time and memory are as the length.
    Source: Thompson and Koehn 2019, section 3.2 (after Salvador and Chan 2007).
    """
    levels = [(side_of(source, sample(target)), side_of(target, sample(source)))]
    while max(map(len, levels[-1])) > _SMALL:
        one, other = levels[-1]
        samples = sample(one.vectors[:1]), sample(other.vectors[:1])
        levels.append((one.halved(samples[1]), other.halved(samples[0])))
    path: list[Step] = []
    for number in range(len(levels) - 1, -1, -1):
        one, other = levels[number]
        band = around(path, len(one), len(other)) if path else whole(len(one), len(other))
        path = cheapest_path(one, other, band, _COARSE_STEPS if number else steps, skip)
    return path


def around(path: Sequence[Step], n: int, m: int, buffer: int = BUFFER) -> Band:
    """Return the band around a path that was found in documents half as long as n and m."""
    low, high = np.full(n + 1, m, np.int64), np.zeros(n + 1, np.int64)
    for (i, j), (k, right) in pairwise(path):
        rows = slice(min(2 * i, n), min(2 * k, n) + 1)
        low[rows] = np.minimum(low[rows], min(2 * j, m))
        high[rows] = np.maximum(high[rows], min(2 * right, m))
    return Band(
        np.maximum(_extreme(low, buffer, np.minimum) - buffer, 0),
        np.minimum(_extreme(high, buffer, np.maximum) + buffer, m),
    )


def _extreme(values: Ints1d, buffer: int, extreme: np.ufunc) -> Ints1d:
    """Return the smallest or largest value within ``buffer`` places of each."""
    out = values.copy()
    for distance in range(1, min(buffer, len(values) - 1) + 1):
        out[distance:] = extreme(out[distance:], values[:-distance])
        out[:-distance] = extreme(out[:-distance], values[distance:])
    return out
