"""Each method beside the slow twin that can be read beside its paper."""

from __future__ import annotations

from itertools import permutations
from math import exp

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.models.aligners.argmax import mutual_argmax
from isogloss.models.aligners.itermax import itermax
from isogloss.models.aligners.matching import match
from isogloss.models.aligners.softmax import softmax_links
from isogloss.models.aligners.transport import transport_links, transport_plan

Cells = list[tuple[int, int]]

SHAPES = [(1, 1), (1, 5), (4, 1), (3, 4), (6, 6), (9, 5)]


def similarities(seed: int, shape: tuple[int, int], *, ties: bool = False) -> Floats2d:
    values = np.random.default_rng(seed).uniform(-0.3, 1, shape)
    return np.asarray(np.round(values, 1) if ties else values, np.float32)


def slow_argmax(s: Floats2d) -> Cells:
    def first_largest(values: list[float]) -> int:
        return values.index(max(values))

    return [
        (i, j)
        for i in range(s.shape[0])
        for j in range(s.shape[1])
        if first_largest(s[i].tolist()) == j and first_largest(s[:, j].tolist()) == i
    ]


def slow_itermax(s: Floats2d, rounds: int, discount: float) -> Cells:
    links: set[tuple[int, int]] = set()
    for _ in range(rounds):
        weighted = np.zeros_like(s)
        for i in range(s.shape[0]):
            for j in range(s.shape[1]):
                row, column = any(a == i for a, _ in links), any(b == j for _, b in links)
                factor = np.float32(0 if row and column else discount if row or column else 1)
                weighted[i, j] = max(s[i, j], np.float32(0)) * factor
        links |= {cell for cell in slow_argmax(weighted) if weighted[cell] > 0}
    return sorted(links)


def slow_softmax(s: Floats2d, temperature: float, threshold: float) -> Cells:
    def share(values: list[float], place: int) -> float:
        return exp(values[place] / temperature) / sum(exp(value / temperature) for value in values)

    return [
        (i, j)
        for i in range(s.shape[0])
        for j in range(s.shape[1])
        if share(s[i].tolist(), j) > threshold and share(s[:, j].tolist(), i) > threshold
    ]


def slow_plan(s: Floats2d, entropy: float, steps: int) -> Floats2d:
    m, n = s.shape
    kernel = [[exp((float(s[i, j]) - 1) / entropy) for j in range(n)] for i in range(m)]
    left, right = [1.0] * m, [1.0] * n
    for _ in range(steps):
        left = [1 / m / sum(kernel[i][j] * right[j] for j in range(n)) for i in range(m)]
        right = [1 / n / sum(kernel[i][j] * left[i] for i in range(m)) for j in range(n)]
    return np.array([[left[i] * kernel[i][j] * right[j] for j in range(n)] for i in range(m)])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("ties", [False, True])
def test_argmax_and_itermax_are_their_slow_twins(shape: tuple[int, int], ties: bool) -> None:
    for seed in range(20):
        s = similarities(seed, shape, ties=ties)
        assert mutual_argmax(s) == slow_argmax(s)
        for rounds in (1, 2, 3):
            assert itermax(s, rounds=rounds) == slow_itermax(s, rounds, 0.9)


def test_itermax_links_what_argmax_leaves_free() -> None:
    s = np.array([[0.9, 0.8, 0.1], [0.2, 0.3, 0.7]], np.float32)
    assert mutual_argmax(s) == [(0, 0), (1, 2)]
    assert itermax(s) == [(0, 0), (0, 1), (1, 2)]


@pytest.mark.parametrize("shape", [(1, 1), (2, 5), (4, 4), (6, 3)])
def test_match_is_the_best_of_all_assignments(shape: tuple[int, int]) -> None:
    for seed in range(10):
        s = similarities(seed, shape)
        wide = s if shape[0] <= shape[1] else s.T
        best = max(
            permutations(range(wide.shape[1]), wide.shape[0]),
            key=lambda columns: sum(float(wide[i, j]) for i, j in enumerate(columns)),
        )
        expected = [(i, j) if wide is s else (j, i) for i, j in enumerate(best)]
        assert match(s) == sorted(expected)


@pytest.mark.parametrize("shape", SHAPES)
def test_softmax_is_its_slow_twin(shape: tuple[int, int]) -> None:
    for seed in range(20):
        s = similarities(seed, shape)
        assert softmax_links(s, temperature=0.2, threshold=0.15) == slow_softmax(s, 0.2, 0.15)


def test_softmax_links_a_word_to_two_that_are_alike() -> None:
    s = np.array([[0.9, 0.9, 0.0], [0.0, 0.0, 0.8]], np.float32)
    assert softmax_links(s) == [(0, 0), (0, 1), (1, 2)]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_transport_plan_is_its_slow_twin(shape: tuple[int, int]) -> None:
    for seed in range(5):
        s = similarities(seed, shape)
        plan = transport_plan(s, entropy=0.2, steps=500, tolerance=0)
        np.testing.assert_allclose(plan, slow_plan(s, 0.2, 500), rtol=1e-6, atol=1e-12)
        assert plan.sum(axis=0) == pytest.approx(1 / shape[1])


def test_transport_does_not_underflow_where_exponents_would() -> None:
    plan = transport_plan(np.array([[1.0, -1.0], [-1.0, 1.0]], np.float32), entropy=1e-4)
    np.testing.assert_allclose(plan, [[0.5, 0.0], [0.0, 0.5]], atol=1e-9)


def test_transport_shares_out_a_word_that_all_are_near_to() -> None:
    # Column 0 is nearest to both rows; its mass suffices for one.
    s = np.array([[0.9, 0.2], [0.8, 0.7]], np.float32)
    assert transport_links(s) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("method", [mutual_argmax, itermax, match, softmax_links, transport_links])
@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_a_side_without_words_has_no_links(method: object, shape: tuple[int, int]) -> None:
    assert callable(method)
    assert method(np.zeros(shape, np.float32)) == []
