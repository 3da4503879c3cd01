"""The search of a large pile, called by ``mine.py`` in a process of its own, which shows its memory."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.bitext.mining.margins import candidate_scores
from isogloss.bitext.mining.retrieval import Candidates, retrieve
from isogloss.bitext.mining.searching import search_exactly
from isogloss.bitext.mining.shards import SHARD, Vectors
from isogloss.bitext.mining.thresholds import usual_threshold
from isogloss.bitext.mining.work import Shelf
from isogloss.data.bitext import read_ntrex
from isogloss.languages import Language
from isogloss.models.registry import load_encoder


def main() -> None:
    data, n, m = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    encoder, parallel = load_encoder("static"), read_ntrex(data / "ntrex")
    sides = [encoder.encode(parallel.lines(Language.parse(code))) for code in ("deu", "swa")]
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        a, b = (
            made(side, count, shelf, name)
            for side, count, name in zip(sides, (n, m), ("a", "b"), strict=True)
        )
        began, cpu = time.perf_counter(), time.process_time()
        forward, backward = search_exactly(a, b, 4, shelf)
        means = forward.means(), backward.means()
        candidates = Candidates(
            forward.indices,
            candidate_scores(forward, *means, "ratio"),
            backward.indices,
            candidate_scores(backward, means[1], means[0], "ratio"),
        )
        threshold = usual_threshold(candidates) or 0.0
        pairs = retrieve(candidates, "max")
    print(
        f"{time.perf_counter() - began:,.0f} s ({time.process_time() - cpu:,.0f} s of processor), peak "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB, {len(pairs):,} pairs, "
        f"{int((pairs.scores >= threshold).sum()):,} above {threshold:.3f}"
    )


def made(base: Floats2d, count: int, shelf: Shelf, name: str) -> Vectors:
    """Return so many vectors: the base's in turn, with noise that turns them by some 45 degrees."""
    random = np.random.default_rng(len(name) + count)
    own, starts = shelf.below(name), [0]
    for place in range(-(-count // SHARD)):
        size = min(SHARD, count - starts[-1])
        rows = base[(np.arange(size) + starts[-1]) % len(base)]
        noisy = rows + random.normal(0, 1 / np.sqrt(rows.shape[1]), rows.shape)
        vectors = (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)
        numbers = np.arange(starts[-1], starts[-1] + size)
        own.put(f"{place:06}", vectors=vectors, numbers=numbers)
        starts.append(starts[-1] + size)
    return Vectors(own, f"{name}-{count}", np.arange(count), tuple(starts))


if __name__ == "__main__":
    main()
