"""Influence of training examples on predictions of a logistic regression, by its exact Hessian.

Source: Koh and Liang 2017, "Understanding Black-box Predictions via Influence Functions", arXiv:1703.04730,
equation 2. The objective is scikit-learn's, ``C * sum of losses + |W|^2 / 2``, which is convex, so that its
Hessian is inverted by conjugate gradients; it is formed only where they do not arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Bools1d, Doubles2d, Floats1d, Ints1d
from isogloss.errors import InputError
from isogloss.training.heads.linear import softmax

_PRECISION: Final = 1e-8  # of the gradients that are solved for
_STEPS: Final = 2_000
_LARGEST: Final = 4_096  # weights whose Hessian is formed where the steps do not suffice
_BLOCK: Final = 64
_POOR: Final = 1e-4  # what a solution may miss at the most


@dataclass(frozen=True, slots=True)
class Trained:
    """A logistic regression and what it was fitted on.

    features: float[n, d]; gold: int[n]. coefficients: float64[k, d]; intercepts: float64[k]; of two classes
    the first row is zeros and fixed. c: inverse strength. weights: float64[n], of the examples.
    """

    features: Doubles2d
    gold: Ints1d
    coefficients: Doubles2d
    intercepts: Floats1d
    c: float
    weights: Floats1d


def influences(trained: Trained, features: Doubles2d, labels: Ints1d) -> Doubles2d:
    """Return float64[m, n]: how much each training example raises the log-probability of a label.

    features: float[m, d], of the examples asked about; labels: int[m], the class of each whose probability is
    meant, such as the predicted one. To first order it is what that log-probability loses when the training
    example is left out and the regression fitted again; temperature plays no part.
    Raises InputError if the numbers of columns differ, or the Hessian can hardly be inverted.
    """
    if features.shape[1] != trained.features.shape[1]:
        raise InputError(
            f"The examples have {features.shape[1]} features, those of training {trained.features.shape[1]}.",
            fix="Encode both with the same model.",
        )
    inputs, asked = _with_constant(trained.features), _with_constant(features)
    theta = np.concatenate([trained.coefficients, trained.intercepts[:, None]], axis=1)
    shares = softmax(inputs @ theta.T)
    # Gradients of log-probabilities: (one-hot - p) x; those of losses have the other sign.
    raised = _gradients(asked, softmax(asked @ theta.T), labels)
    scale = trained.c * trained.weights
    moved = _solved(inputs, shares, scale, raised)
    pulls = (np.eye(len(theta))[trained.gold] - shares) * scale[:, None]
    return np.asarray(np.einsum("mkd,nd,nk->mn", moved, inputs, pulls, optimize=True))


def _with_constant(features: Doubles2d) -> Doubles2d:
    table = np.asarray(features, np.float64)
    return np.concatenate([table, np.ones((len(table), 1))], axis=1)


def _gradients(features: Doubles2d, shares: Doubles2d, labels: Ints1d) -> Doubles2d:
    """Return float64[m, k, d + 1], of log-probabilities; of two classes the first is fixed."""
    toward = np.eye(shares.shape[1])[labels] - shares
    if shares.shape[1] == 2:
        toward[:, 0] = 0
    return np.asarray(toward[:, :, None] * features[:, None, :])


def _solved(inputs: Doubles2d, shares: Doubles2d, scale: Floats1d, given: Doubles2d) -> Doubles2d:
    """Return the inverse Hessian times each of ``given``, float64[m, k, d + 1]; raises InputError."""
    with np.errstate(all="ignore"):  # what came to no number is seen below
        solution, open_ = _stepped(inputs, shares, scale, given)
        if open_.any() and given[0].size <= _LARGEST:
            solution[open_] = _directly(inputs, shares, scale, given[open_])
        rest = given - _hessian(inputs, shares, scale, solution)
        missed = np.sqrt((rest**2).sum(axis=(1, 2)) / np.maximum((given**2).sum(axis=(1, 2)), 1e-300))
    if not (missed <= _POOR).all():  # NaN is not, either
        raise InputError(
            f"Influence cannot be told: the equation that it solves is left open by {missed.max():.0e}.",
            fix="The regression hardly holds its weights back (C is large), or its features differ widely in "
            "size: train it with a smaller C.",
        )
    return solution


def _directly(inputs: Doubles2d, shares: Doubles2d, scale: Floats1d, given: Doubles2d) -> Doubles2d:
    """Return the same by the Hessian itself."""
    shape, size = given.shape[1:], given[0].size
    free = np.arange(shape[1] if shape[0] == 2 else 0, size)  # of two classes the first is fixed
    rows = [
        _hessian(inputs, shares, scale, one.reshape(-1, *shape)).reshape(-1, size)[:, free]
        for one in np.split(np.eye(size)[free], range(_BLOCK, len(free), _BLOCK))
    ]
    solved = np.zeros((len(given), size))
    try:
        found = np.linalg.lstsq(np.concatenate(rows), given.reshape(-1, size)[:, free].T, rcond=None)[0]
    except np.linalg.LinAlgError:  # numbers that are none
        found = np.full((len(free), len(given)), np.nan)
    solved[:, free] = found.T
    return solved.reshape(given.shape)


def _stepped(
    inputs: Doubles2d, shares: Doubles2d, scale: Floats1d, given: Doubles2d
) -> tuple[Doubles2d, Bools1d]:
    """Return the same by conjugate gradients, all at once, and bool[m]: which have not arrived.

    Adding one number to all intercepts changes nothing; ``given`` has no part in that direction, and
    conjugate gradients stay out of it.
    """
    solution, rest = np.zeros_like(given), given.copy()
    direction = rest.copy()
    size = (rest**2).sum(axis=(1, 2))
    small = _PRECISION**2 * np.maximum(size, 1e-300)
    for _ in range(_STEPS):
        open_ = size > small
        if not open_.any():
            break
        pushed = _hessian(inputs, shares, scale, direction)
        along = (direction * pushed).sum(axis=(1, 2))
        step = np.where(open_, size / np.where(along > 0, along, 1.0), 0.0)[:, None, None]
        solution += step * direction
        rest -= step * pushed
        smaller = (rest**2).sum(axis=(1, 2))
        turn = np.where(open_, smaller / np.where(size > 0, size, 1.0), 0.0)[:, None, None]
        direction = rest + turn * direction
        size = smaller
    return solution, ~(size <= small)


def _hessian(inputs: Doubles2d, shares: Doubles2d, scale: Floats1d, given: Doubles2d) -> Doubles2d:
    """Return the Hessian times each of float64[m, k, d + 1]."""
    logits = np.einsum("nd,mkd->mnk", inputs, given, optimize=True)
    curved = shares * (logits - (shares * logits).sum(axis=2, keepdims=True)) * scale[:, None]
    if shares.shape[1] == 2:
        curved[:, :, 0] = 0
    pushed = np.einsum("mnk,nd->mkd", curved, inputs, optimize=True)
    pushed[:, :, :-1] += given[:, :, :-1]  # the intercepts are free
    return np.asarray(pushed)
