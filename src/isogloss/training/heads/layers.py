"""Several networks of one hidden layer as one of the same answers: the mean of their logits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

Layer: TypeAlias = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]  # weights [in, out], biases [out]


def joined(networks: Sequence[Sequence[Layer]]) -> tuple[Layer, Layer]:
    """Return the network whose logits are the mean of the others', its hidden layer theirs side by side.

    networks: each a hidden layer and an output layer, over the same inputs and outputs.
    """
    hidden = [first for first, _ in networks]
    outputs = [second for _, second in networks]
    weights = np.concatenate([weights for weights, _ in hidden], axis=1)
    biases = np.concatenate([biases for _, biases in hidden])
    count = len(networks)
    out = np.concatenate([weights for weights, _ in outputs]) / count
    return (weights, biases), (out, np.mean([biases for _, biases in outputs], axis=0))
