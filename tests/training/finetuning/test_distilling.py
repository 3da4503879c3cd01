"""The loss of self-distillation, term by term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch")

import torch

from isogloss.tasks.table import task
from isogloss.training.finetuning.distilling import (
    Distillation,
    DistilledAnswers,
    average_precision,
    divergence,
)
from isogloss.training.finetuning.network import Trainee
from isogloss.training.finetuning.objectives.answers import Answers
from tests.training.finetuning.readings import reading
from tests.training.finetuning.toytasks import questions

USUAL = Distillation()


@dataclass
class Output:
    """What a network gives."""

    start_logits: Any
    end_logits: Any


@dataclass
class Teacher:
    """A network that always says the same."""

    output: Output

    def run(self, _objective: object, _features: object) -> Output:
        return self.output


def features(count: int) -> list[Any]:
    examples = questions(count, seed=1)
    golds = [task("answers").gold(example) for example in examples]
    return Answers("answers").features(examples, golds, reading("bytes", 256))


def logits(own: list[Any], seed: int) -> Output:
    chance = np.random.default_rng(seed)
    shape = len(own), max(one.length for one in own)
    return Output(*(torch.from_numpy(chance.normal(size=shape) * 3) for _ in "se"))


def taught_by(output: Output, how: Distillation = USUAL) -> DistilledAnswers:
    return DistilledAnswers("answers", teacher=cast("Trainee", Teacher(output)), distillation=how)


def slow_precision(row: list[float], gold: int, k: int, margin: int) -> float:
    """AP@k by the book: precision at each first hit, over the one thing that is sought."""
    ranked = sorted(range(len(row)), key=lambda place: (-row[place], place))[:k]
    for rank, place in enumerate(ranked, start=1):
        if place in range(gold - margin, gold + max(1, margin)):
            return 1 / rank
    return 0.0


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=20), st.data())
def test_precision_is_one_over_the_rank_of_the_first_hit(row: list[int], data: st.DataObject) -> None:
    gold = data.draw(st.integers(0, len(row) - 1))
    k, margin = data.draw(st.integers(1, 12)), data.draw(st.integers(0, 5))
    found = average_precision(np.array(row, np.float32), gold, Distillation(k, margin))
    assert found == slow_precision([float(one) for one in row], gold, k, margin)


def test_known_values_of_precision() -> None:
    row = np.array([0, 5, 0, 0, 0, 0, 4, 3], np.float32)
    assert average_precision(row, 1, Distillation(10, 0)) == 1
    assert average_precision(row, 6, Distillation(10, 0)) == 1 / 2
    assert average_precision(row, 7, Distillation(2, 0)) == 0
    assert average_precision(row, 3, Distillation(10, 5)) == 1  # the best stands within the margin


def test_a_student_that_says_what_the_teacher_does_has_no_divergence() -> None:
    one, other = torch.randn(3, 2, 5), torch.randn(3, 2, 5)
    assert torch.allclose(divergence(one, one, 2.0), torch.zeros(3), atol=1e-6)
    shares = [torch.softmax(rows / 2, 2) for rows in (one, other)]
    by_hand = (shares[1] * (shares[1].log() - shares[0].log())).sum(2).mean(1) * 4
    assert torch.allclose(divergence(one, other, 2.0), by_hand, atol=1e-5)


@pytest.mark.parametrize("how", [Distillation(), Distillation(30, 2, 1.0), Distillation(60, 0, 4.0)])
def test_the_loss_is_cross_entropy_and_the_divergence_times_precision(how: Distillation) -> None:
    own = features(4)
    said, taught = logits(own, 0), logits(own, 1)
    goal = taught_by(taught, how)
    plain = Answers("answers")
    given, heard = plain.logits(taught, own), plain.logits(said, own)
    precision = np.mean(
        [
            slow_precision(row[side, : one.length].tolist(), one.target.tokens[side], how.k, how.margin)
            for row, one in zip(given, own, strict=True)
            for side in (0, 1)
        ]
    )
    expected = plain.loss(said, own) + precision * divergence(heard, given, how.temperature)
    assert torch.allclose(goal.loss(said, own), expected)
    assert precision > 0


def test_a_teacher_that_is_never_right_teaches_nothing() -> None:
    own = features(3)
    said = logits(own, 0)
    shape = said.start_logits.shape
    wrong = Output(torch.zeros(shape, dtype=torch.float64), torch.zeros(shape, dtype=torch.float64))
    for row, feature in enumerate(own):
        far = next(at for at in np.flatnonzero(feature.places.inside) if at > feature.target.tokens[1])
        wrong.start_logits[row, far] = wrong.end_logits[row, far] = 9.0
    goal = taught_by(wrong, Distillation(1, 0))
    assert torch.equal(goal.loss(said, own), Answers("answers").loss(said, own))


def test_what_watches_training_counts_the_gold_alone() -> None:
    own = features(3)
    said = logits(own, 0)
    goal = taught_by(logits(own, 1))
    with torch.inference_mode():
        assert torch.equal(goal.loss(said, own), Answers("answers").loss(said, own))


def test_gold_that_is_not_known_takes_no_part_in_precision() -> None:
    own = [replace(one, target=None) for one in features(2)]
    said = logits(own, 0)
    goal = taught_by(logits(own, 1))
    assert torch.equal(goal.loss(said, own), torch.zeros(2))
