"""Two sides no nearer to each other than to other pairs."""

from __future__ import annotations

from typing import Final

import numpy as np

from isogloss.arrays import Bools1d, Floats1d, Floats2d
from isogloss.bitext.quality.batch import UNKNOWN, Batch, Finding

# Pairs below which there are too few others to be near to.
FEWEST: Final = 32
_K: Final = 4
_FIRES: Final = 0.4
# Margins where the rule says its utmost, and where nothing.
_UTMOST: Final = 0.5
_NOTHING: Final = 1.75


def margin(batch: Batch) -> list[Finding]:
    """Find pairs whose cosine is smaller than those with the four nearest of other pairs, either way.

    The others are at most 256 of the first pairs, so a pair's margin changes little with the size of a
    file; below 32 nothing is said. Source: Artetxe and Schwenk 2019, arXiv:1811.01136 (ratio).
    """
    pool = batch.pool
    if pool is None or len(pool.sources) < FEWEST:
        return [UNKNOWN] * len(batch.sources)
    source, target = batch.vectors
    cosines = np.einsum("ij,ij->i", source, target, dtype=np.float64)
    near = (
        _near(source, pool.vectors[1], _others(batch.targets, pool.targets))
        + _near(target, pool.vectors[0], _others(batch.sources, pool.sources))
    ) / 2
    known = source.any(axis=1) & target.any(axis=1) & (near > 0)
    ratios = np.divide(cosines, near, out=np.zeros(len(cosines)), where=known)
    return [
        _of(ratio) if knows else UNKNOWN for ratio, knows in zip(ratios.tolist(), known.tolist(), strict=True)
    ]


def _others(texts: list[str], pool: list[str]) -> Bools1d:
    """Return bool[n, m]: which texts of the pool are another text."""
    place = {text: n for n, text in enumerate(dict.fromkeys(pool))}
    own = np.array([place.get(text, -1) for text in texts])
    others: Bools1d = own[:, None] != np.array([place[text] for text in pool])[None]
    return others


def _near(queries: Floats2d, pool: Floats2d, others: Bools1d) -> Floats1d:
    """Return float64[n]: the mean cosine of each query with its nearest other texts of the pool."""
    cosines = np.where(others, queries @ pool.T, -1.0)
    nearest: Floats1d = np.partition(cosines, -_K, axis=1)[:, -_K:].mean(axis=1, dtype=np.float64)
    return nearest


def _of(ratio: float) -> Finding:
    badness = min(1.0, max(0.0, (_NOTHING - ratio) / (_NOTHING - _UTMOST)))
    return Finding(badness, f"margin {ratio:.2f}: other pairs are nearer" if ratio < _FIRES else "")
