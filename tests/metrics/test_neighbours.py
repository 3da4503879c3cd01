"""Neighbours as array code equal neighbours by loops, ties and tiny inputs among them."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.errors import InputError
from isogloss.metrics.neighbours import (
    csls,
    margin,
    margin_of_pairs,
    nearest,
    nearest_both,
    nearest_by_csls,
    neighbourhood,
)


def vectors(n: int, seed: int) -> Floats2d:
    """Return directions of few values, so that many cosines are equal and exact."""
    random = np.random.default_rng(seed)
    places = random.integers(0, 4, n)
    signs = random.choice([-1.0, 1.0], n)
    out = np.zeros((n, 4), np.float32)
    out[np.arange(n), places] = signs
    return out


def slow_nearest(queries: Floats2d, targets: Floats2d, k: int) -> list[list[int]]:
    found = []
    for query in queries:
        ranked = sorted((-float(query @ target), place) for place, target in enumerate(targets))
        found.append([place for _, place in ranked[:k]])
    return found


def slow_neighbourhood(queries: Floats2d, targets: Floats2d, k: int) -> list[float]:
    means = []
    for query in queries:
        best = sorted((float(query @ target) for target in targets), reverse=True)[:k]
        means.append(sum(best) / len(best) if best else 0.0)
    return means


@pytest.mark.parametrize(
    ("n", "m", "k"), [(7, 9, 1), (7, 9, 3), (1, 1, 5), (0, 4, 2), (1500, 12, 4), (3, 5000, 2), (600, 2100, 7)]
)
def test_nearest_equals_the_slow_reference(n: int, m: int, k: int) -> None:
    queries, targets = vectors(n, 1), vectors(m, 2)
    indices, similarities = nearest(queries, targets, k)
    assert indices.tolist() == slow_nearest(queries, targets, k)
    assert indices.shape == similarities.shape == (n, min(k, m))
    rows = np.arange(n)[:, None]
    assert (similarities == (queries @ targets.T)[rows, indices]).all()


@pytest.mark.parametrize(("n", "m", "k"), [(7, 9, 3), (4, 2, 10), (3, 0, 10), (1500, 12, 4)])
def test_neighbourhood_equals_the_slow_reference(n: int, m: int, k: int) -> None:
    queries, targets = vectors(n, 3), vectors(m, 4)
    np.testing.assert_allclose(neighbourhood(queries, targets, k), slow_neighbourhood(queries, targets, k))


def test_csls_and_margin_equal_their_formulas() -> None:
    random = np.random.default_rng(5)
    similarity = random.uniform(-1, 1, (6, 5)).astype(np.float32)
    of_queries, of_targets = random.uniform(-0.5, 1, 6), random.uniform(-0.5, 1, 5)
    corrected, ratio = csls(similarity, of_queries, of_targets), margin(similarity, of_queries, of_targets)
    for i in range(6):
        for j in range(5):
            both = of_queries[i] + of_targets[j]
            assert corrected[i, j] == pytest.approx(2 * similarity[i, j] - both, abs=1e-6)
            expected = similarity[i, j] / (both / 2) if both > 0 else 0
            assert ratio[i, j] == pytest.approx(expected, rel=1e-5)


def test_csls_passes_over_a_hub_that_cosine_chooses() -> None:
    targets = np.array([[0.8, 0.6], [0.7, -0.714]], np.float32)  # the first lies near to everything
    beside = np.array([[0.8, 0.6], [0.6, 0.8], [0.0, 1.0]], np.float32)
    query = np.array([[1.0, 0.0]], np.float32)
    assert nearest(query, targets)[0].tolist() == [[0]]
    assert nearest_by_csls(query, targets, beside, k=3).tolist() == [1]


def test_nearest_by_csls_equals_the_largest_of_csls() -> None:
    random = np.random.default_rng(6)
    made = [random.normal(size=(size, 8)).astype(np.float32) for size in (20, 30, 25)]
    queries, targets, beside = (one / np.linalg.norm(one, axis=1, keepdims=True) for one in made)
    whole = csls(queries @ targets.T, neighbourhood(queries, targets), neighbourhood(targets, beside))
    assert nearest_by_csls(queries, targets, beside).tolist() == whole.argmax(axis=1).tolist()


def test_both_directions_at_once_equal_one_after_the_other() -> None:
    a, b = vectors(700, 7), vectors(2300, 8)
    forward, backward = nearest_both(a, b, 5)
    assert (forward.indices == nearest(a, b, 5)[0]).all()
    assert (backward.indices == nearest(b, a, 5)[0]).all()


@pytest.mark.parametrize(("n", "k"), [(0, 4), (1, 4), (5, 2), (9, 30)])
def test_margin_of_pairs_equals_its_formula(n: int, k: int) -> None:
    a, b = vectors(n, 9), vectors(n, 10)
    expected = []
    for i in range(n):
        both = slow_neighbourhood(a[[i]], b, k)[0] + slow_neighbourhood(b[[i]], a, k)[0]
        expected.append(float(a[i] @ b[i]) / (both / 2) if both > 0 else 0.0)
    np.testing.assert_allclose(margin_of_pairs(a, b, k), expected, atol=1e-6)


def test_margin_of_pairs_is_low_for_a_pair_that_was_swapped() -> None:
    random = np.random.default_rng(11)
    a = random.normal(size=(40, 16)).astype(np.float32)
    a /= np.linalg.norm(a, axis=1, keepdims=True)
    b = a.copy()
    b[[3, 4]] = b[[4, 3]]
    scores = margin_of_pairs(a, b)
    assert set(np.argsort(scores)[:2].tolist()) == {3, 4}


def test_margin_of_pairs_refuses_sides_of_different_shape() -> None:
    with pytest.raises(InputError, match=r"\(3, 4\) and \(2, 4\)"):
        margin_of_pairs(vectors(3, 0), vectors(2, 0))
