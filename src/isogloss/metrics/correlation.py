"""Correlations of predicted numbers with gold ones: by rank, and in a straight line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Ints1d
from isogloss.metrics.contract import Metric

_ROUNDING: Final = 1e-24
_BLOCK: Final = 1_000_000  # weights looked at together: memory does not grow with the draws


def spearman(labels: Sequence[str]) -> Metric:
    """Return Spearman's rank correlation, in [-1, 1]; ties share the mean of their ranks.

    labels: numbers as text. Where all gold values or all predictions are equal nothing is ranked, and it is 0
    (other libraries give nan, of which no mean over languages could be taken). A prediction that is no finite
    number counts as the mean of those that are. A draw of no example gives nan.
    """
    return _of(labels, _ranks)


def pearson(labels: Sequence[str]) -> Metric:
    """Return Pearson's correlation, in [-1, 1]; as ``spearman`` where it is not defined."""
    return _of(labels, lambda values, _: values[None, :])


def number_of(label: str) -> float:
    """Return the number that a label is; nan if it is none."""
    try:
        number = float(label)
    except ValueError:
        return np.nan
    return number if isfinite(number) else np.nan


def _of(labels: Sequence[str], scale: Callable[[Floats1d, Doubles2d], Doubles2d]) -> Metric:
    numbers = np.array([number_of(label) for label in labels])

    def metric(gold: Ints1d, predicted: Ints1d, weights: Doubles2d) -> Floats1d:
        one, two = _filled(numbers[gold]), _filled(numbers[predicted])
        size = max(1, _BLOCK // max(1, len(gold)))
        blocks = [weights[start : start + size] for start in range(0, len(weights), size)]
        return np.concatenate([_correlation(scale(one, own), scale(two, own), own) for own in blocks])

    return metric


def _filled(values: Floats1d) -> Floats1d:
    known = np.isfinite(values)
    return np.where(known, values, values[known].mean() if known.any() else 0.0)


def _ranks(values: Floats1d, weights: Doubles2d) -> Doubles2d:
    """Return float64[draws, n]: the rank of each value among all, each as often there as it weighs."""
    _, place = np.unique(values, return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    counts = np.add.reduceat(weights[:, order], starts, axis=1)
    middle = np.cumsum(counts, axis=1) - (counts - 1) / 2
    ranks: Doubles2d = middle[:, place]
    return ranks


def _correlation(first: Doubles2d, second: Doubles2d, weights: Doubles2d) -> Floats1d:
    """Return float64[draws] for float64[draws or 1, n] each."""
    total = weights.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        one, two = (
            values - (values * weights).sum(axis=1, keepdims=True) / total[:, None]
            for values in (first, second)
        )
        together = (weights * one * two).sum(axis=1)
        spreads = [(weights * values**2).sum(axis=1) for values in (one, two)]
        sizes = [(weights * values**2).sum(axis=1) for values in (first, second)]
        # What is left of a constant after its mean was taken away is rounding, not spread.
        flat = (spreads[0] <= _ROUNDING * sizes[0]) | (spreads[1] <= _ROUNDING * sizes[1])
        found = np.clip(together / np.sqrt(spreads[0] * spreads[1]), -1.0, 1.0)
    return np.where(total > 0, np.where(flat, 0.0, found), np.nan)
