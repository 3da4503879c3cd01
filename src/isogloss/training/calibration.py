"""Probabilities that mean what they say.

Source: Guo et al. 2017, arXiv:1706.04599, section 4.2, temperature scaling: one number, no change of the
order of classes.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Ints1d

_BOUNDS: Final = (-3.0, 3.0)  # of the natural logarithm: from a twentieth to twenty
_ENOUGH: Final = 10


def temperature_of(logits: Doubles2d, gold: Ints1d) -> float:
    """Return the temperature that makes ``softmax(logits / temperature)`` most likely.

    logits: float[n, k] of examples that training did not see; gold: int[n] class numbers. 1 where there are
    fewer than ten examples to judge by.
    """
    from scipy.optimize import minimize_scalar
    from scipy.special import logsumexp

    if len(gold) < _ENOUGH:
        return 1.0
    rows = np.arange(len(gold))

    def surprise(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        return float((logsumexp(scaled, axis=1) - scaled[rows, gold]).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=_BOUNDS, method="bounded").x))
