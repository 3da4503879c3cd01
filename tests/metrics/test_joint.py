"""One resampling for many groups gives what resampling for each question gives."""

from __future__ import annotations

import numpy as np
import pytest

from isogloss.metrics.bootstrap import DRAWS, mean_difference, mean_score
from isogloss.metrics.group import Group
from isogloss.metrics.joint import joint
from isogloss.metrics.table import metric


def groups(number: int, items: int, *, shared: bool, seed: int = 0) -> list[Group]:
    random = np.random.default_rng(seed)
    return [
        Group(
            [str(item) if shared else f"{place}-{item}" for item in range(items)],
            random.integers(0, 4, items),
            random.integers(0, 4, items),
        )
        for place in range(number)
    ]


@pytest.mark.parametrize("name", ["accuracy", "macro_f1"])
@pytest.mark.parametrize("shared", [True, False])
def test_a_mean_over_all_groups_is_that_of_a_resampling_for_it_alone(name: str, shared: bool) -> None:
    made = groups(6, 40, shared=shared)
    assert joint(metric(name, ()), made, seed=3).score(range(6)) == mean_score(metric(name, ()), made, seed=3)


@pytest.mark.parametrize("name", ["accuracy", "macro_f1"])
@pytest.mark.parametrize("shared", [True, False])
def test_a_difference_is_that_of_a_resampling_for_it_alone(name: str, shared: bool) -> None:
    made = groups(6, 40, shared=shared)
    drawn = joint(metric(name, ()), made, seed=5)
    alone = mean_difference(metric(name, ()), made[:2], made[2:], seed=5)
    assert drawn.difference([0, 1], [2, 3, 4, 5], p=alone.p) == alone


def test_groups_that_share_items_lose_what_they_have_in_common() -> None:
    same = groups(1, 80, shared=True) * 2
    difference = joint(metric("accuracy", ()), same).difference([0], [1], p=1.0)
    assert (difference.value, difference.low, difference.high) == (0.0, 0.0, 0.0)


def test_merged_groups_are_their_mean_in_every_draw() -> None:
    drawn = joint(metric("accuracy", ()), groups(4, 30, shared=True))
    merged = drawn.merged([[0, 1], [2], [3]])
    assert merged.draws.shape == (DRAWS, 3)
    assert merged.values[0] == pytest.approx(drawn.values[:2].mean())
    assert merged.score([0]) == drawn.score([0, 1])


def test_a_group_of_one_item_among_many_is_left_out_of_draws_that_miss_it() -> None:
    lonely = Group(["only"], np.array([1]), np.array([1]))
    drawn = joint(metric("accuracy", ()), [*groups(1, 50, shared=True), lonely])
    assert np.isnan(drawn.draws[:, 1]).any()
    assert drawn.score([1]).low == 1.0
    assert not np.isnan(drawn.score([0, 1]).low)
