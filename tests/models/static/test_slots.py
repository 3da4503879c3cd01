from __future__ import annotations

import numpy as np
import pytest

from isogloss.models.static.features import BUCKETS
from isogloss.models.static.slots import CHOICES, SLOTS, find, fingerprints, slots
from tests.models.static.slow import FACTORS


def buckets(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, BUCKETS, n, np.uint32)


@pytest.mark.parametrize("choice", range(CHOICES))
def test_slots_equal_the_slow_reference_and_fill_the_table_evenly(choice: int) -> None:
    made = np.concatenate([buckets(200_000), np.array([0, 1, BUCKETS - 1], np.uint32)])
    found = slots(made, choice)
    slow = [(bucket * FACTORS[choice] % 2**32) * SLOTS >> 32 for bucket in made[-500:].tolist()]
    assert found[-500:].tolist() == slow
    assert found.max() < SLOTS
    shares = np.bincount(found // (SLOTS // 10 + 1), minlength=10) / len(made)
    np.testing.assert_allclose(shares, 0.1, atol=0.005)


def test_choices_of_one_bucket_are_unlike() -> None:
    made = buckets(100_000)
    for choice in range(1, CHOICES):
        assert (slots(made, choice) == slots(made, 0)).mean() < 1e-4


def test_the_first_choice_that_agrees_is_taken_and_empty_slots_never() -> None:
    owners, owned = np.zeros(SLOTS, np.uint8), np.zeros(SLOTS, bool)
    first, third, nowhere = made = np.array([0x02345678, 0x0ABCDEF1, 0x0BADF000], np.uint32)
    for bucket, choice in ((first, 0), (first, 1), (third, 2)):
        place = slots(np.array([bucket], np.uint32), choice)[0]
        owners[place], owned[place] = bucket & 0xFF, True
    found, have = find(made, owners, owned)
    assert have.tolist() == [True, True, False]  # the last has the fingerprint 0, as empty slots do
    assert nowhere & 0xFF == 0
    assert found[:2].tolist() == [slots(made[:1], 0)[0], slots(made[1:2], 2)[0]]


def test_few_unknown_buckets_are_taken_for_known_in_a_full_table() -> None:
    owners = fingerprints(buckets(SLOTS, seed=1))
    _, have = find(buckets(100_000, seed=2), owners, np.ones(SLOTS, bool))
    assert 0.010 < have.mean() < 0.022
