"""The paired randomisation test against the exact one, and against what a p-value promises."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import kstest

from isogloss.arrays import Ints1d
from isogloss.metrics.bootstrap import difference
from isogloss.metrics.group import Group
from isogloss.metrics.randomisation import randomised
from isogloss.metrics.table import OF_CLASSES, metric


def exact(name: str, gold: Ints1d, first: Ints1d, second: Ints1d) -> float:
    """Return the share of all ways to swap items that part the systems as far: the test by enumeration."""
    whole = np.ones((1, len(gold)))
    found = []
    for swapped in product([False, True], repeat=len(gold)):
        one, two = np.where(swapped, second, first), np.where(swapped, first, second)
        found.append(
            abs(float(metric(name, ())(gold, one, whole)[0] - metric(name, ())(gold, two, whole)[0]))
        )
    return float(np.mean([value >= found[0] - 1e-12 for value in found]))


@pytest.mark.parametrize("name", OF_CLASSES)
@pytest.mark.parametrize("seed", range(4))
def test_p_is_that_of_all_ways_to_swap(name: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    gold, first, second = (random.integers(0, 3, 11) for _ in range(3))
    fast = difference(metric(name, ()), gold, first, second)
    assert fast.p == pytest.approx(exact(name, gold, first, second), abs=0.05)


def test_four_wins_and_no_loss_of_six_are_no_discovery() -> None:
    gold = np.ones(6, dtype=np.int64)
    found = difference(
        metric("accuracy", ()), gold, np.array([1, 1, 1, 1, 1, 0]), np.array([0, 0, 0, 0, 1, 0])
    )
    assert 0.1 <= found.p <= 0.15  # exactly 2 / 2**4


def test_p_is_about_uniform_where_the_systems_are_alike() -> None:
    random = np.random.default_rng(4)
    gold = np.ones(400, dtype=np.int64)
    found = []
    for seed in range(200):
        first, second = ((random.random(400) < 0.6).astype(np.int64) for _ in range(2))
        found.append(difference(metric("accuracy", ()), gold, first, second, seed=seed).p)
    assert kstest(found, "uniform").pvalue > 0.01
    assert np.mean(np.array(found) < 0.05) < 0.09


def test_a_clear_difference_has_the_smallest_p_there_is() -> None:
    gold = np.ones(50, dtype=np.int64)
    assert difference(metric("accuracy", ()), gold, gold, 1 - gold).p == pytest.approx(1 / 1001)


def one(ids: list[str], right: Ints1d) -> Group:
    return Group(ids, np.ones(len(ids), dtype=np.int64), right)


def test_languages_on_the_same_items_are_no_independent_evidence() -> None:
    random = np.random.default_rng(1)
    first, second = (random.random(40) < 0.7).astype(np.int64), (random.random(40) < 0.45).astype(np.int64)
    same = [str(item) for item in range(40)]
    alone = randomised(metric("accuracy", ()), [([one(same, first)], [one(same, second)])])
    twenty = [([one(same, first)], [one(same, second)]) for _ in range(20)]
    shared = randomised(metric("accuracy", ()), twenty)
    own = [
        ([one([f"{n}-{item}" for item in same], first)], [one([f"{n}-{item}" for item in same], second)])
        for n in range(20)
    ]
    assert shared.p(range(20)) == alone.p([0])
    assert randomised(metric("accuracy", ()), own).p(range(20)) < alone.p([0])


def test_other_items_are_two_independent_samples() -> None:
    # 4 of 4 right against 0 of 4: one way of 70 to deal the items out, and its mirror.
    first = one(["a", "b", "c", "d"], np.array([1, 1, 1, 1]))
    second = one(["e", "f", "g", "h"], np.array([0, 0, 0, 0]))
    found = randomised(metric("accuracy", ()), [([first], [second])])
    assert found.observed[0] == 1.0
    assert found.p([0]) == pytest.approx(2 / 70, abs=0.015)


def test_items_in_another_order_are_the_same_items() -> None:
    random = np.random.default_rng(8)
    ids = [str(item) for item in range(30)]
    first, second = (random.integers(0, 2, 30) for _ in range(2))
    turned = one(ids[::-1], second[::-1])
    pairs = [([one(ids, first)], [one(ids, second)]), ([one(ids, first)], [turned])]
    found = randomised(metric("accuracy", ()), pairs)
    assert found.p([0]) == found.p([1])


def test_trials_count_as_their_mean() -> None:
    ids = [str(item) for item in range(10)]
    right, wrong = np.ones(10, dtype=np.int64), np.zeros(10, dtype=np.int64)
    found = randomised(metric("accuracy", ()), [([one(ids, right)], [one(ids, wrong), one(ids, right)])])
    assert found.observed[0] == pytest.approx(0.5)
