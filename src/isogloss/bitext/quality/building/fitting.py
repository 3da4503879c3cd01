"""The weights of the rules: a logistic regression that can only hold badness against a pair."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.optimize import minimize

from isogloss.arrays import Bools1d, Doubles2d, Floats1d
from isogloss.bitext.quality.building.cases import Case
from isogloss.bitext.quality.calibration import BIAS

# How often a rule is silenced in fitting, so that the score is right where some are left out.
_SILENCED: Final = 0.1
_PENALTY: Final = 1e-5


def weight_table(cases: Sequence[Case], names: Sequence[str], *, seed: int = 0) -> str:
    """Return the table of weights as text.

    Every kind of bad pair counts alike, and all of them together as much as the good ones.
    """
    found = features(cases, names, seed=seed)
    good = np.array([case.good for case in cases])
    weights = fitted(found, good, _counts(cases), signed=_signed(len(names)))
    lines = ["# Fitted on NTREX-128 lines 1-1609 (CC BY-SA 4.0), whole and perturbed; see building."]
    lines += ["rule\tslope\tbend\tunknown", f"{BIAS}\t{weights[0]:.3f}\t0\t0"]
    for n, name in enumerate(names):
        slope, bend, unknown = weights[1 + 3 * n : 4 + 3 * n]
        lines.append(f"{name}\t{slope:.3f}\t{bend:.3f}\t{unknown:.3f}")
    return "\n".join(lines).replace("-0.000", "0.000") + "\n"


def features(cases: Sequence[Case], names: Sequence[str], *, seed: int = 0) -> Doubles2d:
    """Return float64[n, 1 + 3 * rules]: one, then badness, its square, and whether nothing was said."""
    chance = random.Random(seed)  # noqa: S311  for a sample, not for a secret
    out = np.zeros((len(cases), 1 + 3 * len(names)))
    out[:, 0] = 1
    for row, case in enumerate(cases):
        for n, name in enumerate(names):
            value = None if chance.random() < _SILENCED else case.scored.badness.get(name)
            out[row, 1 + 3 * n : 4 + 3 * n] = (0, 0, 1) if value is None else (value, value**2, 0)
    return out


def fitted(found: Doubles2d, good: Bools1d, counts: Floats1d, *, signed: Bools1d) -> Floats1d:
    """Return float64[k]: the weights of least log loss; those that are ``signed`` are not above 0."""
    side = np.where(good, 1.0, -1.0)
    counts = counts / counts.sum()

    def loss(weights: Floats1d) -> tuple[float, Floats1d]:
        margins = side * (found @ weights)
        slope = -(counts * side / (1 + np.exp(np.clip(margins, -500, 500)))) @ found
        value = float(counts @ np.logaddexp(0, -margins) + _PENALTY * weights[1:] @ weights[1:])
        return value, slope + 2 * _PENALTY * np.concatenate([[0.0], weights[1:]])

    bounds = [(None, 0.0) if below else (None, None) for below in signed]
    done = minimize(loss, np.zeros(found.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B")
    weights: Floats1d = done.x
    return weights


def _signed(rules: int) -> Bools1d:
    return np.array([False] + [True, True, False] * rules)


def _counts(cases: Sequence[Case]) -> Floats1d:
    kinds = Counter(case.kind for case in cases)
    bad = len({case.kind for case in cases if not case.good})
    good = sum(case.good for case in cases)
    return np.array([1 / good if case.good else 1 / (bad * kinds[case.kind]) for case in cases])
