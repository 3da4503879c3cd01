"""``ot``: each word sends its share of meaning to the other sentence as cheaply as possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Floats2d
from isogloss.data.examples import Entry
from isogloss.models.aligners.argmax import mutual_argmax
from isogloss.models.aligners.similarity import SimilarityAligner
from isogloss.models.contracts import Aligner, WordEncoder

ENTROPY: Final = 0.2
STEPS: Final = 100
TOLERANCE: Final = 1e-3


def transport_plan(
    similarity: Floats2d, *, entropy: float = ENTROPY, steps: int = STEPS, tolerance: float = TOLERANCE
) -> Doubles2d:
    """Return float64[m, n]: how much of the mass, 1 in all, goes from each row to each column.

    similarity: float[m, n], m and n above 0; a cost is 1 less it. Rows and columns weigh the same each.
    entropy: how much a plan is worth that spreads out. Ends after ``steps``, or when the mass of no row is
    wrong by more than ``tolerance`` of it. Potentials are kept as logarithms, so that no entropy underflows.
    Source: Cuturi 2013, arXiv:1306.0895, algorithm 1; in logarithms, Peyre and Cuturi 2019,
    arXiv:1803.00567, section 4.4.
    """
    kernel = (similarity.astype(np.float64) - 1) / entropy
    rows, columns = (np.full(size, -np.log(size)) for size in kernel.shape)
    over_rows, over_columns = np.zeros(len(rows)), np.zeros(len(columns))
    for _ in range(steps):
        before = over_rows
        over_rows = rows - _log_sums(kernel + over_columns, axis=1)
        over_columns = columns - _log_sums(kernel + over_rows[:, None], axis=0)
        if np.abs(over_rows - before).max() < tolerance:
            break
    plan: Doubles2d = np.exp(kernel + over_rows[:, None] + over_columns)
    return plan


def transport_links(similarity: Floats2d, *, entropy: float = ENTROPY) -> list[tuple[int, int]]:
    """Return the cells of the plan that are largest in their row and in their column, in order of rows.

    Source: Chi et al. 2021, arXiv:2106.06381, section 3.1 (XLM-Align), which labels words so.
    """
    return mutual_argmax(transport_plan(similarity, entropy=entropy)) if similarity.size else []


def _log_sums(values: Doubles2d, axis: int) -> Floats1d:
    top = values.max(axis=axis, keepdims=True)
    np.exp(values - top, out=values)
    sums: Floats1d = np.log(values.sum(axis=axis)) + top.squeeze(axis)
    return sums


def aligner(encoder: WordEncoder, lexicon: Sequence[Entry] = ()) -> Aligner:
    """Return the aligner ``ot``."""
    return SimilarityAligner("ot", transport_links, encoder, tuple(lexicon))
