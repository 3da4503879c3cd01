"""Searching shard by shard: what stands is taken, what is lost is searched for again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.bitext.mining.searching import search_exactly
from isogloss.bitext.mining.shards import Vectors
from isogloss.bitext.mining.work import Shelf


def shelved(shelf: Shelf, key: str, seed: int) -> Vectors:
    """Three shards of four lines each."""
    made = np.random.default_rng(seed).normal(size=(12, 5)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    own = shelf.below(key)
    for place in range(3):
        rows = slice(4 * place, 4 * place + 4)
        own.put(f"{place:06}", vectors=made[rows], numbers=np.arange(12)[rows])
    return Vectors(own, key, np.arange(12), (0, 4, 8, 12))


@pytest.mark.parametrize("lost", ["forward-000001.npz", "forward-000000.npz", "backward.npz"])
def test_neighbours_are_the_same_after_a_piece_was_lost(tmp_path: Path, lost: str) -> None:
    shelf = Shelf(tmp_path)
    source, target = shelved(shelf, "a", 0), shelved(shelf, "b", 1)
    before = search_exactly(source, target, 3, shelf)
    (piece,) = tmp_path.rglob(lost)
    piece.unlink()
    after = search_exactly(source, target, 3, shelf)
    for one, other in zip(before, after, strict=True):
        assert one.indices.tolist() == other.indices.tolist()
        assert one.values.tolist() == other.values.tolist()
