"""Answers as spans of a context, learned by a transformer in one language and found in another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch")

import torch

from isogloss.data.examples import Answer, Answerable
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.metrics.answers import Wanted
from isogloss.tasks.table import task
from isogloss.training.finetuning.objectives.answers import ANSWERED, Answers, best_threshold
from isogloss.training.finetuning.passages import NULL
from isogloss.training.heads.finetuned import FineTunedHead
from tests.training.finetuning.readings import SENTENCES, reading
from tests.training.finetuning.toytasks import EAST, WEST, lesson, questions, share_right

GOLD = task("answers").gold


@pytest.fixture(scope="module")
def head() -> FineTunedHead:
    return FineTunedHead.fit(lesson("answers", questions(300, seed=5), dev=questions(30, seed=6), epochs=16))


def test_answers_learned_in_one_language_are_found_in_another(head: FineTunedHead) -> None:
    assert share_right(head, questions(60, seed=9)) > 0.9
    assert share_right(head, questions(60, seed=9, language=EAST)) > 0.25  # of some thirty spans each


def test_a_question_may_be_of_another_language_than_its_context(head: FineTunedHead) -> None:
    pairs = zip(questions(60, seed=9), questions(60, seed=9, language=EAST), strict=True)
    crossed = [replace(west, question=east.question, question_language=EAST) for west, east in pairs]
    assert share_right(head, crossed) > 0.45


def test_the_next_best_answers_are_told_with_their_probabilities(head: FineTunedHead) -> None:
    for said, example in zip(head.predict(questions(5, seed=9)), questions(5, seed=9), strict=True):
        assert len(said.others) > 3
        shares = [said.probability, *(share for _, share in said.others)]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) == pytest.approx(1)
        assert all(text in example.context for text, _ in said.others)
        assert len({said.label, *(text for text, _ in said.others)}) > 3


def test_it_is_the_same_after_saving(head: FineTunedHead, tmp_path: Path) -> None:
    head.save(tmp_path)
    examples = [*questions(5, seed=9), Answerable("", "", "", (), WEST, "")]
    assert FineTunedHead.load(tmp_path).predict(examples) == head.predict(examples)


def test_every_question_has_an_answer_where_training_knows_no_other(head: FineTunedHead) -> None:
    assert head.labels == ()
    said = head.predict([*questions(30, seed=9, none=True), Answerable("", "", "?", (), WEST, "")])
    assert all(one.label for one in said[:-1])
    assert (said[-1].label, said[-1].known) == ("", False)


def test_questions_without_an_answer_are_left_unanswered_in_both_languages(tmp_path: Path) -> None:
    train, dev = questions(300, seed=5, none=True), questions(60, seed=6, none=True)
    head = FineTunedHead.fit(lesson("answers", train, dev=dev, epochs=16))
    assert head.labels == ANSWERED
    tests = questions(60, seed=9, none=True)
    assert share_right(head, tests) > 0.9
    east = questions(60, seed=9, none=True, language=EAST)
    said = [bool(one.label) for one in head.predict(east)]
    assert np.mean([one == bool(example.answers) for one, example in zip(said, east, strict=True)]) > 0.6
    head.save(tmp_path)
    again = FineTunedHead.load(tmp_path)
    assert again.tuned.objective == head.tuned.objective
    assert again.predict(tests) == head.predict(tests)


@dataclass
class Output:
    """What a network gives."""

    start_logits: Any
    end_logits: Any


@pytest.mark.parametrize("language", SENTENCES)
def test_the_loss_is_that_of_both_tokens_among_those_of_the_context(language: str) -> None:
    context = " ".join(SENTENCES[language])
    answer = SENTENCES[language][2]
    example = Answerable("", context, "London?", (Answer(answer, context.index(answer)),), WEST, "")
    goal = Answers("answers")
    (feature,) = goal.features([example], [GOLD(example)], reading("bytes", 256))
    chance = np.random.default_rng(0)
    starts, ends = (torch.from_numpy(chance.normal(size=(1, feature.length + 2))) for _ in "se")
    places = [NULL, *np.flatnonzero(feature.places.inside).tolist()]
    expected = [
        float(torch.logsumexp(row[0, places], 0) - row[0, at])
        for row, at in zip((starts, ends), feature.target.tokens, strict=True)
    ]
    assert float(goal.loss(Output(starts, ends), [feature])) == pytest.approx(np.mean(expected), rel=1e-5)
    first, last = feature.target.tokens
    assert context[feature.places.offsets[first][0] : feature.places.offsets[last][1]].strip() == answer


def test_a_gold_that_does_not_stand_in_the_context_counts_nothing() -> None:
    example = Answerable("", "Anna moved.", "Who?", (), WEST, "")
    goal = Answers("answers", ANSWERED)
    golds = [str(Wanted((), "eng")), str(Wanted(("Peter",), "eng")), str(Wanted(("moved",), "eng"))]
    none, absent, known = goal.features([example] * 3, golds, reading("bytes", 64))
    assert none.target.tokens == (NULL, NULL)
    assert absent.target is None
    assert "Anna moved."[known.target.start : known.target.end] == "moved"
    zeros = torch.zeros(1, absent.length)
    assert float(goal.loss(Output(zeros, zeros), [absent])) == 0


def test_training_without_any_answer_is_refused() -> None:
    with pytest.raises(InputError, match="No question of training has an answer"):
        Answers.classes([str(Wanted((), "eng"))])


def test_answers_may_be_as_long_as_those_of_training() -> None:
    context = " ".join(SENTENCES["eng"] * 20)
    example = Answerable("", context, "All?", (Answer(context, 0),), WEST, "")
    train = Answers("answers").features([example], [GOLD(example)], reading("bytes", 512))
    assert Answers("answers").settled(train, [], []).longest == len(context)
    assert Answers("answers").settled([], [], []).longest == 200


def reached(changes: list[float], gains: list[float], cut: float) -> float:
    return sum(gain for change, gain in zip(changes, gains, strict=True) if change <= cut)


def slow_threshold(changes: list[float], gains: list[float]) -> float:
    """The most that any threshold gives."""
    return max(reached(changes, gains, cut) for cut in [-np.inf, *changes])


GAINS = st.sampled_from([-1.0, 0.0, 0.5, 1.0])


@given(st.lists(st.tuples(st.integers(-5, 5), GAINS), min_size=1, max_size=12))
def test_no_threshold_is_better_than_the_one_found(rows: list[tuple[int, float]]) -> None:
    changes, gains = [float(one) for one, _ in rows], [gain for _, gain in rows]
    found = best_threshold(np.array(changes), np.array(gains))
    best = reached(changes, gains, found)
    assert best == pytest.approx(slow_threshold(changes, gains))
    if reached(changes, gains, 0.0) == pytest.approx(best):
        assert found == 0


def test_answers_in_thai_and_n_ko_are_sliced_from_their_contexts() -> None:
    for language in ("tha", "nqo"):
        context = "".join(SENTENCES[language])
        example = Answerable("", context, "?", (), Language.parse(language), "")
        goal = Answers("answers")
        features = goal.features([example], None, reading("bytes", 32))
        chance = np.random.default_rng(1)
        scores = [chance.normal(size=(2, feature.length)).astype(np.float32) for feature in features]
        (said,) = goal.decode(scores, features, [example], 1.0)
        assert said.label
        assert said.label in context
