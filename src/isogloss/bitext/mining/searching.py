"""The nearest lines of the other side, for every line of both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.bitext.mining.shards import Vectors
from isogloss.bitext.mining.work import Shelf
from isogloss.data.fingerprint import combined
from isogloss.metrics.neighbours import tiles
from isogloss.metrics.topk import TopK
from isogloss.progress import track

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

_VERSION: Final = "1"  # another whenever the same vectors give other neighbours


def search_exactly(source: Vectors, target: Vectors, k: int, shelf: Shelf) -> tuple[TopK, TopK]:
    """Return the k nearest targets of each source row, and the k nearest sources of each target row.

    Every cosine is computed once, a shard against a shard; what a source shard gave is kept on the shelf,
    and a later call goes on from there. Memory: two shards, and k neighbours of each row.
    """
    forward = TopK.empty(len(source), min(k, len(target)))
    backward = TopK.empty(len(target), min(k, len(source)))
    own = shelf.below(f"neighbours-{combined(_VERSION, source.key, target.key, str(k))[:16]}")
    done = _resume(own, source, forward, backward)
    pending = source.shards(done)
    places = [
        place
        for place in range(done, len(source.starts) - 1)
        if source.starts[place] < source.starts[place + 1]
    ]
    for place in track(places, label="comparing", unit="shards"):
        row, vectors = next(pending)
        for column, others in target.shards():
            offer(vectors, others, forward, backward, row, column)
        rows = slice(row, row + len(vectors))
        own.put(f"forward-{place:06}", indices=forward.indices[rows], values=forward.values[rows])
        own.put("backward", indices=backward.indices, values=backward.values, done=np.array(place + 1))
    return forward, backward


def offer(a: Floats2d, b: Floats2d, forward: TopK, backward: TopK, row: int, column: int) -> None:
    """Offer all cosines of two blocks, which begin at these rows of their sides."""
    for i, j, cosines in tiles(a, b):
        forward.offer(cosines, owner=row + i, index=column + j)
        backward.offer(cosines, owner=column + j, index=row + i, axis=0)


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
            if part is None:
                return 0
            forward.indices[rows], forward.values[rows] = part["indices"], part["values"]
    backward.indices[:], backward.values[:] = stored["indices"], stored["values"]
    return done
