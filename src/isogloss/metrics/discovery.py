"""Many tests at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from isogloss.arrays import Floats1d


def benjamini_hochberg(p_values: Sequence[float]) -> Floats1d:
    """Return the adjusted p-values, in the order given: reject those below q to keep false discoveries <= q.

    Source: Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57(1), the step-up procedure.
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return adjusted
