"""xsim: the share of sentences whose nearest by the ratio margin is not their translation.

Source: Artetxe and Schwenk 2019, arXiv:1811.01136 (margin); Chen et al. 2023, "xSIM++", arXiv:2306.12907,
where the pool also holds altered copies of the translations.
"""

from __future__ import annotations

import numpy as np

from isogloss.arrays import Bools1d, Floats1d, Floats2d
from isogloss.metrics.mexa import neighbourhoods
from isogloss.metrics.neighbours import margin

# As in LASER's own evaluation.
XSIM_NEIGHBOURS = 4


def xsim(similarity: Floats2d, k: int = XSIM_NEIGHBOURS) -> Bools1d:
    """Return bool[n]: whether another sentence than its translation has the greatest margin; a tie counts.

    similarity: float[n, m], m >= n: cosines of n sentences with their translations, in order, and then with
    m - n altered copies (xsim++).
    """
    scored = ratio_margins(similarity, k)
    own = scored.diagonal().copy()
    np.fill_diagonal(scored, -np.inf)
    return np.asarray(own <= scored.max(axis=1, initial=-np.inf))


def ratio_margins(similarity: Floats2d, k: int = XSIM_NEIGHBOURS) -> Floats2d:
    """Return float32[n, m]: each cosine over the mean of both neighbourhoods, 0 where that is not > 0."""
    return margin(similarity, neighbourhoods(similarity, k), neighbourhoods(similarity.T, k))


def own_margin(similarity: Floats2d) -> Floats1d:
    """Return float64[n]: how far each sentence's translation stands above its best rival, both ways asked."""
    own = similarity.diagonal().astype(np.float64)
    others = similarity.copy()
    np.fill_diagonal(others, -np.inf)
    return np.asarray(own - np.maximum(others.max(axis=0), others.max(axis=1)))
