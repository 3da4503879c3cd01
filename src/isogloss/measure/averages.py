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
