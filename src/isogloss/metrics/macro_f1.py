"""Macro-averaged F1."""

from __future__ import annotations

from isogloss.arrays import Doubles2d, Floats1d, Ints1d


def macro_f1(gold: Ints1d, predicted: Ints1d, weights: Doubles2d) -> Floats1d:
    """Return the unweighted mean of the classes' F1, in [0, 1], once for each row of weights.

    gold, predicted: int[n] class numbers. weights: float64[draws, n], how often each example counts.
    The mean is over the classes that occur, as gold or as prediction, among the examples that count (as
    scikit-learn's ``f1_score(average="macro")`` has it). A row of weights that is all zero gives nan.
    """
    import numpy as np

    classes = np.arange(max(gold.max(), predicted.max()) + 1)
    is_gold = (gold[:, None] == classes).astype(np.float64)
    is_predicted = (predicted[:, None] == classes).astype(np.float64)
    found = weights @ (is_gold * is_predicted)
    occurrences = weights @ (is_gold + is_predicted)
    with np.errstate(invalid="ignore"):
        per_class = np.divide(2 * found, occurrences, where=occurrences > 0, out=np.zeros_like(found))
        mean: Floats1d = per_class.sum(axis=1) / (occurrences > 0).sum(axis=1)
    return mean
