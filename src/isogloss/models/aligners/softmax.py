"""``softmax``: words that choose each other with enough probability, several a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.data.examples import Entry
from isogloss.models.aligners.similarity import SimilarityAligner
from isogloss.models.contracts import Aligner, WordEncoder

TEMPERATURE: Final = 0.05
THRESHOLD: Final = 0.3


def softmax_links(
    similarity: Floats2d, *, temperature: float = TEMPERATURE, threshold: float = THRESHOLD
) -> list[tuple[int, int]]:
    """Return the cells whose softmax over their row and over their column both exceed ``threshold``, sorted.

    similarity: float[m, n]. temperature: what similarities are divided by first. The source takes dot
    products of long vectors, a temperature of 1 and a threshold of 0.001; cosines lie closer together.
    Source: Dou and Neubig 2021, arXiv:2101.08231, section 2.1 (softmax).
    """
    if not similarity.size:
        return []
    chosen = np.ones(similarity.shape, bool)
    for axis in (0, 1):
        odds = np.exp((similarity - similarity.max(axis=axis, keepdims=True)) / temperature)
        chosen &= odds > threshold * odds.sum(axis=axis, keepdims=True)
    return [(i, j) for i, j in np.argwhere(chosen).tolist()]


def aligner(encoder: WordEncoder, lexicon: Sequence[Entry] = ()) -> Aligner:
    """Return the aligner ``softmax``."""
    return SimilarityAligner("softmax", softmax_links, encoder, tuple(lexicon))
