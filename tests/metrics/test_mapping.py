"""Mappings find a rotation that is known, and never leave the ball they are kept in."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.errors import InputError
from isogloss.metrics.mapping import Side, centre, centred, procrustes, symmetric, unit


def vectors(n: int, d: int, seed: int) -> Floats2d:
    return unit(np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32))


def rotation(d: int, seed: int) -> Floats2d:
    q, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(d, d)))
    return np.asarray(q, np.float32)


def slow_procrustes(source: Floats2d, target: Floats2d) -> Floats2d:
    """Return the best of many rotations and mirrorings of the plane."""
    best, least = np.eye(2), np.inf
    for angle in np.linspace(0, 2 * np.pi, 7200, endpoint=False):
        for mirror in (1, -1):
            turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
            turn[1] *= mirror
            if (error := float(((source @ turn - target) ** 2).sum())) < least:
                best, least = turn, error
    return np.asarray(best, np.float32)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_procrustes_is_the_nearest_of_all_rotations(seed: int) -> None:
    source, target = vectors(6, 2, seed), vectors(6, 2, seed + 10)
    np.testing.assert_allclose(procrustes(source, target), slow_procrustes(source, target), atol=2e-3)


@pytest.mark.parametrize("n", [40, 12])
def test_a_rotation_is_found_again(n: int) -> None:
    source, turn = vectors(n, 12, 0), rotation(12, 1)
    np.testing.assert_allclose(procrustes(source, source @ turn), turn, atol=1e-4)


def test_with_other_dimensions_the_rows_or_the_columns_are_orthogonal() -> None:
    narrow, wide = vectors(30, 4, 2), vectors(30, 7, 3)
    widening, narrowing = procrustes(narrow, wide), procrustes(wide, narrow)
    np.testing.assert_allclose(widening @ widening.T, np.eye(4), atol=1e-5)
    np.testing.assert_allclose(narrowing.T @ narrowing, np.eye(4), atol=1e-5)


def test_weights_count_a_row_as_often_as_they_say() -> None:
    source, target = vectors(5, 3, 4), vectors(5, 3, 5)
    repeated = [0, 0, 0, 1, 2, 3, 3, 4]
    weights = np.array([3.0, 1, 1, 2, 1])
    expected = procrustes(source[repeated], target[repeated])
    np.testing.assert_allclose(procrustes(source, target, weights=weights), expected, atol=1e-5)


def test_rows_that_do_not_pair_are_refused() -> None:
    for n, m in ((0, 0), (3, 4)):
        with pytest.raises(InputError, match="same number of rows"):
            procrustes(vectors(n, 3, 0), vectors(m, 3, 0))


def test_a_side_centres_maps_and_leaves_zeros() -> None:
    found = vectors(8, 3, 6) * np.float32(5)
    found[2] = 0
    mean = centre(found)
    lengths = np.linalg.norm(Side(mean, rotation(3, 1)).apply(found), axis=1)
    np.testing.assert_allclose(lengths, [1, 1, 0, 1, 1, 1, 1, 1], atol=1e-6)
    for row, given in zip(centred(found, mean), found, strict=True):
        moved = given / (np.linalg.norm(given) or 1) - mean
        expected = moved / np.linalg.norm(moved) if given.any() else given
        np.testing.assert_allclose(row, expected, atol=1e-5)


@pytest.mark.parametrize(("d", "e"), [(12, 12), (12, 16), (16, 12)])
def test_the_symmetric_mapping_passes_over_directions_of_noise(d: int, e: int) -> None:
    random, hidden = np.random.default_rng(8), vectors(300, 6, 7)
    source, target = (
        unit(
            np.hstack([hidden, 0.4 * random.normal(size=(300, size - 6))]).astype(np.float32)
            @ rotation(size, size)
        )
        for size in (d, e)
    )
    pairs = np.stack([np.arange(150)] * 2, axis=1)
    a, b = symmetric(source, target, pairs)
    assert a.shape == (d, 12)
    assert b.shape == (e, 12)

    def right(mapped: Floats2d, beside: Floats2d) -> float:
        return float(((mapped @ beside.T).argmax(axis=1)[150:] == np.arange(150, 300)).mean())

    rotated = unit(source @ procrustes(source[:150], target[:150]))
    assert right(unit(source @ a), unit(target @ b)) > right(rotated, target) + 0.1


def test_with_fewer_pairs_than_dimensions_the_symmetric_mapping_is_finite() -> None:
    source = vectors(5, 12, 9)
    a, b = symmetric(source, source @ rotation(12, 2), np.stack([np.arange(5)] * 2, axis=1))
    assert np.isfinite(a).all()
    assert np.isfinite(b).all()
