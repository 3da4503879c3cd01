"""Metrics of what two texts hold: sums of counts over examples, and a value of the sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from isogloss.arrays import Doubles2d, Floats1d, Ints1d

# Of a gold and a predicted text, how much of each kind there is.
Count: TypeAlias = Callable[[str, str], Sequence[float]]
# float64[draws, kinds] of sums, and float64[draws] of examples that count -> float64[draws].
Value: TypeAlias = Callable[[Doubles2d, Floats1d], Floats1d]


def counted(
    labels: Sequence[str], count: Count, value: Value
) -> Callable[[Ints1d, Ints1d, Doubles2d], Floats1d]:
    """Return the metric of numbers into ``labels`` whose value is one of sums of counts.

    Each pair of texts is counted once, however many draws it takes part in. A draw of no example gives nan.
    """
    import numpy as np

    known: dict[tuple[int, int], Sequence[float]] = {}

    def metric(gold: Ints1d, predicted: Ints1d, weights: Doubles2d) -> Floats1d:
        rows = []
        for pair in zip(gold.tolist(), predicted.tolist(), strict=True):
            if pair not in known:
                known[pair] = count(labels[pair[0]], labels[pair[1]])
            rows.append(known[pair])
        examples = weights.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            found = value(weights @ np.array(rows, dtype=np.float64), examples)
        return np.where(examples > 0, found, np.nan)

    return metric


def share(sums: Doubles2d, _: Floats1d) -> Floats1d:
    """Return the first sum over the second, 0 where both are."""
    import numpy as np

    return np.where(sums[:, 1] > 0, sums[:, 0] / sums[:, 1], 0.0)


def mean(sums: Doubles2d, examples: Floats1d) -> Floats1d:
    """Return the first sum over the number of examples."""
    average: Floats1d = sums[:, 0] / examples
    return average
