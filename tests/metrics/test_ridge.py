"""Ridge regression: leaving groups out in closed form is leaving them out and fitting again."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.metrics.ridge import fit_ridge


def problem(n: int = 40, d: int = 5, seed: int = 0) -> tuple[Doubles2d, Floats1d]:
    random = np.random.default_rng(seed)
    features = np.concatenate([np.full((n, 1), 30.0), random.normal(size=(n, d))], axis=1)
    return features, 2 + features[:, 1] - features[:, 2] + 0.3 * random.normal(size=n)


def slow(features: Doubles2d, values: Floats1d, penalty: float) -> Floats1d:
    moments = features.T @ features + penalty * np.eye(features.shape[1])
    return np.asarray(np.linalg.solve(moments, features.T @ values))


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.parametrize("penalty", [0.01, 1.0, 100.0])
def test_what_is_left_out_in_closed_form_is_what_a_new_fit_gives(size: int, penalty: float) -> None:
    features, values = problem()
    groups = np.arange(40) // size
    found = fit_ridge(features, values, groups, (penalty,))
    assert found.weights == pytest.approx(slow(features, values, penalty), abs=1e-9)
    for group in range(groups.max() + 1):
        rest = groups != group
        again = slow(features[rest], values[rest], penalty)
        assert found.weights - found.without[:, group] == pytest.approx(again, abs=1e-8)
        assert found.residuals[~rest] == pytest.approx(values[~rest] - features[~rest] @ again, abs=1e-8)


def test_noise_asks_for_a_strong_penalty_and_a_rule_for_a_weak_one() -> None:
    features, values = problem()
    noise = np.random.default_rng(1).normal(size=40)
    every = np.arange(40)
    assert fit_ridge(features, noise, every).penalty > fit_ridge(features, values, every).penalty


def test_intervals_are_those_of_the_paper_row_by_row() -> None:
    features, values = problem(30)
    found = fit_ridge(features, values, np.arange(30), (1.0,))
    new = problem(7, seed=5)[0]
    low, high = found.intervals(new, 0.8)
    place = int(np.ceil(0.8 * 31))
    for row in range(7):
        centers = [new[row] @ (found.weights - found.without[:, one]) for one in range(30)]
        ups = sorted(center + abs(r) for center, r in zip(centers, found.residuals, strict=True))
        downs = sorted((center - abs(r) for center, r in zip(centers, found.residuals, strict=True)))[::-1]
        assert (low[row], high[row]) == pytest.approx((downs[place - 1], ups[place - 1]))


def test_intervals_hold_as_often_as_they_say() -> None:
    held = []
    for seed in range(60):
        features, values = problem(45, seed=seed)
        low, high = fit_ridge(features[:40], values[:40], np.arange(40)).intervals(features[40:], 0.9)
        held += ((low <= values[40:]) & (values[40:] <= high)).tolist()
    assert 0.85 < np.mean(held) < 0.96


def test_few_rows_give_the_widest_interval_there_is() -> None:
    features, values = problem(6, 2)
    found = fit_ridge(features, values, np.arange(6), (1.0,))
    low, high = found.intervals(features[:1])
    assert low[0] < features[0] @ found.weights < high[0]
