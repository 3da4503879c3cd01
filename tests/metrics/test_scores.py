"""Metrics against scikit-learn, intervals against the obvious bootstrap."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score

from isogloss.arrays import Ints1d
from isogloss.metrics.bootstrap import difference, mean_difference, mean_score, score
from isogloss.metrics.contract import Metric
from isogloss.metrics.discovery import benjamini_hochberg
from isogloss.metrics.group import Group
from isogloss.metrics.table import OF_CLASSES, metric

classes = st.integers(0, 4)
examples = st.lists(st.tuples(classes, classes), min_size=1, max_size=30)


def columns(pairs: list[tuple[int, int]]) -> tuple[Ints1d, Ints1d]:
    table = np.array(pairs)
    return table[:, 0], table[:, 1]


# The obvious version of each metric.
SLOW = {
    "accuracy": accuracy_score,
    "macro_f1": partial(f1_score, average="macro", zero_division=0),
}


def slow(name: str, gold: Ints1d, predicted: Ints1d) -> float:
    return float(SLOW[name](gold, predicted))


def slow_draws(name: str, gold: Ints1d, predicted: Ints1d, seed: int) -> list[float]:
    random = np.random.default_rng(seed)
    picks = [random.integers(0, len(gold), len(gold)) for _ in range(1000)]
    return [slow(name, gold[pick], predicted[pick]) for pick in picks]


@pytest.mark.parametrize("name", OF_CLASSES)
@given(pairs=examples)
def test_a_metric_equals_scikit_learns(name: str, pairs: list[tuple[int, int]]) -> None:
    gold, predicted = columns(pairs)
    assert metric(name, ())(gold, predicted, np.ones((1, len(gold))))[0] == pytest.approx(
        slow(name, gold, predicted)
    )


@pytest.mark.parametrize("name", OF_CLASSES)
@given(pairs=examples, data=st.data())
def test_weights_count_like_repeated_examples(
    name: str, pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    gold, predicted = columns(pairs)
    counts = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(gold), max_size=len(gold))))
    if counts.sum() == 0:
        counts[0] = 1
    repeated = np.repeat(np.arange(len(gold)), counts)
    assert metric(name, ())(gold, predicted, counts[None, :].astype(float))[0] == pytest.approx(
        slow(name, gold[repeated], predicted[repeated])
    )


@pytest.mark.parametrize("name", OF_CLASSES)
def test_an_interval_is_that_of_the_plain_bootstrap_over_examples(name: str) -> None:
    random = np.random.default_rng(7)
    gold = random.integers(0, 4, 120)
    predicted = np.where(random.random(120) < 0.6, gold, random.integers(0, 4, 120))
    fast = score(metric(name, ()), gold, predicted)
    low, high = np.percentile(slow_draws(name, gold, predicted, seed=1), [2.5, 97.5])
    assert fast.value == pytest.approx(slow(name, gold, predicted))
    assert fast.low == pytest.approx(low, abs=0.02)
    assert fast.high == pytest.approx(high, abs=0.02)


def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(3)
    hits = 0
    for trial in range(200):
        right = (random.random(150) < 0.7).astype(np.int64)
        measured = score(metric("accuracy", ()), np.ones(150, dtype=np.int64), right, seed=trial)
        hits += measured.low <= 0.7 <= measured.high
    assert 0.90 <= hits / 200 <= 0.99


def test_a_paired_difference_is_surer_than_two_intervals_when_systems_err_alike() -> None:
    random = np.random.default_rng(5)
    gold = random.integers(0, 3, 200)
    second = np.where(random.random(200) < 0.6, gold, (gold + 1) % 3)
    first = second.copy()
    first[np.flatnonzero(second != gold)[:12]] = gold[np.flatnonzero(second != gold)[:12]]
    paired = difference(metric("accuracy", ()), gold, first, second)
    assert paired.value == pytest.approx(12 / 200)
    assert 0 < paired.low < paired.high
    assert paired.p < 0.01
    apart = score(metric("accuracy", ()), gold, first)
    assert paired.high - paired.low < apart.high - apart.low


def test_no_difference_gives_no_significance() -> None:
    gold = np.arange(50) % 3
    same = difference(metric("macro_f1", ()), gold, gold, gold)
    assert (same.value, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)


def groups(shared: bool) -> list[Group]:
    random = np.random.default_rng(11)
    right = random.random(100) < 0.5
    made = []
    for language in range(20):
        ids = [str(i) if shared else f"{language}-{i}" for i in range(100)]
        made.append(Group(ids, np.ones(100, dtype=np.int64), right.astype(np.int64)))
    return made


def test_a_mean_over_languages_with_the_same_items_is_no_surer_than_one_language() -> None:
    one = score(metric("accuracy", ()), groups(True)[0].gold, groups(True)[0].predicted)
    shared, apart = (mean_score(metric("accuracy", ()), groups(kind)) for kind in (True, False))
    assert shared.high - shared.low == pytest.approx(one.high - one.low, abs=0.03)
    assert apart.high - apart.low < (shared.high - shared.low) / 2


@pytest.mark.parametrize("name", OF_CLASSES)
def test_a_mean_and_its_difference_are_means_of_the_groups(name: str) -> None:
    random = np.random.default_rng(2)
    first, second = [], []
    for size in (5, 30, 80):
        ids = [str(i) for i in range(size)]
        gold = random.integers(0, 3, size)
        first.append(Group(ids, gold, random.integers(0, 3, size)))
        second.append(Group(ids, gold, random.integers(0, 3, size)))
    means = [np.mean([slow(name, g.gold, g.predicted) for g in side]) for side in (first, second)]
    compared = mean_difference(metric(name, ()), first, second)
    assert mean_score(metric(name, ()), first).value == pytest.approx(means[0])
    assert compared.value == pytest.approx(means[0] - means[1])
    assert compared.low <= compared.value <= compared.high


def slow_benjamini_hochberg(p_values: list[float]) -> list[float]:
    m = len(p_values)
    ranked = sorted(p_values)
    return [min(1.0, min(ranked[j] * m / (j + 1) for j in range(m) if ranked[j] >= p)) for p in p_values]


@given(st.lists(st.sampled_from([0.0, 0.001, 0.01, 0.02, 0.04, 0.2, 0.5, 1.0]), min_size=1, max_size=12))
def test_adjusted_p_values_follow_the_step_up_procedure(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values).tolist() == pytest.approx(slow_benjamini_hochberg(p_values))


def test_a_metric_of_no_examples_is_not_a_number() -> None:
    empty: Metric = metric("accuracy", ())
    assert np.isnan(empty(np.array([0]), np.array([0]), np.zeros((1, 1)))[0])
