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


def alike(sides: Sequence[Floats2d]) -> Floats2d:
    """Return float32[n, 1 + 2d]: the cosine of both vectors, their distance and product by coordinate.

    A text without a vector (all zeros) has the cosine 0 with any other. Nothing says which text came first.
    """
    import numpy as np

    first, second = (side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-12) for side in sides)
    products = first * second
    cosines = products.sum(axis=1, keepdims=True)
    return np.concatenate([cosines, np.abs(first - second), products], axis=1).astype(np.float32)


def preferred(sides: Sequence[Floats2d]) -> Floats2d:
    """Return float32[n, 1 + 2d]: by how much the second choice goes better with the premise than the first.

    The first column is the difference of the cosines to the premise; then that of the products by
    coordinate, and that of the choices themselves. Choices in the other order give the negative.
    """
    import numpy as np

    premise, first, second = sides
    products = premise * second - premise * first
    return np.concatenate([products.sum(axis=1, keepdims=True), products, second - first], axis=1)
