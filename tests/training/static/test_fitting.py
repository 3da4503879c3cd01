from __future__ import annotations

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.models.static.features import BUCKETS
from isogloss.models.static.quantised import BLOCKS, CENTROIDS
from isogloss.models.static.rows import lay_out, sums
from isogloss.models.static.slots import SLOTS, slots
from isogloss.training.contrast import loss_gradient
from isogloss.training.static import kernels
from isogloss.training.static.compression import (
    LAYERS,
    Quantised,
    add_layer,
    balanced_rotation,
    decode,
    encode,
    prepare,
    quantise_lengths,
    train_codebook,
    weights_of,
)
from isogloss.training.static.rows import (
    Buckets,
    candidate_rows,
    candidates_of,
    importance_of,
    owners_of,
    rows_of,
)
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
    before = table[3].copy()
    for item in range(3):
        for row in rows_of_item(item):
            slow_squares[row] += float(sizes[item])
            slow[row] -= steps[item] / slow_squares[row] ** 0.5
    squares = np.zeros(4, np.float32)
    kernels.update(table, squares, *ITEMS, *RECORDS, steps, sizes, np.array([True, True, True, False]))
    np.testing.assert_allclose(table[:3], slow[:3], rtol=1e-5)
    np.testing.assert_allclose(squares[:3], slow_squares[:3], rtol=1e-6)
    assert (table[3] == before).all()  # a row that may not change
    assert squares[3] == 0


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
    gradient = loss_gradient(
        total.astype(np.float32), target, aims.astype(np.float32), settings.temperature, settings.cosine
    )
    np.testing.assert_allclose(gradient, numeric, atol=2e-4)


def test_an_item_without_rows_has_no_gradient() -> None:
    gradient = loss_gradient(
        np.zeros((1, 4), np.float32), np.array([0]), np.eye(4, dtype=np.float32), temperature=0.1, cosine=2.0
    )
    assert (gradient == 0).all()


def test_candidates_are_the_ngrams_that_more_than_one_text_of_a_language_shows() -> None:
    once, twice, english = 7, 9, 2**27 + 3
    # Text 0 is English, so its n-gram counts 8 x 0.3; one that a single text of a language shows counts 0.3.
    buckets = Buckets(np.array([0, 1, 4, 4]), np.array([english, twice, once, twice], np.uint32))
    candidates = candidates_of(buckets, np.array([0, 1, 2]), english=0, given=3)
    assert candidates.tolist() == [twice, english]
    records = candidate_rows(buckets, candidates)
    assert records.values.tolist() == [1, 0, 0]
    assert records.offsets.tolist() == [0, 1, 3, 3]


def test_the_more_important_of_two_takes_the_slot_and_the_other_its_next_choice() -> None:
    made = np.unique(np.random.default_rng(8).integers(0, BUCKETS, SLOTS, np.uint32))
    first = slots(made, 0)
    low, high = made[first == np.bincount(first).argmax()][:2]  # one slot is the first choice of both
    candidates = np.array([low, high], np.uint32)
    owners = owners_of(candidates, np.array([1.0, 2.0]))
    places = dict(zip(owners.candidates.tolist(), owners.slots.tolist(), strict=True))
    assert places == {1: slots(candidates, 0)[0], 0: slots(candidates, 1)[0]}
    records = rows_of(Buckets(np.array([0, 2, 3]), np.array([low, high, low + 1], np.uint32)), owners)
    assert owners.candidates[records.values].tolist() == [0, 1]
    assert records.offsets.tolist() == [0, 2, 2]


def test_a_full_table_holds_the_important_and_leaves_few_slots_empty() -> None:
    random = np.random.default_rng(7)
    candidates = np.unique(random.integers(0, BUCKETS, 3 * SLOTS, np.uint32))
    importance = random.uniform(size=len(candidates))
    owners = owners_of(candidates, importance)
    assert len(owners.slots) > 0.99 * SLOTS
    owns = np.zeros(len(candidates), bool)
    owns[owners.candidates] = True
    best = importance > np.quantile(importance, 1 - 0.9 * SLOTS / len(candidates))
    assert owns[best].mean() > 0.96


def test_long_and_frequent_rows_are_important() -> None:
    table = np.array([[3.0, 4.0], [3.0, 4.0], [0.0, 1.0]], np.float32)
    np.testing.assert_allclose(importance_of(table, np.array([1, 16, 81])), [5, 10, 3], rtol=1e-6)


def test_codes_name_the_nearest_centroid_of_each_block() -> None:
    random = np.random.default_rng(3)
    rows = random.normal(size=(300, 128)).astype(np.float32)
    codebook = train_codebook(rows, 2, random)
    codes = encode(rows[:20], codebook)
    assert codebook.shape == (BLOCKS, CENTROIDS, 8)
    for row, code in zip(rows[:20], codes, strict=True):
        for block in range(BLOCKS):
            distance = ((codebook[block].astype(float) - row[8 * block : 8 * block + 8]) ** 2).sum(axis=1)
            assert distance[code[block]] == pytest.approx(distance.min(), abs=1e-5)
    assert decode(codes, codebook).shape == (20, 128)


def quantised_rows() -> tuple[Floats2d, list[Quantised]]:
    """Return rows, and what they are as codes after each layer."""
    random = np.random.default_rng(9)
    table: Floats2d = random.normal(size=(3000, 128)).astype(np.float32)
    table *= random.uniform(0.1, 2, (3000, 1)).astype(np.float32)
    layers = [prepare(table, np.arange(1, 3001), finer=(1000, 200))]
    for _ in range(LAYERS):
        layers.append(add_layer(layers[-1], table, random))
    return table, layers[1:]


def test_each_layer_brings_its_rows_nearer_and_leaves_the_others() -> None:
    table, layers = quantised_rows()
    _, fine, finest = layers[0].members
    assert (fine.sum(), finest.sum()) == (1000, 200)
    assert not (finest & ~fine).any()
    first, second, third = (one.restored(table) for one in layers)
    assert (first[fine] == table[fine]).all()  # not done yet
    assert (second[finest] == table[finest]).all()
    np.testing.assert_allclose(first[~fine], third[~fine], atol=1e-5)
    errors = [((restored - table)[rows] ** 2).sum() / (table[rows] ** 2).sum()
              for restored, rows in ((first, ~fine), (second, fine & ~finest), (third, finest))]  # fmt: skip
    assert 0.4 > errors[0] > 2 * errors[1] > 4 * errors[2] > 0


def test_the_shipped_rows_are_the_restored_ones() -> None:
    table, layers = quantised_rows()
    candidates = np.unique(np.random.default_rng(10).integers(0, BUCKETS, 4000, np.uint32))[:3000]
    owners = owners_of(candidates, np.ones(len(candidates)))
    quantised = layers[-1]
    rows = lay_out(weights_of(quantised, owners))
    found = sums(rows, owners.slots.astype(np.uint32), np.ones(len(owners.slots), np.int64))
    np.testing.assert_allclose(found @ quantised.rotation.T, quantised.restored(table), atol=1e-4)


def test_the_rotation_keeps_angles_and_balances_blocks() -> None:
    random = np.random.default_rng(4)
    rows = (random.normal(size=(2000, 128)) * np.linspace(3, 0.1, 128)).astype(np.float32)
    rotation = balanced_rotation(rows, np.ones(2000))
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(128), atol=1e-9)
    logs = np.log((rows @ rotation).var(axis=0)).reshape(BLOCKS, 8).sum(axis=1)
    assert np.ptp(logs) < np.ptp(np.log(rows.var(axis=0)).reshape(BLOCKS, 8).sum(axis=1)) / 4


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
