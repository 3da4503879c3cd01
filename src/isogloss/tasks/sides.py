"""What a head sees of an example of several texts, once each is a vector."""

from __future__ import annotations

from collections.abc import Sequence

from isogloss.arrays import Floats2d


def alone(sides: Sequence[Floats2d]) -> Floats2d:
    """Return the vectors of the one side there is, float32[n, d]."""
    (only,) = sides
    return only


def compared(sides: Sequence[Floats2d]) -> Floats2d:
    """Return float32[n, 4d]: both vectors, their distance and their product by coordinate.

    Source: Conneau et al. 2017 (InferSent), section 3.1.
    """
    import numpy as np

    first, second = sides
    return np.concatenate([first, second, np.abs(first - second), first * second], axis=1)


def preferred(sides: Sequence[Floats2d]) -> Floats2d:
    """Return float32[n, 1 + 2d]: by how much the second choice goes better with the premise than the first.

    The first column is the difference of the cosines to the premise; then that of the products by
    coordinate, and that of the choices themselves. Choices in the other order give the negative.
    """
    import numpy as np

    premise, first, second = sides
    products = premise * second - premise * first
    return np.concatenate([products.sum(axis=1, keepdims=True), products, second - first], axis=1)
