"""``match``: one partner at most for every word, the sum of similarities as large as it can be."""

from __future__ import annotations

from collections.abc import Sequence

from isogloss.arrays import Floats2d
from isogloss.data.examples import Entry
from isogloss.models.aligners.similarity import SimilarityAligner
from isogloss.models.contracts import Aligner, WordEncoder


def match(similarity: Floats2d) -> list[tuple[int, int]]:
    """Return the min(m, n) cells of the assignment of largest sum, in order of rows.

    similarity: float[m, n], finite. Source: Jalili Sabet et al. 2020, arXiv:2004.08728, section 3.2 (Match);
    solved as a linear assignment (Crouse 2016) and not as a matching in a graph: the same links, sooner.
    """
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(similarity, maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def aligner(encoder: WordEncoder, lexicon: Sequence[Entry] = ()) -> Aligner:
    """Return the aligner ``match``."""
    return SimilarityAligner("match", match, encoder, tuple(lexicon))
