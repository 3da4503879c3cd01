"""Which of many things are looked at, where all would take too long and chance is not wanted."""

from __future__ import annotations

import numpy as np

from isogloss.arrays import Ints1d


def evenly(count: int, most: int) -> Ints1d:
    """Return int64[min(count, most)]: places in 0 … count - 1 from first to last, evenly spread.

    All places where there are no more than ``most``; of one alone, the first. The same numbers always give
    the same places, and none comes twice: neighbours lie one apart at least before they are rounded.
    """
    return np.linspace(0, max(count - 1, 0), max(min(count, most), 0)).round().astype(np.int64)
