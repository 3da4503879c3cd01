"""Regression of a number: what leaving an example out, with its copies, says of the penalty."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.errors import InputError
from isogloss.training.heads.head import Choice, Lesson
from isogloss.training.heads.regression import GRID, fit_regression


def numbers(count: int, *, times: int = 1, width: int = 12, noise: float = 0.5) -> Lesson:
    """Vectors and what a few of their dimensions add up to; each stands ``times`` times, shaken a little."""
    random = np.random.default_rng(3)
    vectors = random.normal(size=(count, width))
    values = vectors[:, :3].sum(axis=1) + noise * random.normal(size=count)
    rows = np.concatenate([vectors + 0.05 * random.normal(size=vectors.shape) for _ in range(times)])
    originals = [("jozi.tsv", str(place)) for place in range(count)]
    return Lesson(rows, [repr(value) for value in values.tolist()] * times, originals=originals * times)


def fitted(rows: Doubles2d, values: Floats1d, penalty: float) -> tuple[Floats1d, float]:
    middle, constant = rows.mean(axis=0), float(values.mean())
    left = (rows - middle).T @ (rows - middle) + penalty * np.eye(rows.shape[1])
    weights = np.linalg.solve(left, (rows - middle).T @ (values - constant))
    return weights, constant - float(middle @ weights)


def slow_choice(lesson: Lesson) -> float:
    """The rule as it reads: each example and its copies left out in turn, everything fitted to the others."""
    values = np.array([float(label) for label in lesson.labels])
    names = sorted(set(lesson.originals))
    errors = np.zeros((len(GRID), len(names)))
    for place, penalty in enumerate(GRID):
        for at, name in enumerate(names):
            out = np.array([one == name for one in lesson.originals])
            weights, constant = fitted(lesson.inputs[~out], values[~out], penalty)
            errors[place, at] = np.mean((values[out] - lesson.inputs[out] @ weights - constant) ** 2)
    means = errors.mean(axis=1)
    best = int(means.argmin())
    most = float(means[best] + errors[best].std(ddof=1) / np.sqrt(len(names)))
    return 1 / float(max(penalty for penalty, mean in zip(GRID, means, strict=True) if mean <= most))


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize(
    ("count", "width", "noise"), [(40, 12, 0.5), (12, 30, 0.1), (25, 25, 2.0), (3, 2, 0.1)]
)
def test_an_example_is_left_out_with_its_copies(times: int, count: int, width: int, noise: float) -> None:
    lesson = numbers(count, times=times, width=width, noise=noise)
    chosen = fit_regression(lesson.inputs, lesson).choice
    assert chosen == Choice(slow_choice(lesson), "source-loo-1se")


def test_copies_that_know_their_number_do_not_hide_that_nothing_is_learned() -> None:
    random = np.random.default_rng(5)
    rows, values = random.normal(size=(20, 60)), random.normal(size=20)
    labels, originals = [repr(one) for one in values.tolist()], [("a", str(place)) for place in range(20)]
    lesson = Lesson(np.concatenate([rows, rows]), labels * 2, originals=originals * 2)
    together = fit_regression(lesson.inputs, lesson)
    apart = fit_regression(lesson.inputs, Lesson(lesson.inputs, lesson.labels))
    assert together.choice.c < apart.choice.c


def test_copies_of_two_examples_are_too_few_to_choose_by() -> None:
    lesson = numbers(2, times=5)
    assert fit_regression(lesson.inputs, lesson).choice == Choice(1.0, "fixed")


def test_one_number_is_nothing_to_learn_from() -> None:
    with pytest.raises(InputError, match="one score only, 3"):
        fit_regression(np.eye(4), Lesson(np.eye(4), ["3"] * 4))
