"""The nearest lines of the other side, for every line of both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.bitext.mining.shards import Vectors
from isogloss.bitext.mining.work import HERE, Shelf, Spread
from isogloss.data.fingerprint import combined
from isogloss.metrics.neighbours import tiles
from isogloss.metrics.topk import TopK
from isogloss.progress import track

_VERSION: Final = "1"  # another whenever the same vectors give other neighbours


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared with what, and how many neighbours are kept."""

    source: Vectors
    target: Vectors
    k: int


def search_exactly(
    source: Vectors, target: Vectors, k: int, shelf: Shelf, spread: Spread = HERE
) -> tuple[TopK, TopK]:
    """Return the k nearest targets of each source row, and the k nearest sources of each target row.

    Every cosine is computed once, a shard against a shard; what a source shard gave is kept on the shelf,
    and a later call goes on from there. Memory: two shards, and k neighbours of each row.
    spread: who compares, a source shard at a time; whoever it is, the result is the same.
    """
    forward = TopK.empty(len(source), min(k, len(target)))
    backward = TopK.empty(len(target), min(k, len(source)))
    own = shelf.below(f"neighbours-{combined(_VERSION, source.key, target.key, str(k))[:16]}")
    done = _resume(own, source, forward, backward)
    places = source.places(done)
    sides = Sides(source, target, k)
    found = (
        _here(sides, places, forward, backward)
        if spread is HERE
        else _spread(sides, places, forward, backward, spread)
    )
    for place in track(found, label="comparing", total=len(places), unit="shards"):
        rows = slice(source.starts[place], source.starts[place + 1])
        own.put(f"forward-{place:06}", indices=forward.indices[rows], values=forward.values[rows])
        own.put("backward", indices=backward.indices, values=backward.values, done=np.array(place + 1))
    return forward, backward


def _here(sides: Sides, places: Iterable[int], forward: TopK, backward: TopK) -> Iterator[int]:
    """Yield the shards of the source, each once both sides hold its neighbours."""
    for place in places:
        row, vectors = sides.source.starts[place], sides.source.shard(place)
        for column, others in sides.target.shards():
            for i, j, cosines in tiles(vectors, others):
                forward.offer(cosines, owner=row + i, index=column + j)
                backward.offer(cosines, owner=column + j, index=row + i, axis=0)
        yield place


def _spread(
    sides: Sides, places: Iterable[int], forward: TopK, backward: TopK, spread: Spread
) -> Iterator[int]:
    """As ``_here``; what other workers found is joined in the order of the shards, and so is the same."""
    for place, own, of_targets in spread.each(compare, sides, places):
        rows = slice(sides.source.starts[place], sides.source.starts[place + 1])
        forward.indices[rows], forward.values[rows] = own.indices, own.values
        backward.join(of_targets)
        yield place


def compare(sides: Sides, place: int) -> tuple[int, TopK, TopK]:
    """Return the shard's place, its neighbours, and each target's within the shard. Memory: two shards."""
    row, vectors = sides.source.starts[place], sides.source.shard(place)
    forward = TopK.empty(len(vectors), min(sides.k, len(sides.target)))
    backward = TopK.empty(len(sides.target), min(sides.k, len(sides.source)))
    for column, others in sides.target.shards():
        for i, j, cosines in tiles(vectors, others):
            forward.offer(cosines, owner=i, index=column + j)
            backward.offer(cosines, owner=column + j, index=row + i, axis=0)
    return place, forward, backward


def _resume(shelf: Shelf, source: Vectors, forward: TopK, backward: TopK) -> int:
    """Fill in what stands on the shelf; return how many source shards that is, 0 if a part is lost."""
    stored = shelf.get("backward")
    if stored is None:
        return 0
    done = int(stored["done"])
    for place in range(done):
        rows = slice(source.starts[place], source.starts[place + 1])
        if rows.start < rows.stop:
            part = shelf.get(f"forward-{place:06}")
            if part is None:  # all is searched anew: what stood before it must not be offered twice
                forward.clear()
                return 0
            forward.indices[rows], forward.values[rows] = part["indices"], part["values"]
    backward.indices[:], backward.values[:] = stored["indices"], stored["values"]
    return done
