"""``itermax``: mutual argmax, asked again of what is still free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.data.examples import Entry
from isogloss.models.aligners.argmax import mutual_argmax
from isogloss.models.aligners.similarity import SimilarityAligner
from isogloss.models.contracts import Aligner, WordEncoder

ROUNDS: Final = 2
DISCOUNT: Final = 0.9


def itermax(
    similarity: Floats2d, *, rounds: int = ROUNDS, discount: float = DISCOUNT
) -> list[tuple[int, int]]:
    """Return the cells found in ``rounds`` of mutual argmax, sorted.

    After each round the similarity of two words that both have a link is 0, and of a word with a link and
    one without it is multiplied by ``discount``. similarity: float[m, n]; what is not above 0 is
    never linked.
    Source: Jalili Sabet et al. 2020, arXiv:2004.08728, section 3.2 and algorithm 1 (Itermax).
    """
    if not similarity.size:
        return []
    base = np.maximum(similarity, 0)
    weighted = base
    linked = np.zeros(similarity.shape[0], bool), np.zeros(similarity.shape[1], bool)
    cells: set[tuple[int, int]] = set()
    for _ in range(rounds):
        new = [cell for cell in mutual_argmax(weighted) if weighted[cell] > 0 and cell not in cells]
        if not new:
            break
        cells.update(new)
        for side, taken in enumerate(linked):
            taken[[cell[side] for cell in new]] = True
        count = linked[0][:, None].astype(np.int8) + linked[1][None]
        weighted = base * np.array([1, discount, 0], base.dtype)[count]
    return sorted(cells)


def aligner(encoder: WordEncoder, lexicon: Sequence[Entry] = ()) -> Aligner:
    """Return the aligner ``itermax``; it discounts cosines moved to [0, 1], as the source does."""
    return SimilarityAligner("itermax", _of_cosines, encoder, tuple(lexicon))


def _of_cosines(similarity: Floats2d) -> list[tuple[int, int]]:
    return itermax(np.asarray((similarity + 1) / 2, np.float32))
