"""The test examples of one language, as one system predicted them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isogloss.arrays import Ints1d


@dataclass(frozen=True, slots=True)
class Group:
    """One language's examples: ids that may recur in other groups, gold and predicted class numbers."""

    ids: Sequence[str]
    gold: Ints1d
    predicted: Ints1d


def numbered(gold: Sequence[str], predicted: Sequence[str]) -> tuple[list[str], Ints1d, Ints1d]:
    """Return the labels in both columns, sorted, and the columns as numbers into them."""
    import numpy as np

    labels = sorted({*gold, *predicted})
    number = {label: place for place, label in enumerate(labels)}
    first, second = ([number[label] for label in column] for column in (gold, predicted))
    return labels, np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)
