"""Findings that are means over sentences, answers or languages, each with its bootstrap interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.measure.intervals import BOOTSTRAP, interval, means
from isogloss.measure.probe import Finding

Detail: TypeAlias = Mapping[str, str | int]


def averages(named: Sequence[tuple[str, Detail]], values: Doubles2d, seed: int) -> Iterator[Finding]:
    """Yield the mean of each column of float64[n, columns], n >= 1; a draw takes the same rows of all.

    named: the metric and the detail of each column.
    """
    draws = means(values, seed)
    for place, (metric, detail) in enumerate(named):
        low, high = interval(draws[:, place])
        yield Finding(
            metric=metric,
            value=float(values[:, place].mean()),
            n=len(values),
            low=low,
            high=high,
            detail=detail,
            interval=BOOTSTRAP,
        )


def average(metric: str, values: Floats1d, seed: int, detail: Detail) -> Finding:
    """Return the mean of float64[n], n >= 1."""
    (found,) = averages([(metric, detail)], values[:, None], seed)
    return found


def by_layer(metric: str, values: Doubles2d, seed: int, detail: Detail) -> Iterator[Finding]:
    """Yield the mean of float64[n, layers] by layer (``layer=0``, …), then over layers (``layers=mean``)."""
    named: list[tuple[str, Detail]] = [
        (metric, {"layer": layer, **detail}) for layer in range(values.shape[1])
    ]
    named.append((metric, {"layers": "mean", **detail}))
    together = np.concatenate([values, values.mean(axis=1, keepdims=True)], axis=1)
    yield from averages(named, together, seed)


def ratio(metric: str, counts: Doubles2d, seed: int) -> Iterator[Finding]:
    """Yield the second sum by the first of float64[n, 2], n >= 1; nothing where the first is 0.

    A draw takes rows; one whose first sum is 0 is left out of the interval. ``n`` of the finding is the first
    sum.
    """
    whole, part = counts.sum(axis=0).tolist()
    if not whole:
        return
    draws = means(counts, seed)
    blank = np.full(len(draws), np.nan)
    low, high = interval(np.divide(draws[:, 1], draws[:, 0], out=blank, where=draws[:, 0] > 0))
    yield Finding(metric=metric, value=part / whole, n=int(whole), low=low, high=high, interval=BOOTSTRAP)
