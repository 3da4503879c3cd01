"""Correlations against scipy, with ties; what is not defined; draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import pearsonr, spearmanr

from isogloss.metrics.bootstrap import score
from isogloss.metrics.group import numbered
from isogloss.metrics.table import metric

THEIRS: dict[str, Any] = {"spearman": spearmanr, "pearson": pearsonr}

# Pairs of columns: written out where something is special, else drawn with few or many ties.
SPECIAL: list[tuple[list[float], list[float]]] = [
    ([0.0, 5.0], [1.0, 2.0]),
    ([0.0, 5.0], [2.0, 1.0]),
    ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]),
    ([1.0, 2.0, 3.0], [3.0, 2.0, 1.0]),
    ([1.0, 1.0, 2.0, 2.0], [1.0, 2.0, 1.0, 2.0]),
    ([0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 1.0]),
    ([5.0, 4.8, 4.8, 4.8, 0.2], [0.9, 0.9, 0.1, 0.9, 0.1]),
    ([-1.0, -2.5, 0.0, 1e-9], [1e6, 2e6, -1e6, 0.0]),
    ([1e-12, 2e-12, 3e-12], [1.0, 3.0, 2.0]),
    ([3.0, 3.25, 3.5, 3.75, 4.0, 4.25], [0.31, 0.31, 0.32, 0.30, 0.33, 0.33]),
]


def drawn(seed: int) -> tuple[list[float], list[float]]:
    random = np.random.default_rng(seed)
    n, steps = int(random.integers(3, 60)), int(random.integers(2, 12))
    gold = np.round(random.random(n) * steps) / 4
    predicted = np.round(gold * random.normal() + random.random(n) * steps, int(random.integers(0, 3)))
    gold[0], gold[1], predicted[0], predicted[2] = 0.0, 9.5, -3.0, 7.0
    return gold.tolist(), predicted.tolist()


CASES = [*SPECIAL, *map(drawn, range(30))]


def measured(name: str, gold: list[float], predicted: list[str], weights: list[float] | None = None) -> float:
    labels, first, second = numbered([f"{value:.12g}" for value in gold], predicted)
    counts = np.array([weights if weights is not None else np.ones(len(gold))], dtype=float)
    return float(metric(name, labels)(first, second, counts)[0])


@pytest.mark.parametrize("name", THEIRS)
@pytest.mark.parametrize(("gold", "predicted"), CASES)
def test_a_correlation_is_scipys(name: str, gold: list[float], predicted: list[float]) -> None:
    expected = THEIRS[name](gold, predicted).statistic
    assert measured(name, gold, [repr(value) for value in predicted]) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("name", THEIRS)
@pytest.mark.parametrize(("gold", "predicted"), CASES[4:24])
def test_an_example_that_is_drawn_twice_counts_like_two(
    name: str, gold: list[float], predicted: list[float]
) -> None:
    times = [place % 3 for place in range(1, len(gold) + 1)]
    repeated = [np.repeat(column, times).tolist() for column in (gold, predicted)]
    expected = measured(name, repeated[0], [repr(value) for value in repeated[1]])
    weights = [float(count) for count in times]
    assert measured(name, gold, [repr(value) for value in predicted], weights) == pytest.approx(expected)


@pytest.mark.parametrize("name", THEIRS)
@pytest.mark.parametrize("constant", [0.0, 0.1, 3.7, 1e9])
def test_a_constant_ranks_nothing_and_scores_nought(name: str, constant: float) -> None:
    numbers = [1.0, 2.0, 3.5, 0.1, 0.2]
    assert measured(name, numbers, [repr(constant)] * 5) == 0.0
    assert measured(name, [constant] * 5, [repr(value) for value in numbers]) == 0.0
    assert measured(name, [constant], ["1"]) == 0.0


@pytest.mark.parametrize("name", THEIRS)
@pytest.mark.parametrize("answer", ["", "very alike", "nan", "inf", "-inf", "４,2"])
def test_what_is_no_number_counts_as_the_mean_of_the_others(name: str, answer: str) -> None:
    gold = [1.0, 2.0, 3.0, 4.0]
    assert measured(name, gold, ["1", "2", answer, "6"]) == measured(name, gold, ["1", "2", "3", "6"])
    assert measured(name, gold, [answer] * 4) == 0.0


def test_a_draw_of_nothing_is_nan() -> None:
    assert np.isnan(measured("spearman", [1.0, 2.0], ["1", "2"], [0.0, 0.0]))


@pytest.mark.parametrize("name", THEIRS)
def test_an_interval_is_that_of_the_plain_bootstrap(name: str) -> None:
    random = np.random.default_rng(3)
    gold = np.round(random.random(80) * 5, 1)
    predicted = np.round(gold + random.normal(size=80), 1)
    labels, first, second = numbered(
        [f"{value:.12g}" for value in gold], [repr(float(one)) for one in predicted]
    )
    found = score(metric(name, labels), first, second)
    picks = [random.integers(0, 80, 80) for _ in range(600)]
    low, high = np.percentile([THEIRS[name](gold[p], predicted[p]).statistic for p in picks], [2.5, 97.5])
    assert found.low == pytest.approx(low, abs=0.03)
    assert found.high == pytest.approx(high, abs=0.03)
