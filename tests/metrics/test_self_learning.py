"""A dictionary that grows from a few pairs, or from none, finds a rotation that is known."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.metrics.mapping import procrustes, unit
from isogloss.metrics.neighbours import csls, neighbourhood
from isogloss.metrics.self_learning import (
    Schedule,
    alike_by_distribution,
    mutual_pairs,
    refined,
    self_learned,
)
from tests.metrics.test_mapping import rotation, vectors

FEW = Schedule(most=300, patience=4, rounds=60)


def languages(n: int, d: int, noise: float = 0.0) -> tuple[Floats2d, Floats2d]:
    """Return one cloud of clusters twice: as it is, and turned, with the same row for the same word."""
    random = np.random.default_rng(7)
    middles = random.normal(size=(12, d)) * random.uniform(0.2, 3, (1, d))
    source = unit((middles[random.integers(0, 12, n)] + random.normal(size=(n, d)) * 0.7).astype(np.float32))
    moved = source @ rotation(d, 1) + random.normal(size=(n, d)) * noise
    return source, unit(moved.astype(np.float32))


@pytest.mark.parametrize(("n", "m"), [(30, 25), (1, 1), (0, 5), (5, 0), (1500, 9)])
def test_mutual_pairs_equal_the_slow_reference(n: int, m: int) -> None:
    source, target = vectors(n, 5, 1), vectors(m, 5, 2)
    found = mutual_pairs(source, target, k=3)
    near_x, near_y = neighbourhood(source, target, 3), neighbourhood(target, source, 3)
    whole = csls(source @ target.T, near_x, near_y)
    expected = [
        (i, j)
        for i in range(n)
        for j in range(m)
        if j == int(whole[i].argmax()) and i == int(whole[:, j].argmax())
    ]
    assert [tuple(pair) for pair in found.tolist()] == expected


def test_refinement_betters_what_a_few_pairs_began() -> None:
    source, target = languages(300, 20, noise=0.03)
    start = procrustes(source[:15], target[:15])
    end = refined(source, target, start)
    right = [
        float(((unit(source @ matrix) @ target.T).argmax(axis=1) == np.arange(300)).mean())
        for matrix in (start, end)
    ]
    assert right[0] < right[1]
    assert right[1] > 0.95
    np.testing.assert_allclose(end @ end.T, np.eye(20), atol=1e-4)


def test_words_are_known_by_how_their_similarities_are_spread() -> None:
    source, target = languages(200, 15)
    pairs = alike_by_distribution(source, target)
    assert (pairs[:, 0] == pairs[:, 1]).mean() > 0.95


@pytest.mark.parametrize("anchors", [0, 12])
def test_self_learning_finds_the_whole_dictionary(anchors: int) -> None:
    source, target = languages(300, 15, noise=0.01)
    known = np.stack([np.arange(anchors)] * 2, axis=1)
    pairs = known if anchors else alike_by_distribution(source, target)
    found = self_learned(source, target, pairs, seed=3, schedule=FEW)
    assert (found[:, 0] == found[:, 1]).mean() > 0.95
    again = self_learned(source, target, pairs, seed=3, schedule=FEW)
    assert found.tolist() == again.tolist()
