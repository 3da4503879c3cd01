"""Classes, pairs and choices: what is learned, and how losses are counted."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from isogloss.data.examples import Choice, Labelled, Pair, Similarity
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.hf.loading import read_tokenizer
from isogloss.training.finetuning.collating import several
from isogloss.training.finetuning.objectives.choice import MultipleChoice
from isogloss.training.finetuning.objectives.classification import Classification
from isogloss.training.finetuning.objectives.objective import Feature
from isogloss.training.finetuning.objectives.similarity import Likeness
from isogloss.training.finetuning.reading import Reading
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Lesson
from tests import tinymodels
from tests.training.finetuning.lessons import EAST, WEST, topics


def reading(longest: int = 64) -> Reading:
    return Reading(read_tokenizer(tinymodels.encoder_folder()), longest)


def pairs(count: int, seed: int, language: Language = WEST) -> list[Pair]:
    """Return pairs whose label is the topic of the second text; that of the first is another."""
    one, two = (
        topics(count, seed=seed, language=language),
        topics(count + 1, seed=seed + 1, language=language),
    )
    return [
        Pair(str(at), a.text, b.text, b.label, language, f"p:{at}")
        for at, (a, b) in enumerate(zip(one, two[1:], strict=True))
    ]


def choices(count: int, seed: int, language: Language = WEST, most: int = 2) -> list[Choice]:
    """Return premises with two choices or more, of which one shares the premise's topic."""
    chance = random.Random(seed)  # noqa: S311  the same questions each time, no secret
    found = []
    texts = topics(3 * count, seed=seed, language=language)
    for at in range(count):
        premise, number = texts[3 * at + at % 3], chance.randint(2, most)
        answer = chance.randrange(number)
        shown = [
            chance.choice([one for one in texts[:60] if one.label != premise.label]) for _ in range(number)
        ]
        shown[answer] = chance.choice([one for one in texts[:60] if one.label == premise.label])
        told = tuple(one.text for one in shown)
        found.append(Choice(str(at), premise.text, told, "cause", answer, language, f"c:{at}"))
    return found


def head(
    task: str,
    train: Sequence[Any],
    dev: Sequence[Any],
    golds: Callable[[Any], str],
    **settings: Any,  # noqa: ANN401  of FineTuning
) -> FineTunedHead:
    return FineTunedHead.fit(
        Lesson(
            train,
            [golds(one) for one in train],
            dev,
            [golds(one) for one in dev],
            task=task,
            model=f"hf:{tinymodels.encoder_folder()}",
            finetune=FineTuning(**settings),
            source=WEST,
        )
    )


def right(found: FineTunedHead, examples: Sequence[Any], golds: Callable[[Any], str]) -> float:
    labels = [one.label for one in found.predict(examples)]
    hits: list[bool] = [label == golds(one) for label, one in zip(labels, examples, strict=True)]
    return sum(hits) / len(hits)


def test_of_two_texts_the_second_can_decide() -> None:
    def gold(one: Pair) -> str:
        return one.label

    trained = head("pairs", pairs(200, 3), pairs(45, 5), gold, rate=7e-3, epochs=10)
    assert right(trained, pairs(90, 9), gold) > 0.9
    assert right(trained, pairs(90, 9, EAST), gold) > 0.6


def test_the_choice_that_goes_with_the_premise_is_found() -> None:
    def gold(one: Choice) -> str:
        return str(one.answer)

    trained = head("choice", choices(300, 3), choices(60, 4), gold, rate=5e-3, epochs=12)
    assert right(trained, choices(90, 9), gold) > 0.9
    assert right(trained, choices(90, 9, most=4), gold) > 0.7  # it never saw more than two


def test_scores_of_any_scale_are_learned() -> None:
    worth = {"food": 60.0, "travel": 40.0, "health": 20.0}

    def scored(count: int, seed: int, language: Language = WEST) -> list[Similarity]:
        return [
            Similarity(one.id, one.first, one.second, worth[one.label], language, one.origin)
            for one in pairs(count, seed, language)
        ]

    def gold(one: Similarity) -> str:
        return f"{one.score:.12g}"

    trained = head("similarity", scored(200, 3), scored(45, 5), gold, rate=7e-3, epochs=10)
    for language in (WEST, EAST):
        tests = scored(90, 9, language)
        found = [float(one.label) for one in trained.predict(tests)]
        assert np.corrcoef(found, [one.score for one in tests])[0, 1] > 0.7
        assert 20 <= min(found) < max(found) <= 60


@pytest.mark.parametrize("golds", [[], ["3"], ["3", "3"]])
def test_one_score_is_no_scale(golds: list[str]) -> None:
    with pytest.raises(InputError, match="score"):
        Likeness.classes(golds)


def test_a_scale_is_ordered_as_numbers_are() -> None:
    assert Likeness.classes(["10", "9", "-2"])[0] == ["-2", "10"]


def test_examples_of_two_and_of_four_choices_stand_in_one_batch() -> None:
    goal = MultipleChoice("choice", ("0", "1", "2", "3"))
    mixed = choices(12, 5, most=4)
    features = goal.features(mixed, [str(one.answer) for one in mixed], reading())
    batch = several(features, 0)
    assert batch["input_ids"].shape[:2] == (12, 4)
    logits = torch.randn(12, 4)
    losses = goal.loss(SimpleNamespace(logits=logits), features)
    for row, (example, loss) in enumerate(zip(mixed, losses.tolist(), strict=True)):
        own = logits[row, : len(example.choices)]
        assert loss == pytest.approx(float(-torch.log_softmax(own, 0)[example.answer]), abs=1e-5)
    scores = goal.scores(SimpleNamespace(logits=logits), features)
    for one, example in zip(goal.decode(scores, features, mixed, 1.0), mixed, strict=True):
        assert int(one.label) < len(example.choices)


def feature(target: tuple[float, ...]) -> Feature:
    return Feature(0, ((1,),), ((0,),), target)


def test_soft_targets_and_weights_are_counted_as_the_formula_says() -> None:
    logits = torch.tensor([[2.0, 0.5, -1.0], [0.0, 1.0, 0.0]])
    targets = [(0.2, 0.5, 0.3), (0.0, 0.0, 1.0)]
    weights = (2.0, 0.5, 1.0)
    logs = torch.log_softmax(logits, 1).numpy()
    expected = -(np.array(targets) * np.array(weights) * logs).sum(axis=1)
    goal = Classification("classification", ("a", "b", "c"), weights)
    found = goal.loss(SimpleNamespace(logits=logits), [feature(target) for target in targets])
    np.testing.assert_allclose(found.numpy(), expected, rtol=1e-5)


def test_a_label_that_training_lacks_counts_nothing() -> None:
    goal = Classification("classification", ("a", "b"))
    stranger = feature(goal.target("c"))
    losses = goal.loss(SimpleNamespace(logits=torch.randn(1, 2)), [stranger])
    assert losses.tolist() == [0]
    assert goal.temperature([np.zeros(2, np.float32)], [stranger]) == 1


def test_rare_classes_weigh_more_when_asked() -> None:
    many = [one for one in topics(300, seed=3) if one.label != "health"]
    few = [one for one in topics(60, seed=5) if one.label == "health"][:4]
    examples: list[Labelled] = [*many, *few]
    tests = [one for one in topics(120, seed=9) if one.label == "health"]
    found = []
    for weights in ("none", "balanced"):
        lesson = Lesson(
            examples,
            [one.label for one in examples],
            weights=weights,
            task="classification",
            model=f"hf:{tinymodels.encoder_folder()}",
            finetune=FineTuning(rate=3e-3, epochs=3),
            source=WEST,
        )
        found.append(right(FineTunedHead.fit(lesson), tests, lambda one: one.label))
    assert found[1] > found[0] + 0.3


@pytest.mark.parametrize("golds", [[], ["only"], ["only", "only"]])
def test_one_class_is_none(golds: list[str]) -> None:
    with pytest.raises(InputError, match="a classifier needs two"):
        Classification.classes(golds)


@pytest.mark.parametrize(
    "text", ["", " ", "\ud800", "👩‍👩‍👧", "中文 ߒߞߏ မြန်မာ", "muro " * 500, "\u202eabc\u0000"]
)
def test_any_text_becomes_a_feature_that_fits(text: str, caplog: pytest.LogCaptureFixture) -> None:
    example = Labelled("0", text, "a", WEST, "")
    goal = Classification("classification", ("a", "b"))
    (found,) = goal.features([example], ["a"], reading(16))
    assert 1 <= found.length <= 16
    assert ("Their ends are not read" in caplog.text) == (len(text) > 100)
