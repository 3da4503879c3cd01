"""The relaxed CSLS loss equals its formula, and what minimises it stays where it is convex."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.metrics.mapping import procrustes, unit
from isogloss.metrics.rcsls import rcsls, relaxed_csls
from tests.metrics.test_mapping import rotation, vectors


def test_loss_equals_its_formula_and_slope_its_differences() -> None:
    source, target = vectors(12, 4, 0), vectors(11, 4, 1)
    pairs = np.array([[0, 3], [5, 5], [7, 1]])
    matrix = rotation(4, 2).astype(np.float64)
    loss, slope = relaxed_csls(source, target, pairs, matrix.astype(np.float32), 3)
    expected = 0.0
    for i, j in pairs:
        x, y = source[i] @ matrix, target[j]
        forth = sorted((float(x @ other) for other in target), reverse=True)[:3]
        back = sorted((float(other @ matrix @ y) for other in source), reverse=True)[:3]
        expected += -2 * float(x @ y) + sum(forth) / 3 + sum(back) / 3
    assert loss == pytest.approx(expected / 3, abs=1e-5)
    step = 1e-2
    for place in ((0, 0), (1, 3), (2, 2)):
        moved = matrix.astype(np.float32)
        moved[place] += step
        # Linear while no neighbour changes.
        assert relaxed_csls(source, target, pairs, moved, 3)[0] - loss == pytest.approx(
            slope[place] * step, abs=2e-4
        )


def test_the_loss_falls_and_the_matrix_stays_in_the_unit_ball() -> None:
    random = np.random.default_rng(3)
    source = vectors(150, 8, 4)
    target = unit((source @ rotation(8, 5) + random.normal(size=(150, 8)) * 0.25).astype(np.float32))
    pairs = np.stack([np.arange(60)] * 2, axis=1)
    start = procrustes(source[:60], target[:60])
    found = rcsls(source, target, pairs)
    assert relaxed_csls(source, target, pairs, found)[0] < relaxed_csls(source, target, pairs, start)[0]
    assert np.linalg.svd(found, compute_uv=False).max() <= 1 + 1e-5
