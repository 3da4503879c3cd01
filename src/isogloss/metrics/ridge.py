"""Ridge regression with every group of rows left out in closed form, and intervals made of that.

Sources: Hoerl and Kennard 1970 (ridge); Golub, Heath and Wahba 1979 (what a row left out changes); Barber,
Candes, Ramdas and Tibshirani 2021, arXiv:1905.02928 (jackknife+ and CV+).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Ints1d

PENALTIES: Final = tuple(10.0**power for power in np.arange(-2, 3.5, 0.5))


@dataclass(frozen=True, slots=True)
class Ridge:
    """A fitted regression and what it would be without each group.

    weights: float64[d]. without: float64[d, groups], the weights less those without a group. residuals:
    float64[n], of each row by the fit without its group. group_of: int[n], from 0. penalty: as used.
    """

    weights: Floats1d
    without: Doubles2d
    residuals: Floats1d
    group_of: Ints1d
    penalty: float

    @property
    def error(self) -> float:
        """Return the mean squared error of rows whose group was left out."""
        return float(np.mean(self.residuals**2))

    def predict(self, features: Doubles2d) -> Floats1d:
        """Return float64[m] for float64[m, d]."""
        return np.asarray(features @ self.weights)

    def intervals(self, features: Doubles2d, level: float = 0.95) -> tuple[Floats1d, Floats1d]:
        """Return the bounds float64[m] of CV+ (jackknife+ where every group is one row).

        Where fewer rows than ``1 / (1 - level)`` were seen, no finite bound keeps the promise, and the widest
        that residuals give is returned; how often bounds hold has to be counted either way.
        """
        center = self.predict(features)[:, None] - features @ self.without
        centers = center[:, self.group_of]
        size = np.abs(self.residuals)
        n = len(size)
        place = min(n, int(np.ceil(level * (n + 1)))) - 1
        low = np.partition(centers - size, n - 1 - place, axis=1)[:, n - 1 - place]
        high = np.partition(centers + size, place, axis=1)[:, place]
        return low, high


def fit_ridge(
    features: Doubles2d, values: Floats1d, group_of: Ints1d, penalties: Sequence[float] = PENALTIES
) -> Ridge:
    """Return the regression of the penalty whose error on groups left out is least, ties to the strongest.

    features: float64[n, d], with a column for the intercept, large beside the others, so that the penalty
    does not reach it. group_of: int[n], from 0; rows of a group are left out together.
    """
    groups = [np.flatnonzero(group_of == group) for group in range(int(group_of.max()) + 1)]
    spectrum, axes = np.linalg.eigh(features.T @ features)
    spectrum = np.maximum(spectrum, 0.0)
    turned = features @ axes
    fits = (
        _fitted(turned, values, groups, group_of, spectrum, penalty)
        for penalty in sorted(penalties, reverse=True)
    )
    best = min(fits, key=lambda one: one.error)
    return Ridge(axes @ best.weights, axes @ best.without, best.residuals, group_of, best.penalty)


def _fitted(
    turned: Doubles2d,
    values: Floats1d,
    groups: Sequence[Ints1d],
    group_of: Ints1d,
    spectrum: Floats1d,
    penalty: float,
) -> Ridge:
    """Return the fit in the coordinates in which the features' second moments are diagonal."""
    shrunk = turned / (spectrum + penalty)
    weights = shrunk.T @ values
    errors = values - turned @ weights
    residuals = np.empty_like(errors)
    alone = all(len(rows) == 1 for rows in groups)
    if alone:
        residuals = errors / (1 - np.einsum("ij,ij->i", turned, shrunk))
    else:
        for rows in groups:
            kept = np.eye(len(rows)) - turned[rows] @ shrunk[rows].T
            residuals[rows] = np.linalg.solve(kept, errors[rows])
    pulled = shrunk * residuals[:, None]
    without = np.zeros((turned.shape[1], len(groups)))
    np.add.at(without.T, group_of, pulled)
    return Ridge(weights, without, residuals, group_of, penalty)
