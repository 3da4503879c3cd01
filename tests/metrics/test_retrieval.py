"""Ranks by CSLS equal sorting, ties and queries without gold among them."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.metrics.neighbours import csls, neighbourhood
from isogloss.metrics.retrieval import average_precision, precision_at, ranks_by_csls
from tests.metrics.test_mapping import vectors
from tests.metrics.test_neighbours import vectors as coarse


@pytest.mark.parametrize("make", [lambda n, seed: vectors(n, 4, seed), coarse])
def test_ranks_equal_sorting_by_csls(make: object) -> None:
    assert callable(make)
    queries, targets, beside = make(6, 1), make(9, 2), make(7, 3)
    gold = [{0}, {3, 5}, set(), {8}, {1, 2, 7}, {4}]
    found = ranks_by_csls(queries, targets, beside, gold, k=3)
    scores = csls(queries @ targets.T, np.zeros(6), neighbourhood(targets, beside, 3))
    for row, own, ranks in zip(scores, gold, found, strict=True):
        order = [place for _, place in sorted((-round(float(row[at]), 5), at) for at in range(9))]
        assert ranks.tolist() == [1 + at for at, place in enumerate(order) if place in own]


def test_precision_and_average_precision_are_what_their_names_say() -> None:
    ranks = [np.array([1, 4]), np.array([3]), np.array([], np.int64)]
    assert precision_at(ranks, 1) == pytest.approx(1 / 3)
    assert precision_at(ranks, 3) == pytest.approx(2 / 3)
    assert average_precision(ranks).tolist() == pytest.approx([(1 / 1 + 2 / 4) / 2, 1 / 3, 0.0])
    assert precision_at([], 1) == 0
