"""Intervals of what is averaged over sentences: percentile bootstrap, sentences drawn with replacement."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.metrics.bootstrap import DRAWS, item_weights, percentiles

BOOTSTRAP: Final = f"boot{DRAWS}"
_KEPT: Final = 4_000_000  # weights; past that they are drawn anew


def means(values: Doubles2d, seed: int) -> Doubles2d:
    """Return float64[draws, columns]: column means of each draw of float64[items, columns], items >= 1."""
    if len(values) * DRAWS <= _KEPT:
        return np.asarray(_weights(len(values), seed) @ values / len(values))
    drawn = [weights @ values / len(values) for weights in item_weights(len(values), seed)]
    return np.concatenate(drawn)


def interval(draws: Floats1d) -> tuple[float, float]:
    """Return the bounds that hold 95% of the draws."""
    return percentiles(draws)


@lru_cache(maxsize=4)
def _weights(items: int, seed: int) -> Doubles2d:
    """Return float64[draws, items]; the same number of items is drawn in language after language."""
    return np.concatenate(list(item_weights(items, seed)))
