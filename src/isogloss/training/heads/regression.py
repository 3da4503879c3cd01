"""Ridge regression of a number, its penalty chosen on the source by leaving one example out.

Every example is left out in closed form (Golub, Heath and Wahba 1979), with the copies that views made of it;
of the grid, the largest penalty whose mean squared error is within one standard error of the least (Breiman
et al. 1984), as the strength of a linear classifier is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.errors import InputError
from isogloss.training.heads.head import Choice, Lesson, copies_of
from isogloss.training.keeping import keep_arrays
from isogloss.training.predicted import Predicted

GRID: Final = tuple(10.0 ** (power / 2) for power in range(-6, 7))
_FEWEST: Final = 3  # examples with which leaving one out says anything
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Regression:
    """weights: float64[d]; constant: what is added; choice: c is 1 / penalty."""

    weights: Floats1d
    constant: float
    choice: Choice

    def values(self, features: Doubles2d) -> Floats1d:
        """Return float64[n] for float[n, d]."""
        found: Floats1d = features.astype(np.float64) @ self.weights + self.constant
        return found

    def save(self, folder: Path) -> None:
        """Write ``regression.safetensors`` and ``regression.json``."""
        keep_arrays(folder / "regression.safetensors", {"weights": self.weights})
        facts = (self.constant, self.choice.c, self.choice.select)
        (folder / "regression.json").write_bytes(msgspec.json.encode(facts))

    @classmethod
    def load(cls, folder: Path) -> Regression:
        """Return the regression that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file

        constant, c, select = msgspec.json.decode(
            (folder / "regression.json").read_bytes(), type=tuple[float, float, str]
        )
        return cls(load_file(folder / "regression.safetensors")["weights"], constant, Choice(c, select))


def fit_regression(features: Doubles2d, lesson: Lesson) -> Regression:
    """Return the regression of the lesson's labels, which are numbers, on float[n, d].

    The penalty is the lesson's where it has one. Raises InputError if all labels are one number.
    """
    values = np.array([float(label) for label in lesson.labels])
    if len(set(values.tolist())) < 2:
        raise InputError(
            f"Training holds one score only, {lesson.labels[0]}: nothing can be learned from it.",
            fix="Check which column was taken for the score.",
        )
    rows = features.astype(np.float64)
    middle, constant = rows.mean(axis=0), float(values.mean())
    left, sizes, right = np.linalg.svd(rows - middle, full_matrices=False)
    turned = left.T @ (values - constant)
    choice = lesson.chosen or _choose(left, sizes, turned, values - constant, copies_of(lesson))
    weights = right.T @ (sizes / (sizes**2 + 1 / choice.c) * turned)
    return Regression(weights, constant - float(middle @ weights), choice)


def said(values: Sequence[float]) -> list[Predicted]:
    """Return numbers as they are predicted; no probability belongs to one, so it is 1."""
    return [Predicted(f"{value:.6g}", 1.0) for value in values]


def _choose(
    left: Doubles2d, sizes: Floats1d, turned: Floats1d, values: Floats1d, copies: Sequence[Sequence[int]]
) -> Choice:
    if len(copies) < _FEWEST:
        return Choice(1.0, "fixed")
    left_out = np.stack([_left_out(left, sizes, turned, values, penalty, copies) ** 2 for penalty in GRID])
    errors = np.stack([left_out[:, places].mean(axis=1) for places in copies], axis=1)
    means = errors.mean(axis=1)
    best = int(means.argmin())
    spread = errors[best].std(ddof=1) / np.sqrt(len(copies))
    penalty = max(p for p, mean in zip(GRID, means, strict=True) if mean <= means[best] + spread)
    return Choice(1 / penalty, "source-loo-1se")


def _left_out(
    left: Doubles2d,
    sizes: Floats1d,
    turned: Floats1d,
    values: Floats1d,
    penalty: float,
    copies: Sequence[Sequence[int]],
) -> Floats1d:
    """Return how far each value is from what examples other than its own copies predict.

    The constant and the weights are fitted to those others.
    """
    shares = sizes**2 / (sizes**2 + penalty)
    own = (left**2) @ shares + 1 / len(values)
    within = values - left @ (shares * turned)
    residuals: Floats1d = within / np.maximum(1 - own, _LEAST)
    for places in copies:
        if len(places) > 1:
            rows = left[places]
            kept = np.eye(len(places)) - (rows * shares) @ rows.T - 1 / len(values)
            spectrum, axes = np.linalg.eigh(kept)
            residuals[places] = axes @ (axes.T @ within[places] / np.maximum(spectrum, _LEAST))
    return residuals
