from __future__ import annotations

import numpy as np
import pytest

from isogloss.models.static.quantised import BLOCKS, CENTROIDS
from isogloss.training.static import kernels
from isogloss.training.static.compression import (
    balanced_rotation,
    decode,
    encode,
    quantise_lengths,
    train_codebook,
)
from isogloss.training.static.fitting import loss_gradient
from isogloss.training.static.rows import Buckets, Owners, owners_of, rows_of
from isogloss.training.static.settings import Settings
from isogloss.training.static.teacher import targets

ITEMS = (np.array([0, 1, 3, 3]), np.array([1, 0, 2], np.int32))  # [[1], [0, 2], []]
RECORDS = (np.array([0, 2, 3, 6]), np.array([0, 1, 1, 2, 2, 3], np.int32))  # [[0, 1], [1], [2, 2, 3]]


def rows_of_item(item: int) -> list[int]:
    members = ITEMS[1][ITEMS[0][item] : ITEMS[0][item + 1]]
    return [int(row) for member in members for row in RECORDS[1][RECORDS[0][member] : RECORDS[0][member + 1]]]


def test_sums_add_up_the_rows_of_all_records_of_an_item() -> None:
    table = np.random.default_rng(0).normal(size=(4, 6)).astype(np.float32)
    out = np.full((3, 6), 9, np.float32)
    kernels.sums(table, *ITEMS, *RECORDS, out)
    slow = [sum((table[row] for row in rows_of_item(item)), np.zeros(6)) for item in range(3)]
    np.testing.assert_allclose(out, slow, rtol=1e-5)


def test_an_update_is_adagrad_for_every_occurrence() -> None:
    random = np.random.default_rng(1)
    table = random.normal(size=(4, 6)).astype(np.float32)
    steps = random.normal(size=(3, 6)).astype(np.float32)
    sizes = np.array([0.5, 2.0, 1.0], np.float32)
    slow, slow_squares = table.astype(float), [0.0] * 4
    for item in range(3):
        for row in rows_of_item(item):
            slow_squares[row] += float(sizes[item])
            slow[row] -= steps[item] / slow_squares[row] ** 0.5
    squares = np.zeros(4, np.float32)
    kernels.update(table, squares, *ITEMS, *RECORDS, steps, sizes)
    np.testing.assert_allclose(table, slow, rtol=1e-5)
    np.testing.assert_allclose(squares, slow_squares, rtol=1e-6)


def test_the_gradient_is_that_of_the_loss() -> None:
    random = np.random.default_rng(2)
    settings = Settings(temperature=0.3, cosine=1.5)
    aims = random.normal(size=(4, 8))
    aims /= np.linalg.norm(aims, axis=1, keepdims=True)
    total, target = random.normal(size=(3, 8)), np.array([2, 0, 2])

    def loss(total: np.ndarray) -> float:
        v = total / np.linalg.norm(total, axis=1, keepdims=True)
        cosine = v @ aims[[0, 2]].T
        share = np.exp(cosine / settings.temperature)
        own = [1, 0, 1]
        right = cosine[range(3), own]
        return float(
            (-np.log(share[range(3), own] / share.sum(axis=1)) + settings.cosine * (1 - right)).sum()
        )

    numeric = np.zeros_like(total)
    for place in np.ndindex(total.shape):
        nudge = np.zeros_like(total)
        nudge[place] = 1e-5
        numeric[place] = (loss(total + nudge) - loss(total - nudge)) / 2e-5
    gradient = loss_gradient(total.astype(np.float32), target, aims.astype(np.float32), settings)
    np.testing.assert_allclose(gradient, numeric, atol=2e-4)


def test_an_item_without_rows_has_no_gradient() -> None:
    gradient = loss_gradient(
        np.zeros((1, 4), np.float32), np.array([0]), np.eye(4, dtype=np.float32), Settings()
    )
    assert (gradient == 0).all()


def test_a_slot_goes_to_the_ngram_with_the_best_score() -> None:
    slots = 900_000
    a, b, c = 7, 7 + slots, 9 + 3 * slots
    # Text 0 is English, so its b counts 8 x 0.3; a counts sqrt(4) in text 1 and 0.3 in text 2; c is alone.
    buckets = Buckets(np.array([0, 1, 5, 7]), np.array([b, a, a, a, a, a, c], np.uint32))
    owners = owners_of(buckets, np.array([0, 1, 2]), english=0)
    assert owners.slots.tolist() == [7, 9]
    assert owners.fingerprints.tolist() == [1, 3]
    records = rows_of(buckets, owners)
    assert records.values.tolist() == [0, 1]
    assert records.offsets.tolist() == [0, 1, 1, 2]


def test_without_the_weight_of_english_the_more_frequent_ngram_wins() -> None:
    buckets = Buckets(np.array([0, 1, 5]), np.array([7 + 900_000, 7, 7, 7, 7], np.uint32))
    owners = owners_of(buckets, np.array([1, 2]), english=0)
    assert isinstance(owners, Owners)
    assert owners.fingerprints.tolist() == [0]


def test_codes_name_the_nearest_centroid_of_each_block() -> None:
    random = np.random.default_rng(3)
    rows = random.normal(size=(300, 128)).astype(np.float32)
    codebook = train_codebook(rows, 2, random)
    codes = encode(rows[:20], codebook)
    assert codebook.shape == (BLOCKS, CENTROIDS, 4)
    for row, code in zip(rows[:20], codes, strict=True):
        for block in range(BLOCKS):
            distance = ((codebook[block].astype(float) - row[4 * block : 4 * block + 4]) ** 2).sum(axis=1)
            assert distance[code[block]] == pytest.approx(distance.min(), abs=1e-5)
    assert decode(codes, codebook).shape == (20, 128)


def test_the_rotation_keeps_angles_and_balances_blocks() -> None:
    random = np.random.default_rng(4)
    rows = (random.normal(size=(2000, 128)) * np.linspace(3, 0.1, 128)).astype(np.float32)
    rotation = balanced_rotation(rows, np.ones(2000))
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(128), atol=1e-9)
    logs = np.log((rows @ rotation).var(axis=0)).reshape(BLOCKS, 4).sum(axis=1)
    assert np.ptp(logs) < np.ptp(np.log(rows.var(axis=0)).reshape(BLOCKS, 4).sum(axis=1)) / 4


def test_lengths_are_kept_to_a_few_per_cent_and_zero_stays_zero() -> None:
    length = np.append(np.exp(np.random.default_rng(5).normal(size=5000)), 0.0)
    codes, levels = quantise_lengths(length)
    back = levels[codes]
    inner = (length > np.quantile(length, 0.01)) & (length < np.quantile(length, 0.99))
    np.testing.assert_allclose(back[inner], length[inner], rtol=0.03)
    assert back[-1] == 0
    assert (back[:-1] > 0).all()


def test_targets_are_principal_directions_of_unit_length() -> None:
    vectors = np.random.default_rng(6).normal(size=(400, 20)).astype(np.float32) * np.linspace(2, 0.1, 20)
    aims, kept = targets(vectors.astype(np.float32), pooled=300, dims=5)
    assert aims.shape == (400, 5)
    np.testing.assert_allclose(np.linalg.norm(aims, axis=1), 1, rtol=1e-5)
    assert 0.4 < kept < 0.9
