"""Accuracy."""

from __future__ import annotations

from isogloss.arrays import Doubles2d, Floats1d, Ints1d


def accuracy(gold: Ints1d, predicted: Ints1d, weights: Doubles2d) -> Floats1d:
    """Return the share of examples predicted right, in [0, 1], once for each row of weights.

    gold, predicted: int[n] class numbers. weights: float64[draws, n], how often each example counts.
    A row of weights that is all zero gives nan.
    """
    import numpy as np

    with np.errstate(invalid="ignore"):
        share: Floats1d = weights @ (gold == predicted).astype(np.float64) / weights.sum(axis=1)
    return share
