"""Solved examples before a question."""

from __future__ import annotations

from collections import Counter

import pytest

from isogloss.data.examples import Labelled
from isogloss.languages import Language
from isogloss.training.prompting.shots import solved_examples

LANGUAGE = Language.parse("eng")
RARE = [
    Labelled(str(n), f"text {n}", "rare" if n % 10 == 0 else "b" if n % 3 else "a", LANGUAGE, "")
    for n in range(60)
]


@pytest.mark.parametrize("count", [0, 1, 3, 7, 12])
def test_classes_stand_in_turn(count: int) -> None:
    found = Counter(one.label for one in solved_examples(RARE, count, 0))
    assert sum(found.values()) == count
    assert max(found.values(), default=0) - min(found.values(), default=0) <= 1


def test_a_class_that_is_used_up_leaves_its_turns_to_others() -> None:
    found = Counter(one.label for one in solved_examples(RARE, 40, 0))
    assert found["rare"] == 6
    assert sum(found.values()) == 40
    assert len(solved_examples(RARE, 1000, 0)) == 60


def test_the_seed_decides_and_fewer_are_among_more() -> None:
    assert solved_examples(RARE, 6, 1) == solved_examples(RARE, 6, 1)
    assert solved_examples(RARE, 6, 1) != solved_examples(RARE, 6, 2)
    assert {one.id for one in solved_examples(RARE, 6, 1)} <= {one.id for one in solved_examples(RARE, 9, 1)}
