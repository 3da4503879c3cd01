"""Batches: every example once, lengths alike together, languages by temperature."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.training.finetuning.batches import batches, shares
from isogloss.training.finetuning.objectives.objective import Feature
from isogloss.training.finetuning.optimiser import rate_at


def features(lengths: list[int]) -> list[Feature]:
    return [Feature(place, ((0,) * length,), ((0,) * length,)) for place, length in enumerate(lengths)]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=200), st.integers(1, 20), st.integers(0, 5))
def test_every_example_comes_once_an_epoch(lengths: list[int], size: int, epoch: int) -> None:
    found = batches(features(lengths), ["eng"] * len(lengths), size=size, temperature=1.0, seed=(0, epoch))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    assert all(0 < len(batch) <= size for batch in found)


def test_the_same_seed_gives_the_same_order_and_each_epoch_its_own() -> None:
    given_features, languages = features([1] * 50), ["eng"] * 50
    first, again, later, other = (
        batches(given_features, languages, size=4, temperature=1.0, seed=seed)
        for seed in ((0, 0), (0, 0), (0, 1), (1, 0))
    )
    assert first == again
    assert first != later != other != first


def test_examples_alike_in_length_stand_in_one_batch() -> None:
    lengths = [1, 2, 3, 4] * 25
    found = batches(features(lengths), ["eng"] * 100, size=5, temperature=1.0, seed=(0, 0))
    assert all(len({lengths[place] for place in batch}) == 1 for batch in found)


@pytest.mark.parametrize(
    ("temperature", "expected"), [(1.0, {"eng": 90, "swh": 10}), (100.0, {"eng": 51, "swh": 49})]
)
def test_a_temperature_evens_languages_out(temperature: float, expected: dict[str, int]) -> None:
    languages = ["eng"] * 90 + ["swh"] * 10
    found = batches(features([1] * 100), languages, size=8, temperature=temperature, seed=(0, 0))
    assert Counter(languages[place] for batch in found for place in batch) == expected


@given(st.lists(st.integers(1, 500), min_size=1, max_size=12), st.floats(1, 100))
def test_shares_are_as_many_as_there_are(sizes: list[int], temperature: float) -> None:
    counts = shares(sizes, temperature)
    assert all(count >= 1 for count in counts)
    assert abs(sum(counts) - sum(sizes)) <= len(sizes)
    assert sorted(zip(sizes, counts, strict=True)) == sorted(zip(sorted(sizes), sorted(counts), strict=True))


def test_the_rate_rises_and_falls() -> None:
    rates = [rate_at(step, 100, 0.1) for step in range(101)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == rates[9] == rates[10] == 1
    assert rates[55] == pytest.approx(0.5)
    assert rates[100] == 0
    assert [rate_at(step, 3, 0.0) for step in range(3)] == pytest.approx([1, 2 / 3, 1 / 3])
