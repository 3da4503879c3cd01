"""Influence is what leaving an example out and fitting again does."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.errors import InputError
from isogloss.training.heads.linear import softmax
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


def test_examples_of_another_model_are_refused() -> None:
    trained = fitted(*sample(2), 1.0)
    with pytest.raises(InputError, match="5 features"):
        influences(trained, np.zeros((1, 5)), np.array([0]))
