"""Tags of words, learned by a transformer in one language and read in another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from isogloss.data.examples import Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.training.finetuning.objectives.tagging import Tagging, Target
from isogloss.training.heads.finetuned import FineTunedHead
from tests.training.finetuning.readings import KINDS, SENTENCES, reading
from tests.training.finetuning.toytasks import EAST, WEST, entities, lesson, share_right

TAGS = ("B-X", "I-X", "O")


@pytest.fixture(scope="module")
def head() -> FineTunedHead:
    return FineTunedHead.fit(lesson("entities", entities(150, seed=3), dev=entities(30, seed=4)))


def test_entities_learned_in_one_language_are_found_in_another(head: FineTunedHead) -> None:
    assert share_right(head, entities(60, seed=9)) > 0.95
    assert share_right(head, entities(60, seed=9, language=EAST)) > 0.6


def test_it_is_the_same_after_saving(head: FineTunedHead, tmp_path: Path) -> None:
    examples = [*entities(5, seed=9), Tagged("", (), (), WEST, ""), Tagged("", ("\u200b",), ("O",), WEST, "")]
    head.save(tmp_path)
    again = FineTunedHead.load(tmp_path)
    assert again.predict(examples) == head.predict(examples)
    assert again.tuned.objective == head.tuned.objective


def test_a_sentence_of_any_length_has_a_tag_for_every_word(head: FineTunedHead) -> None:
    sentence = entities(1, seed=9)[0]
    long = replace(sentence, tokens=sentence.tokens * 60, tags=sentence.tags * 60)
    (said,) = head.predict([long])
    tags = said.label.split(" ")
    assert len(tags) == 240
    assert sum(one == other for one, other in zip(tags, long.tags, strict=True)) > 200


def test_words_without_a_token_are_outside_and_no_sentence_is_skipped(head: FineTunedHead) -> None:
    blank = Tagged("", ("\u200b", "", "\ufeff"), ("O", "O", "O"), WEST, "")
    nothing = Tagged("", (), (), WEST, "")
    said = head.predict([blank, entities(1, seed=9)[0], nothing])
    assert next(one.label.split(" ") for one in said) == ["O"] * 3
    assert [one.known for one in said] == [False, True, False]
    assert said[2].label == ""


def test_tags_that_cannot_follow_each_other_are_never_given() -> None:
    goal = Tagging("entities", TAGS)
    example = Tagged("", SENTENCES["eng"][:3], (), Language.parse("eng"), "")
    features = goal.features([example], None, reading("pieces", 64))
    scores = [np.array([[0.0, 9.0, 8.0], [0.0, 9.0, 1.0], [7.0, 6.0, 0.0]], np.float32)]
    (said,) = goal.decode(scores, features, [example], 1.0)
    assert said.label in ("B-X I-X B-X", "B-X I-X I-X", "O O B-X")
    assert not said.label.startswith("I-X")


@pytest.mark.parametrize("common", [0, 2])
def test_where_nothing_is_outside_the_commonest_tag_fills_the_gaps(common: int) -> None:
    goal = Tagging("tagging", ("ADJ", "NOUN", "VERB"), common=common)
    example = Tagged("", ("Anna", "\u200b"), (), Language.parse("eng"), "")
    features = goal.features([example], None, reading("pieces", 64))
    (said,) = goal.decode([np.array([[0.0, 9.0, 0.0]], np.float32)], features, [example], 1.0)
    assert said.label == f"NOUN {goal.labels[common]}"


def test_the_commonest_tag_is_that_of_training() -> None:
    goal = Tagging("entities", TAGS)
    example = Tagged("", SENTENCES["eng"][:4], (), Language.parse("eng"), "")
    train = goal.features([example] * 2, ["O O I-X I-X", "I-X O B-X I-X"], reading("pieces", 64))
    assert goal.settled(train, [], []).limits == {"common": 1}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", SENTENCES)
def test_the_loss_is_the_mean_over_first_tokens(kind: str, language: str) -> None:
    goal = Tagging("entities", TAGS)
    examples = [
        Tagged("", tokens, (), Language.parse("eng"), "")
        for tokens in (SENTENCES[language], SENTENCES[language][:2] * 9)
    ]
    golds = [" ".join(TAGS[place % 3] for place, _ in enumerate(one.tokens)) for one in examples]
    features = goal.features(examples, golds, reading(kind, 24))
    logits = torch.from_numpy(np.random.default_rng(0).normal(size=(len(features), 24, 3)))
    loss = goal.loss(Output(logits), features)
    losses = []
    for row, feature in zip(logits, features, strict=True):
        for word, token in zip(feature.places.words, feature.places.tokens, strict=True):
            losses.append(float(-row[token].log_softmax(0)[word % 3]))
    assert len(losses) == sum(len(example.tokens) for example in examples)
    assert float(loss.mean()) == pytest.approx(np.mean(losses), rel=1e-5)


def test_a_tag_that_training_lacks_counts_nothing() -> None:
    goal = Tagging("entities", TAGS)
    example = Tagged("", ("Anna", "London"), (), Language.parse("eng"), "")
    (feature,) = goal.features([example], ["B-Y O"], reading("pieces", 64))
    assert feature.target == Target((-100, 2), 0.5)
    logits = torch.zeros(1, feature.length, 3)
    assert float(goal.loss(Output(logits), [feature])) == pytest.approx(0.5 * np.log(3))


@pytest.mark.parametrize("golds", [[], ["O O"], [""]])
def test_fewer_than_two_tags_are_refused(golds: list[str]) -> None:
    with pytest.raises(InputError, match="a tagger needs two"):
        Tagging.classes(golds)


class Output:
    """What a network gives."""

    def __init__(self, logits: torch.Tensor) -> None:
        self.logits = logits
