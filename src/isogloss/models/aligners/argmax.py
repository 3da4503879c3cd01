"""``argmax``: words that are each other's most similar."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from isogloss.arrays import Doubles2d, Floats2d
from isogloss.data.examples import Entry
from isogloss.models.aligners.similarity import SimilarityAligner
from isogloss.models.contracts import Aligner, WordEncoder


def mutual_argmax(similarity: Floats2d | Doubles2d) -> list[tuple[int, int]]:
    """Return the cells that are largest in their row and in their column, in order of rows.

    similarity: float[m, n]. Of equal values the first counts, so that a row or column has one link at most.
    Source: Jalili Sabet et al. 2020, arXiv:2004.08728, section 3.2 (Argmax).
    """
    if not similarity.size:
        return []
    columns = similarity.argmax(axis=1)
    rows = np.flatnonzero(similarity.argmax(axis=0)[columns] == np.arange(len(columns)))
    return list(zip(rows.tolist(), columns[rows].tolist(), strict=True))


def aligner(encoder: WordEncoder, lexicon: Sequence[Entry] = ()) -> Aligner:
    """Return the aligner ``argmax``."""
    return SimilarityAligner("argmax", mutual_argmax, encoder, tuple(lexicon))
