"""Margin scores of candidates, from the neighbours that found them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from isogloss.bitext.mining.options import Margin
from isogloss.metrics.topk import TopK

if TYPE_CHECKING:
    from isogloss.arrays import Doubles2d, Floats1d


def candidate_scores(found: TopK, own: Floats1d, others: Floats1d, margin: Margin) -> Doubles2d:
    """Return float64[n, k]: the score of each row with each of its neighbours; -inf where there is none.

    own: float64[n], others: float64[m]: the mean cosine of each row, on either side, with its k nearest. The
    cosines are those of ``found``; none is computed again. ``ratio`` is 0 where both means sum to 0 or less.
    Source: Artetxe and Schwenk 2019, arXiv:1811.01136, section 3.1.
    """
    seen = found.indices >= 0
    cosines = np.where(seen, found.values, -np.inf).astype(np.float64)
    if margin == "absolute":
        return cosines
    both = (own[:, None] + others[found.indices]) / 2
    if margin == "distance":
        return np.asarray(cosines - both, np.float64)
    scores = np.where(seen, 0.0, -np.inf)
    np.divide(cosines, both, out=scores, where=seen & (both > 0))
    return scores
