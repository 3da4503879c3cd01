"""Whether vectors fill their space: the mean cosine of different items, and how scripts part a space."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Floats2d, Floats3d
from isogloss.metrics.mexa import unit_rows


def mean_cosines(vectors: Floats2d) -> Floats1d:
    """Return float64[n]: the mean cosine of each item with the others, n >= 2.

    Their mean is the anisotropy of a set: 0 where directions are spread evenly, 1 where all point one way.
    Source: Ethayarajh 2019, arXiv:1909.00512, section 3.3.
    """
    unit = unit_rows(vectors).astype(np.float64)
    total = unit.sum(axis=0)
    itself = np.einsum("ij,ij->i", unit, unit)
    return np.asarray((unit @ total - itself) / (len(unit) - 1), np.float64)


def translation_cosines(vectors: Floats3d) -> Doubles2d:
    """Return float64[languages, languages]: the mean cosine of a sentence with its translation.

    vectors: float32[languages, n, d], sentence i the same in all.
    """
    flat = np.stack([unit_rows(one).ravel() for one in vectors])
    return np.asarray((flat @ flat.T) / vectors.shape[1], np.float64)


def script_barrier(cosines: Doubles2d, scripts: Sequence[str]) -> Floats1d:
    """Return float64[languages]: how much nearer languages of one's own script are than those of others.

    cosines: float64[languages, languages]. nan where one of the two groups is empty.
    After Liu et al. 2024, "TransliCo", arXiv:2401.06620: languages cluster by script, not by meaning.
    """
    same = np.array([[one == other for other in scripts] for one in scripts])
    np.fill_diagonal(same, False)
    other = ~same
    np.fill_diagonal(other, False)

    def mean(chosen: Doubles2d) -> Floats1d:
        counts = chosen.sum(axis=1)
        sums = np.where(chosen, cosines, 0.0).sum(axis=1)
        return np.asarray(np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0))

    return np.asarray(mean(same) - mean(other), np.float64)
