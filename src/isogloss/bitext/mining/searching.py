"""The nearest lines of the other side, for every line of both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from isogloss.bitext.mining.shards import Vectors
from isogloss.bitext.mining.work import HERE, Shelf, Spread
from isogloss.data.fingerprint import combined
from isogloss.metrics.neighbours import tiles
from isogloss.metrics.topk import TopK
from isogloss.progress import track

if TYPE_CHECKING:
    import numpy.typing as npt

    from isogloss.arrays import Ints1d, Ints2d

_VERSION: Final = "2"  # another whenever the same vectors give other pieces
_FITS: Final = 2**31


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

    Every cosine is computed once, a shard against a shard. What a source shard gave is put on the shelf, its
    own neighbours and the rows of the targets' that it changed, which become fewer from shard to shard; a
    later call goes on from there. Memory: two shards, and k neighbours of each row.
    spread: who compares, a source shard at a time; whoever it is, the result is the same.
    """
    forward = TopK.empty(len(source), min(k, len(target)))
    backward = TopK.empty(len(target), min(k, len(source)))
    own = shelf.below(f"neighbours-{combined(_VERSION, source.key, target.key, str(k))[:16]}")
    places = source.places(_resume(own, source, forward, backward))
    sides = Sides(source, target, k)
    found = (
        _here(sides, places, forward, backward)
        if spread is HERE
        else _spread(sides, places, forward, backward, spread)
    )
    for place, changed in track(found, label="comparing", total=len(places), unit="shards"):
        rows = slice(source.starts[place], source.starts[place + 1])
        own.put(
            _name(place),
            indices=_small(forward.indices[rows]),
            values=forward.values[rows],
            changed=_small(changed),
            theirs=_small(backward.indices[changed]),
            their_values=backward.values[changed],
        )
    return forward, backward


def _here(sides: Sides, places: Iterable[int], forward: TopK, backward: TopK) -> Iterator[tuple[int, Ints1d]]:
    """Yield each shard of the source, once both sides hold its neighbours, and the targets it changed."""
    for place in places:
        row, vectors = sides.source.starts[place], sides.source.shard(place)
        changed = np.zeros(len(sides.target), bool)
        for column, others in sides.target.shards():
            for i, j, cosines in tiles(vectors, others):
                forward.offer(cosines, owner=row + i, index=column + j)
                changed[backward.offer(cosines, owner=column + j, index=row + i, axis=0)] = True
        yield place, np.flatnonzero(changed)


def _spread(
    sides: Sides, places: Iterable[int], forward: TopK, backward: TopK, spread: Spread
) -> Iterator[tuple[int, Ints1d]]:
    """As ``_here``; what other workers found is joined in the order of the shards, and so is the same."""
    for place, own, of_targets in spread.each(compare, sides, places):
        rows = slice(sides.source.starts[place], sides.source.starts[place + 1])
        forward.indices[rows], forward.values[rows] = own.indices, own.values
        yield place, backward.join(of_targets)


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
    """Fill in what stands on the shelf, up to the first lost piece; return the shard to go on from."""
    for place in source.places():
        part = shelf.get(_name(place))
        if part is None:
            return place
        rows, changed = slice(source.starts[place], source.starts[place + 1]), part["changed"]
        forward.indices[rows], forward.values[rows] = part["indices"], part["values"]
        backward.indices[changed], backward.values[changed] = part["theirs"], part["their_values"]
    return len(source.starts) - 1


def _name(place: int) -> str:
    return f"nearest-{place:06}"


def _small(places: Ints1d | Ints2d) -> npt.NDArray[Any]:
    """Return places as they are kept: in half as many bytes where they fit."""
    return places.astype(np.int32) if places.size and places.max() < _FITS else places
