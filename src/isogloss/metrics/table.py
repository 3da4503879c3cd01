"""Metrics of predictions against gold classes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from isogloss import table
from isogloss.arrays import Doubles2d, Floats1d, Ints1d

Metric: TypeAlias = Callable[[Ints1d, Ints1d, Doubles2d], Floats1d]

METRICS: Final[Mapping[str, str]] = {
    "accuracy": "isogloss.metrics.accuracy:accuracy",
    "macro_f1": "isogloss.metrics.macro_f1:macro_f1",
}


def metric(name: str) -> Metric:
    """Return the metric called ``name``; raises UnknownName if there is none."""
    found: Metric = table.load(METRICS, name, kind="metric")
    return found
