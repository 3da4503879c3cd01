"""Scores of word alignments against gold ones whose links are sure or only possible.

Source: Och and Ney 2003, "A Systematic Comparison of Various Statistical Alignment Models", section 6.
A are the links found, S the sure ones, P the possible ones, which include the sure: precision is
|A & P| / |A|, recall |A & S| / |S|, and the error rate 1 - (|A & S| + |A & P|) / (|A| + |S|).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Ints2d
from isogloss.errors import InputError

Cells: TypeAlias = Collection[tuple[int, int]]


def alignment_counts(found: Sequence[Cells], sure: Sequence[Cells], possible: Sequence[Cells]) -> Ints2d:
    """Return int64[n, 4] for n sentence pairs: |A|, |S|, |A & S| and |A & P|.

    found, sure, possible: the links of each pair; sure ones need not be repeated in ``possible``.
    Raises InputError if the three have not the same number of pairs.
    """
    if not len(found) == len(sure) == len(possible):
        raise InputError(
            f"There are alignments of {len(found):,} pairs, and gold ones of {len(sure):,} (sure) and "
            f"{len(possible):,} (possible).",
            fix="Every pair needs one of each.",
        )
    counts = np.zeros((len(found), 4), np.int64)
    for row, own, certain, allowed in zip(counts, map(set, found), map(set, sure), possible, strict=True):
        row[:] = len(own), len(certain), len(own & certain), len(own & (certain | set(allowed)))
    return counts


def alignment_error_rate(counts: Ints2d, weights: Doubles2d) -> Floats1d:
    """Return the AER in [0, 1], once for each row of weights; 0 where there is neither a link nor gold.

    counts: int64[n, 4] of ``alignment_counts``. weights: float64[draws, n], how often each pair counts.
    """
    links, sure, in_sure, in_possible = _sums(counts, weights)
    return 1 - _share(in_sure + in_possible, links + sure)


def alignment_precision(counts: Ints2d, weights: Doubles2d) -> Floats1d:
    """Return the share of links that are sure or possible; 1 where none was found. Arguments as above."""
    links, _, _, in_possible = _sums(counts, weights)
    return _share(in_possible, links)


def alignment_recall(counts: Ints2d, weights: Doubles2d) -> Floats1d:
    """Return the share of sure links that were found; 1 where there are none. Arguments as above."""
    _, sure, in_sure, _ = _sums(counts, weights)
    return _share(in_sure, sure)


def alignment_f1(counts: Ints2d, weights: Doubles2d) -> Floats1d:
    """Return the harmonic mean of precision and recall. Arguments as above."""
    precision, recall = alignment_precision(counts, weights), alignment_recall(counts, weights)
    both = precision + recall
    mean: Floats1d = np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)
    return mean


def _sums(counts: Ints2d, weights: Doubles2d) -> Doubles2d:
    return (weights @ counts.astype(np.float64)).T


def _share(part: Floats1d, whole: Floats1d) -> Floats1d:
    share: Floats1d = np.divide(part, whole, out=np.ones_like(whole), where=whole > 0)
    return share
