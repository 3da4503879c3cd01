"""Influence is what leaving an example out and fitting again does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.errors import InputError
from isogloss.training.heads.linear import softmax
from isogloss.training.influence import linear as module
from isogloss.training.influence.linear import Trained, influences


def sample(classes: int, n: int = 70, d: int = 6, seed: int = 0) -> tuple[Doubles2d, Ints1d]:
    random = np.random.default_rng(seed)
    middles = random.normal(size=(classes, d))
    gold = np.arange(n) % classes
    return middles[gold] + random.normal(size=(n, d)), gold


def fitted(features: Doubles2d, gold: Ints1d, c: float) -> Trained:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=c, max_iter=10_000, tol=1e-10).fit(features, gold)
    weights, intercepts = model.coef_, model.intercept_
    if len(weights) == 1:
        weights, intercepts = np.vstack([0 * weights, weights]), np.concatenate([0 * intercepts, intercepts])
    return Trained(features, gold, weights, intercepts, c, np.ones(len(gold)))


def log_shares(trained: Trained, features: Doubles2d, labels: Ints1d) -> Doubles2d:
    shares = softmax(features @ trained.coefficients.T + trained.intercepts)
    return np.asarray(np.log(shares[np.arange(len(labels)), labels]))


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("c", [0.1, 1.0])
def test_influence_is_what_leaving_out_and_fitting_again_costs(classes: int, c: float) -> None:
    features, gold = sample(classes)
    asked = sample(classes, n=4, seed=1)[0]
    labels = np.arange(4) % classes
    trained = fitted(features, gold, c)
    found = influences(trained, asked, labels)
    before = log_shares(trained, asked, labels)
    lost = np.stack(
        [
            before - log_shares(fitted(np.delete(features, row, 0), np.delete(gold, row), c), asked, labels)
            for row in range(len(gold))
        ],
        axis=1,
    )
    for own, real in zip(found, lost, strict=True):
        assert np.corrcoef(own, real)[0, 1] > 0.97
        assert own @ real / (real @ real) == pytest.approx(0.8, abs=0.25)  # to first order, a little less


def test_a_wrong_label_beside_the_example_is_what_pushed_it_most() -> None:
    features, gold = sample(3, n=90)
    asked = features[:1] + 0.01
    planted = np.append(gold, 2)
    trained = fitted(np.concatenate([features, asked]), planted, 10.0)
    found = influences(trained, asked, np.array([2]))[0]
    assert int(found.argmax()) == 90


@pytest.mark.parametrize("classes", [2, 3])
def test_where_the_steps_do_not_arrive_the_hessian_is_formed(
    classes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    features, gold = sample(classes)
    trained = fitted(features, gold, 1.0)
    asked, labels = sample(classes, n=4, seed=1)[0], np.arange(4) % classes
    expected = influences(trained, asked, labels)
    monkeypatch.setattr(module, "_STEPS", 2)
    assert influences(trained, asked, labels) == pytest.approx(expected, rel=1e-5, abs=1e-9)


def test_what_cannot_be_solved_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    trained = fitted(*sample(3), 1.0)
    monkeypatch.setattr(module, "_STEPS", 2)
    monkeypatch.setattr(module, "_LARGEST", 5)
    with pytest.raises(InputError, match="cannot be told: the equation"):
        influences(trained, sample(3, n=2, seed=1)[0], np.array([0, 1]))
    monkeypatch.undo()
    broken = replace(trained, features=np.full_like(trained.features, np.nan))
    with pytest.raises(InputError, match="cannot be told"):
        influences(broken, sample(3, n=2, seed=1)[0], np.array([0, 1]))


@pytest.mark.parametrize("c", [1e6, 1e10])
def test_a_regression_that_is_hardly_held_back_is_solved_or_refused(c: float) -> None:
    features, gold = sample(3, n=40)
    features[:, 0] *= 1e6
    trained = replace(fitted(*sample(3, n=40), 10.0), features=features, c=c)
    try:
        found = influences(trained, features[:2], gold[:2])
    except InputError as said:
        assert "smaller C" in str(said.fix)  # noqa: PT017  either is right
    else:
        assert np.isfinite(found).all()


def test_examples_of_another_model_are_refused() -> None:
    trained = fitted(*sample(2), 1.0)
    with pytest.raises(InputError, match="5 features"):
        influences(trained, np.zeros((1, 5)), np.array([0]))
