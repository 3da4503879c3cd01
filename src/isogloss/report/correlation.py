"""How well a fact about languages orders them by score."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from msgspec import Struct

from isogloss.metrics.ranks import rank_correlation
from isogloss.report.portrait import Portrait

EXPLAINING: Final = ("coverage", "genetic_distance", "geographic_distance", "words")
_FEWEST: Final = 5


class Correlation(Struct, frozen=True, kw_only=True):
    """How well one fact orders the languages by score.

    rho: Spearman's, in [-1, 1], None for fewer than five languages or where all are alike. low, high: 95%.
    n: languages with the fact; unknown: those without.
    """

    fact: str
    rho: float | None
    low: float | None
    high: float | None
    n: int
    unknown: int


def correlation(fact: str, scores: Mapping[str, float], portraits: Mapping[str, Portrait]) -> Correlation:
    """Return the rank correlation of scores by language with a fact.

    Interval: Fisher's z with the variance (1 + rho^2 / 2) / (n - 3), Bonett and Wright 2000,
    Psychometrika 65(1).
    """
    known = [(portraits[code].facts[fact], scores[code]) for code in scores if fact in portraits[code].facts]
    n, unknown = len(known), len(scores) - len(known)
    x, y = np.array(known).T if known else (np.array([]), np.array([]))
    rho = rank_correlation(x, y)
    if n < _FEWEST or math.isnan(rho):
        return Correlation(fact=fact, rho=None, low=None, high=None, n=n, unknown=unknown)
    if abs(rho) > 1 - 1e-12:
        return Correlation(fact=fact, rho=rho, low=rho, high=rho, n=n, unknown=unknown)
    margin = 1.959964 * math.sqrt((1 + rho**2 / 2) / (n - 3))
    low, high = (math.tanh(math.atanh(rho) + side) for side in (-margin, margin))
    return Correlation(fact=fact, rho=rho, low=low, high=high, n=n, unknown=unknown)
