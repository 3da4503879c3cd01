"""Self-training: it gains where it should, forgets no class, and reads no label of the target."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from isogloss.data import examples
from isogloss.data.examples import Labelled, Pair, Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.training.heads.head import Choice, Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.heads.tagger import Tagger
from isogloss.training.heads.tfidf import TfidfHead
from isogloss.training.inputs import Words
from isogloss.training.predicted import Predicted
from isogloss.training.strategies.selftraining import SelfTraining, aligned, sharpened, surest
from isogloss.training.strategies.table import strategy
from tests.training.strategies.invented import sides


def means(how: SelfTraining | None) -> float:
    found = []
    for seed in range(4):
        one = sides(labelled=4, noise=0.35, shift=0.6, seed=seed)
        found.append(one.right(how.fit(LogisticHead, one.lesson) if how else LogisticHead.fit(one.lesson)))
    return float(np.mean(found))


def test_it_gains_between_languages_whose_classes_lie_a_little_apart() -> None:
    assert means(SelfTraining()) > means(None) + 0.05


def test_shares_of_the_source_keep_a_weak_class_from_vanishing() -> None:
    assert means(SelfTraining()) > means(SelfTraining(shares="predicted")) + 0.15


def test_labels_as_soft_as_predicted_teach_nothing() -> None:
    """There the loss of what is added has no slope, so that sharpening is what self-training lives by."""
    one = sides(labelled=20, noise=0.35, shift=0.4)
    lesson = replace(one.lesson, chosen=Choice(1.0, "fixed"))
    before = LogisticHead.fit(lesson).probabilities(one.tests)
    after = SelfTraining(temperature=1.0, shares="predicted", rounds=1).fit(LogisticHead, lesson)
    assert isinstance(after, LogisticHead)
    assert after.probabilities(one.tests) == pytest.approx(before, abs=0.01)


def test_without_texts_of_the_target_it_is_the_head_alone() -> None:
    lesson = replace(sides(labelled=4, noise=0.35, shift=0.6).lesson, unlabelled=())
    rows = np.eye(3, 12, dtype=np.float32)
    head = SelfTraining().fit(LogisticHead, lesson)
    assert isinstance(head, LogisticHead)
    assert np.array_equal(head.probabilities(rows), LogisticHead.fit(lesson).probabilities(rows))


def test_texts_are_learned_from_as_vectors_are() -> None:
    texts = ["አንድ ዳቦ", "ሁለት ዳቦ", "ሦስት ዳቦ", "one train", "two trains", "three trains"]
    lesson = Lesson(
        texts,
        ["ምግብ"] * 3 + ["ጉዞ"] * 3,
        unlabelled=["ዳቦ bread", "train ባቡር"] * 5,
        chosen=Choice(10.0, "fixed"),
    )
    head = SelfTraining().fit(TfidfHead, lesson)
    assert [one.label for one in head.predict(["bread", "ባቡር"])] == ["ምግብ", "ጉዞ"]


def test_a_tagger_learns_from_its_surest_sentences() -> None:
    chance = np.random.default_rng(0)
    middles = np.eye(2, 8, dtype=np.float32) * 2

    def sentence(tags: list[int]) -> Words:
        vectors = middles[tags] + 0.2 * chance.normal(size=(len(tags), 8))
        return Words(["x"] * len(tags), vectors.astype(np.float32))

    drawn = [chance.integers(0, 2, 4).tolist() for _ in range(150)]
    labels = [" ".join("NV"[tag] for tag in tags) for tags in drawn]
    lesson = Lesson([sentence(tags) for tags in drawn], labels, unlabelled=[sentence(tags) for tags in drawn])
    head = SelfTraining(rounds=1, share=0.5).fit(Tagger, lesson)
    found = [one.label for one in head.predict(lesson.inputs)]
    assert np.mean([one == label for one, label in zip(found, labels, strict=True)]) > 0.9


class Notebook:
    """A head that writes down what it was given, and says always the same."""

    given: ClassVar[list[Lesson]] = []

    @classmethod
    def fit(cls, lesson: Lesson) -> Notebook:
        cls.given.append(lesson)
        return cls()

    choice = None

    def predict(self, inputs: list[object]) -> list[Predicted]:
        return [Predicted("A B", 0.9) for _ in inputs]


ENGLISH = Language.parse("eng")


@pytest.mark.parametrize(
    ("example", "field", "said"),
    [
        (Labelled("1", "x", "gold", ENGLISH, "f:1"), "label", "A B"),
        (Pair("1", "x", "y", "gold", ENGLISH, "f:1"), "label", "A B"),
        (Tagged("1", ("x", "y"), ("gold", "gold"), ENGLISH, "f:1"), "tags", ("A", "B")),
    ],
)
def test_an_example_of_the_target_carries_what_was_predicted_and_never_its_label(
    example: object, field: str, said: object, tmp_path: Path
) -> None:
    Notebook.given = []
    lesson = Lesson([example], ["B A"], unlabelled=[example, example], work=tmp_path)
    SelfTraining(rounds=2).fit(Notebook, lesson)  # type: ignore[arg-type]  # as much of a head as is asked for
    last = Notebook.given[-1]
    assert [getattr(one, field) for one in last.inputs[1:]] == [said, said]
    assert list(last.labels) == ["B A", "A B", "A B"]
    assert len({one.work for one in Notebook.given}) == 3  # what one round leaves no other finds
    assert all(not len(one.unlabelled) for one in Notebook.given)


def test_examples_of_other_kinds_are_refused() -> None:
    scored = examples.Similarity("1", "x", "y", 2.5, ENGLISH, "f:1")
    with pytest.raises(InputError, match="not to Similarity"):
        SelfTraining().fit(Notebook, Lesson([scored], ["2.5"], unlabelled=[scored]))  # type: ignore[arg-type]  # as above


class Chooser(Notebook):
    """Always takes the second choice."""

    def predict(self, inputs: list[object]) -> list[Predicted]:
        return [Predicted("1", 0.9) for _ in inputs]


def test_a_choice_carries_the_place_that_was_predicted() -> None:
    Notebook.given = []
    asked = examples.Choice("1", "x", ("a", "b"), "cause", 0, ENGLISH, "f:1")
    SelfTraining(rounds=1).fit(Chooser, Lesson([asked], ["0"], unlabelled=[asked]))  # type: ignore[arg-type]  # as above
    assert [one.answer for one in Notebook.given[-1].inputs] == [0, 1]


def test_shares_come_to_what_is_wanted() -> None:
    found = aligned(np.array([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.6, 0.4]]), np.array([5.0, 5.0]))
    assert found.sum(axis=1) == pytest.approx(1)
    assert found.mean(axis=0) == pytest.approx(0.5, abs=1e-3)
    assert (np.diff(found[:, 1]) > 0).all()


def test_a_low_temperature_leaves_the_best_class() -> None:
    shares = np.array([[0.5, 0.3, 0.2], [1.0, 0.0, 0.0]])
    assert sharpened(shares, 1.0) == pytest.approx(shares)
    assert sharpened(shares, 0.05)[0] == pytest.approx([1, 0, 0], abs=1e-4)


def test_the_surest_of_every_label_are_kept() -> None:
    assert surest(["a", "b", "a", "a"], np.array([0.5, 0.1, 0.9, 0.7]), 0.5).tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    "wrong",
    [{"rounds": 0}, {"share": 0.0}, {"temperature": 2.0}, {"weight": -1}, {"shares": "all"}, {"n": 1}],
)
def test_parameters_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        strategy({"strategy": "self-training", **wrong})
