from __future__ import annotations

import numpy as np
import pytest

from isogloss.errors import InputError
from isogloss.metrics.alignment import (
    alignment_counts,
    alignment_error_rate,
    alignment_f1,
    alignment_precision,
    alignment_recall,
)

ONCE = np.ones((1, 2))
FOUND = [{(0, 0), (1, 1), (2, 3)}, {(0, 1)}]
SURE = [{(0, 0), (1, 2)}, {(0, 1), (1, 0)}]
POSSIBLE = [{(1, 1)}, {(0, 1), (0, 0)}]


def test_counts_take_sure_links_as_possible_ones() -> None:
    assert alignment_counts(FOUND, SURE, POSSIBLE).tolist() == [[3, 2, 1, 2], [1, 2, 1, 1]]


def test_scores_follow_och_and_ney() -> None:
    counts = alignment_counts(FOUND, SURE, POSSIBLE)
    precision, recall = 3 / 4, 2 / 4
    assert alignment_precision(counts, ONCE).tolist() == [precision]
    assert alignment_recall(counts, ONCE).tolist() == [recall]
    assert alignment_error_rate(counts, ONCE) == pytest.approx([1 - (2 + 3) / (4 + 4)])
    assert alignment_f1(counts, ONCE) == pytest.approx([2 * precision * recall / (precision + recall)])


def test_weights_count_a_pair_several_times_or_never() -> None:
    counts = alignment_counts(FOUND, SURE, POSSIBLE)
    twice = alignment_counts([FOUND[1]] * 2, [SURE[1]] * 2, [POSSIBLE[1]] * 2)
    only = alignment_error_rate(counts, np.array([[0.0, 2.0]]))
    assert only.tolist() == alignment_error_rate(twice, ONCE).tolist() == [1 - 4 / 6]


def test_gold_that_is_found_whole_has_no_error_and_nothing_found_is_all_error() -> None:
    whole = alignment_counts(SURE, SURE, POSSIBLE)
    nothing = alignment_counts([set(), set()], SURE, POSSIBLE)
    assert alignment_error_rate(whole, ONCE).tolist() == [0]
    assert alignment_error_rate(nothing, ONCE).tolist() == [1]
    assert alignment_precision(nothing, ONCE).tolist() == [1]
    assert alignment_f1(nothing, ONCE).tolist() == [0]


def test_alignments_of_another_number_of_pairs_are_refused() -> None:
    with pytest.raises(InputError, match=r"alignments of 1 pairs, and gold ones of 2 \(sure\)"):
        alignment_counts(FOUND[:1], SURE, POSSIBLE)
