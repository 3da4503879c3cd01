"""What a task kind says of its answers."""

from __future__ import annotations

import pytest

from isogloss.languages import Language
from isogloss.tasks.table import TASKS, answered_by, task


def test_kinds_are_listed_by_what_their_answers_are() -> None:
    assert answered_by("class") == ["classification", "pairs"]
    assert answered_by("tags") == ["entities", "tagging"]


@pytest.mark.parametrize("name", TASKS)
def test_only_kinds_of_closed_answers_name_classes_that_training_must_hold(name: str) -> None:
    kind = task(name)
    example = kind.unlabelled(["a"] * kind.parts, Language.parse("swh"))
    named = kind.closed and kind.answer != "tags"  # without a label there are no tags
    assert bool(kind.classes(example)) == named


@pytest.mark.parametrize(
    ("name", "closed", "few", "calibrated", "translated"),
    [
        ("pairs", True, True, True, True),
        ("choice", True, True, True, True),
        ("entities", True, False, True, False),
        ("answers", False, False, True, False),
        ("similarity", False, False, False, True),
        ("numbers", False, False, False, True),
        ("generation", False, False, False, False),
    ],
)
def test_what_is_done_with_a_kind_follows_from_its_answers(
    name: str, *, closed: bool, few: bool, calibrated: bool, translated: bool
) -> None:
    kind = task(name)
    found = (kind.closed, kind.one_of_few, kind.calibrated, not kind.untranslatable)
    assert found == (closed, few, calibrated, translated)
