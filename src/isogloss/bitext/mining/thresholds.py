"""How high a pair must score where nobody says: read off the piles themselves."""

from __future__ import annotations

from typing import Final

import numpy as np

from isogloss.bitext.mining.retrieval import Candidates, retrieve

# Fitted on 30 languages with ``static``, NTREX lines 1610-1800 hidden among 0 to 750 others a side, for the
# best mean F1 (benchmarks/mine_threshold.py); no other line and no other language decided them.
_HIGHEST: Final = 6.25
_FALL: Final = 8.0
_LEAST: Final = 0.3


def usual_threshold(candidates: Candidates) -> float | None:
    """Return the score from which on pairs are probably right, or None where there is nothing to tell by.

    What wrong pairs score is seen in the second-best candidates, of which at most a few are right: their
    mean, and so many standard deviations above it as translations are rare. How rare they are is seen in
    the share of the smaller side's lines that are each other's best: almost all where the piles are
    translations, fewer than half where they have nothing in common. No label is used, and any margin and
    encoder will do. None if a side has one line or k is 1: then there is no second-best.
    """
    second = np.concatenate([_second(candidates.forward_scores), _second(candidates.backward_scores)])
    if not len(second):
        return None
    smaller = min(len(candidates.forward), len(candidates.backward))
    mutual = len(retrieve(candidates, "intersection")) / smaller
    deviations = max(_HIGHEST - _FALL * mutual, _LEAST)
    return float(second.mean() + deviations * second.std())


def _second(
    scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    if scores.shape[1] < 2:
        return np.empty(0)
    second = np.partition(scores, -2, axis=1)[:, -2]
    return np.asarray(second[np.isfinite(second)], np.float64)
