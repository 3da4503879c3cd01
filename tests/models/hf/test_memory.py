"""Batches of like lengths, and what happens where memory does not suffice."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch", reason="needs isogloss[hf]")

import torch

from isogloss.errors import IsoglossError
from isogloss.models.hf.memory import TOKENS, in_batches, out_of_memory


@given(st.lists(st.integers(0, 3 * TOKENS), max_size=60), st.integers(1, 9))
def test_every_place_has_one_turn_in_batches_of_bounded_size(lengths: list[int], most: int) -> None:
    batches: list[list[int]] = []
    in_batches(lengths, batches.append, most=most)
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    turns = [lengths[place] for batch in batches for place in batch]
    assert turns == sorted(turns, reverse=True)
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[place] for place in batch) <= TOKENS
        assert len(batch) <= most


def test_out_of_memory_halves_the_batch_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    done: list[list[int]] = []

    def work(places: list[int]) -> None:
        if len(places) > 3:
            torch.empty(1 << 60, dtype=torch.uint8)  # more than any machine has
        done.append(places)

    with caplog.at_level(logging.WARNING):
        in_batches([5] * 20, work, most=16)
    assert [place for batch in done for place in batch] == list(range(20))
    assert {len(batch) for batch in done} == {2}
    assert [record.message for record in caplog.records] == [
        f"Out of memory with {size} texts at once: going on with {size // 2}." for size in (16, 8, 4)
    ]


def test_a_single_text_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(IsoglossError, match="A text of 7 tokens does not fit into memory"):
        in_batches([3, 7, 2], lambda _: torch.empty(1 << 60, dtype=torch.uint8), most=2)


def test_other_faults_are_not_taken_for_it() -> None:
    def work(_: list[int]) -> None:
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes"):
        in_batches([1], work, most=1)
    assert out_of_memory(torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"))
    assert out_of_memory(MemoryError())
    assert not out_of_memory(ValueError("out of memory"))
