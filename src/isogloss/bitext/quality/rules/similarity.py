"""Two sides whose vectors point different ways."""

from __future__ import annotations

from typing import Final

import numpy as np

from isogloss.bitext.quality.batch import UNKNOWN, Batch, Finding

# Cosines where the rule says its utmost, where nothing, and below which it fires.
_UTMOST: Final = -0.2
_NOTHING: Final = 0.8
_FIRES: Final = 0.0


def similarity(batch: Batch) -> list[Finding]:
    """Find pairs of a cosine below 0; nothing is said of a text that the encoder knows nothing of."""
    source, target = batch.vectors
    known = np.logical_and(source.any(axis=1), target.any(axis=1))
    cosines = np.einsum("ij,ij->i", source, target, dtype=np.float64)
    return [
        _of(cosine) if knows else UNKNOWN
        for cosine, knows in zip(cosines.tolist(), known.tolist(), strict=True)
    ]


def _of(cosine: float) -> Finding:
    badness = min(1.0, max(0.0, (_NOTHING - cosine) / (_NOTHING - _UTMOST)))
    return Finding(badness, f"cosine {cosine:.2f}" if cosine < _FIRES else "")
