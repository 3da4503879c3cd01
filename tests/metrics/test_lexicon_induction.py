"""Ranks of translations, beside sorting all words by hand."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.metrics.lexicon_induction import average_precision, gold_ranks, precision_at
from isogloss.metrics.mexa import unit_rows


def test_ranks_are_those_of_all_targets_sorted_by_csls() -> None:
    random = np.random.default_rng(0)
    queries, targets = (unit_rows(random.normal(size=(n, 6)).astype(np.float32)) for n in (20, 30))
    targets[4] = targets[9]  # the earlier of equal ones stands before
    gold = [np.array([i, (i + 7) % 30]) for i in range(20)]
    hub = np.array([np.sort(queries @ target)[-5:].mean() for target in targets])
    ranks = gold_ranks(queries, targets, gold, queries, k=5)
    for i, query in enumerate(queries):
        scores = 2 * (targets @ query) - hub
        order = sorted(range(30), key=lambda j, scores=scores: (-round(float(scores[j]), 5), j))  # type: ignore[misc]  # bound
        assert ranks[i].tolist() == sorted(order.index(j) + 1 for j in gold[i])


def test_a_word_of_which_nothing_is_known_finds_nothing() -> None:
    targets = unit_rows(np.eye(5, dtype=np.float32))
    ranks = gold_ranks(np.zeros((1, 5), np.float32), targets, [np.array([0])], targets)
    assert ranks[0].tolist() == [5]


def test_precision_and_average_precision() -> None:
    ranks = [np.array([1, 4]), np.array([6]), np.array([2, 3])]
    assert precision_at(ranks, 1).tolist() == [1, 0, 0]
    assert precision_at(ranks, 5).tolist() == [1, 0, 1]
    # (1/1 + 2/4) / 2, 1/6, (1/2 + 2/3) / 2
    assert average_precision(ranks).tolist() == pytest.approx([0.75, 1 / 6, 7 / 12])
