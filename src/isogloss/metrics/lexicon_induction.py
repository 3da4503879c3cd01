"""Where the translations of a word stand among all words of another language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Floats1d, Floats2d, Ints1d
from isogloss.metrics.neighbours import NEIGHBOURS, neighbourhood

_BLOCK: Final = 512


def gold_ranks(
    queries: Floats2d, targets: Floats2d, gold: Sequence[Ints1d], beside: Floats2d, k: int = NEIGHBOURS
) -> list[Ints1d]:
    """Return for each query the ranks from 1 of its gold targets by CSLS, sorted.

    queries: float32[n, d] and targets: float32[m, d], rows of unit length. gold: of each query, the places of
    its translations. beside: float32[s, d], the words of the queries' language among which the targets'
    neighbourhoods are taken. A target that scores the same as one before it stands behind it; a query of
    which nothing is known (zeros) finds nothing: its ranks are m.
    Source: Conneau et al. 2018, arXiv:1710.04087 (CSLS); Glavaš et al. 2019, arXiv:1902.00508 (the task).
    """
    hub = neighbourhood(targets, beside, k).astype(np.float32)
    ranks: list[Ints1d] = []
    for start in range(0, len(queries), _BLOCK):
        block = queries[start : start + _BLOCK]
        scores = 2 * (block @ targets.T) - hub
        for row, query, places in zip(scores, block, gold[start : start + _BLOCK], strict=True):
            if not query.any():
                ranks.append(np.full(len(places), len(targets), np.int64))
                continue
            own = row[places]
            above = (row[None] > own[:, None]).sum(axis=1)
            equal = np.array([(row[:place] == row[place]).sum() for place in places])
            ranks.append(np.sort(above + equal + 1))
    return ranks


def precision_at(ranks: Sequence[Ints1d], k: int) -> Floats1d:
    """Return float64[n]: 1 for each query with a translation among the first k."""
    return np.array([float(len(of_query) > 0 and of_query[0] <= k) for of_query in ranks])


def average_precision(ranks: Sequence[Ints1d]) -> Floats1d:
    """Return float64[n]: of each query, the mean over its translations of the precision at their rank."""
    return np.array(
        [
            float(np.mean(np.arange(1, len(of_query) + 1) / of_query)) if len(of_query) else 0.0
            for of_query in ranks
        ]
    )
