"""Searching shard by shard: what stands is taken, what is lost is searched for again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.bitext.mining.searching import search_exactly
from isogloss.bitext.mining.shards import Vectors
from isogloss.bitext.mining.work import Shelf
from isogloss.errors import InputError


def shelved(shelf: Shelf, key: str, seed: int) -> Vectors:
    """Three shards of four lines each."""
    made = np.random.default_rng(seed).normal(size=(12, 5)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    own = shelf.below(key)
    for place in range(3):
        rows = slice(4 * place, 4 * place + 4)
        own.put(f"{place:06}", vectors=made[rows], numbers=np.arange(12)[rows])
    return Vectors(own, key, np.arange(12), (0, 4, 8, 12))


@pytest.mark.parametrize("lost", ["nearest-000001.npz", "nearest-000000.npz", "nearest-000002.npz"])
def test_neighbours_are_the_same_after_a_piece_was_lost(tmp_path: Path, lost: str) -> None:
    shelf = Shelf(tmp_path)
    source, target = shelved(shelf, "a", 0), shelved(shelf, "b", 1)
    before = search_exactly(source, target, 3, shelf)
    (piece,) = tmp_path.rglob(lost)
    content = piece.read_bytes()
    for left in (None, content[:-40], content.replace(b"PK", b"KP")):
        piece.unlink()
        if left is not None:
            piece.write_bytes(left)
        after = search_exactly(source, target, 3, shelf)
        for one, other in zip(before, after, strict=True):
            assert one.indices.dtype == other.indices.dtype
            assert one.indices.tolist() == other.indices.tolist()
            assert one.values.tolist() == other.values.tolist()
        assert piece.read_bytes() == content


def test_what_stands_is_not_compared_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    source, target = shelved(shelf, "a", 0), shelved(shelf, "b", 1)
    search_exactly(source, target, 3, shelf)
    for piece in source.shelf.folder.iterdir():  # without vectors nothing could be compared
        piece.unlink()
    assert len(search_exactly(source, target, 3, shelf)) == 2


def test_pieces_grow_with_what_changes_not_with_what_there_is(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    made = np.random.default_rng(0).normal(size=(2, 1600, 8)).astype(np.float32)
    made /= np.linalg.norm(made, axis=2, keepdims=True)
    sides = []
    for key, vectors in zip("ab", made, strict=True):
        own = shelf.below(key)
        for place in range(16):
            own.put(f"{place:06}", vectors=vectors[100 * place : 100 * place + 100])
        sides.append(Vectors(own, key, np.arange(1600), tuple(range(0, 1601, 100))))
    search_exactly(sides[0], sides[1], 4, shelf)
    sizes = [file.stat().st_size for file in sorted(tmp_path.rglob("nearest-*.npz"))]
    assert len(sizes) == 16
    assert sizes[-1] < sizes[0] / 3


def test_damage_that_only_reading_shows_is_made_good_by_the_next_call(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("piece", vectors=np.arange(1000))
    file = tmp_path / "piece.npz"
    content = bytearray(file.read_bytes())
    content[500] ^= 1
    file.write_bytes(content)
    assert shelf.stands("piece")
    with pytest.raises(InputError, match="piece went missing"):
        shelf.part("piece", "vectors")
    assert not shelf.stands("piece")
    assert shelf.get("piece") is None
