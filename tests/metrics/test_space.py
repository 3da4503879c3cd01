"""Measures of a space: languages told apart, mean cosines, the barrier of scripts."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.arrays import Floats3d
from isogloss.metrics.isotropy import mean_cosines, script_barrier, translation_cosines
from isogloss.metrics.mexa import unit_rows
from isogloss.metrics.separability import told_apart


def languages(apart: float, count: int = 4, n: int = 60, d: int = 12) -> Floats3d:
    random = np.random.default_rng(0)
    meaning = random.normal(size=(n, d))
    shift = apart * random.normal(size=(count, 1, d))
    return (meaning + 0.3 * random.normal(size=(count, n, d)) + shift).astype(np.float32)


@pytest.mark.parametrize("d", [12, 400])
def test_a_linear_probe_tells_languages_that_are_shifted_and_no_others(d: int) -> None:
    assert told_apart(languages(5.0, d=d)).mean() > 0.95
    together = told_apart(languages(0.0, d=d))
    assert together.mean() == pytest.approx(0.25, abs=0.15)
    assert together.shape == (4, 60)


def test_centring_each_language_takes_away_what_told_it() -> None:
    vectors = languages(5.0)
    assert told_apart(vectors - vectors.mean(axis=1, keepdims=True)).mean() < 0.5


def test_mean_cosines_leave_each_item_itself_out() -> None:
    vectors = np.random.default_rng(2).normal(size=(9, 4)).astype(np.float32)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    slow = [np.mean([unit[i] @ unit[j] for j in range(9) if j != i]) for i in range(9)]
    assert mean_cosines(vectors).tolist() == pytest.approx(slow, abs=1e-6)
    assert mean_cosines(np.ones((5, 3), np.float32)).tolist() == pytest.approx([1] * 5)


def test_translation_cosines_are_means_over_sentences() -> None:
    vectors = languages(1.0, count=3, n=7)
    unit = np.stack([unit_rows(one) for one in vectors])
    found = translation_cosines(vectors)
    assert found[0, 2] == pytest.approx(np.mean([unit[0, i] @ unit[2, i] for i in range(7)]), abs=1e-5)
    assert np.allclose(np.diag(found), 1, atol=1e-5)


def test_a_script_barrier_is_what_the_own_script_is_nearer() -> None:
    cosines = np.array([[1, 0.8, 0.2], [0.8, 1, 0.4], [0.2, 0.4, 1]])
    barrier = script_barrier(cosines, ["Latn", "Latn", "Ethi"])
    assert barrier[:2].tolist() == pytest.approx([0.6, 0.4])
    assert np.isnan(barrier[2])  # no other language is written so
