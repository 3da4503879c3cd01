"""Questions of a second language learned from few examples, by a network that is its own teacher."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")

from isogloss.data.examples import Answerable
from isogloss.errors import InputError
from isogloss.tasks.table import task
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Lesson
from isogloss.training.strategies.distillation import SelfDistillation, crossed
from tests.training.finetuning.toytasks import EAST, WEST, lesson, questions, share_right


def parallel(few: int = 40, **settings: Any) -> Lesson:  # noqa: ANN401  of FineTuning
    """West's questions and a few of East's, which have their ids."""
    west, east = questions(300, seed=5), questions(300, seed=5, language=EAST)[:few]
    return lesson("answers", west + east, **{"epochs": 12, **settings})


def between(context: list[Answerable], asked: list[Answerable]) -> list[Answerable]:
    return [
        replace(one, question=other.question, question_language=other.language)
        for one, other in zip(context, asked, strict=True)
    ]


def test_few_questions_of_a_language_teach_it_and_crossing_questions_too() -> None:
    own = parallel()
    west, east = (questions(60, seed=9, language=one) for one in (WEST, EAST))
    alone = FineTunedHead.fit(
        lesson("answers", [one for one in own.inputs if one.language == WEST], epochs=12)
    )
    head = SelfDistillation(epochs=2).fit(FineTunedHead, own)
    assert share_right(head, west) > 0.9
    assert share_right(head, east) > share_right(alone, east) + 0.15
    for tests in (between(west, east), between(east, west)):
        assert share_right(head, tests) > share_right(alone, tests)


def test_questions_are_crossed_where_ids_name_them() -> None:
    west, east = (questions(2, seed=9, language=one) for one in (WEST, EAST))
    found = crossed([*west, *east])
    assert [(one.id, one.language, one.question_language) for one in found] == [
        (f"q{place}@{asked}", language, asked)
        for place in (0, 1)
        for language, asked in ((WEST, EAST), (EAST, WEST))
    ]
    assert found[0].context == west[0].context
    assert found[0].question == east[0].question
    assert found[0].answers == west[0].answers
    rows = [replace(one, id="3") for one in (*west, *east)]
    assert crossed(rows) == []
    assert crossed(west) == []


def test_a_kill_in_the_second_generation_goes_on_from_the_first(tmp_path: Path) -> None:
    own = replace(parallel(few=10, epochs=2), work=tmp_path)
    how = SelfDistillation(generations=2)
    whole = how.fit(FineTunedHead, own)
    first, second = sorted(tmp_path.glob("*/*/epoch-*"), key=lambda folder: folder.parent.name)
    made = first.stat().st_mtime_ns
    for file in second.iterdir():
        file.unlink()
    tests = questions(9, seed=9, language=EAST)
    assert how.fit(FineTunedHead, own).predict(tests) == whole.predict(tests)
    assert first.stat().st_mtime_ns == made


def test_questions_held_out_for_calibration_do_not_train() -> None:
    own = parallel(few=30)
    head = SelfDistillation(generations=1)
    from isogloss.training.finetuning.determinism import steady
    from isogloss.training.finetuning.fitting import started

    with steady(0):
        start = started(replace(own, inputs=own.inputs[:300], labels=own.labels[:300]))
        material = head._material(start, own)
    held = len(start.material.dev)
    assert held == 30
    kept = {feature.ids for feature in material.train}
    assert not kept & {feature.ids for feature in start.material.dev}


def test_other_tasks_are_refused() -> None:
    with pytest.raises(InputError, match="is for answers, not for pairs"):
        SelfDistillation().check(task("pairs"), "hf:x")
    with pytest.raises(InputError, match="is for answers, not for tagging"):
        SelfDistillation().fit(FineTunedHead, replace(parallel(), task="tagging"))
