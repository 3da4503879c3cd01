"""How high the right answers stand among all, and what follows from that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Floats1d, Floats2d, Ints1d
from isogloss.metrics.neighbours import NEIGHBOURS, neighbourhood

_CELLS: Final = 20_000_000


def ranks_by_csls(
    queries: Floats2d,
    targets: Floats2d,
    beside: Floats2d,
    gold: Sequence[Collection[int]],
    k: int = NEIGHBOURS,
) -> list[Ints1d]:
    """Return for each query the ranks of its gold targets among all targets by CSLS, from 1, ascending.

    queries: float32[n, d]; targets: float32[m, d]; beside: float32[s, d], the words of the queries' language
    among which the targets' neighbourhoods are taken; gold: the rows of ``targets`` that are right for each
    query. Equal scores go to the smaller row. A query without gold has no ranks.
    """
    half = (neighbourhood(targets, beside, k) / 2).astype(np.float32)
    found: list[Ints1d] = []
    size = max(1, _CELLS // max(1, len(targets)))
    for start in range(0, len(queries), size):
        scores = queries[start : start + size] @ targets.T - half
        for row, own in zip(scores, gold[start : start + size], strict=True):
            ranks = [
                1 + int((row > row[place]).sum()) + int((row[:place] == row[place]).sum()) for place in own
            ]
            found.append(np.array(sorted(ranks), np.int64))
    return found


def precision_at(ranks: Sequence[Ints1d], k: int) -> float:
    """Return the share of queries with a gold target among the first k, 0 without queries."""
    return float(np.mean([len(own) > 0 and own[0] <= k for own in ranks])) if len(ranks) else 0.0


def average_precision(ranks: Sequence[Ints1d]) -> Floats1d:
    """Return float64[n]: the mean over a query's gold targets of the precision at their ranks; 0 without.

    Their mean over queries is MAP; with one gold target a query, it is the mean reciprocal rank.
    """
    return np.array([float((np.arange(1, len(own) + 1) / own).mean()) if len(own) else 0.0 for own in ranks])
