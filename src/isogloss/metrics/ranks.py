"""Ranks of a few numbers, and how alike two rankings are."""

from __future__ import annotations

import numpy as np

from isogloss.arrays import Floats1d


def ranks(values: Floats1d) -> Floats1d:
    """Return float64[n]: the rank of each value from 1, the mean rank where several are the same."""
    _, of, counts = np.unique(values, return_inverse=True, return_counts=True)
    found: Floats1d = (np.cumsum(counts) - (counts - 1) / 2)[of]
    return found


def rank_correlation(one: Floats1d, other: Floats1d) -> float:
    """Return Spearman's rho of float64[n] each, in [-1, 1]; nan where a side is all alike, or empty."""
    if len(one) == 0 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])
