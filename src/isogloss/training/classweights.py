"""Weights of classes, so that each counts the same in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

Class = TypeVar("Class", str, int)


def balanced_weights(classes: Iterable[Class], golds: Sequence[Class]) -> tuple[float, ...]:
    """Return the weight of each class: of n golds of k classes, n / (k times its own), as scikit-learn's."""
    counts, known = Counter(golds), list(classes)
    return tuple(len(golds) / (len(known) * max(1, counts[one])) for one in known)
