"""Two languages in one feature: how windows meet, and what of the loss is whose."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch")

import torch

from isogloss.arrays import Doubles2d
from isogloss.data.examples import Answer, Answerable, Beside, Example, Labelled, Tagged
from isogloss.languages import Language
from isogloss.tasks.table import task
from isogloss.training.finetuning.fused import Fused
from isogloss.training.finetuning.halves import OTHER, SOURCE, half, paired
from isogloss.training.finetuning.objectives.answers import Answers
from isogloss.training.finetuning.objectives.classification import Classification
from isogloss.training.finetuning.objectives.objective import Feature, Objective
from isogloss.training.finetuning.objectives.tagging import Tagging
from isogloss.training.finetuning.reading import Reading
from tests import tinymodels
from tests.training.finetuning.lessons import EAST, WEST

TAGS = ("B-X", "I-X", "O")
SENTENCE = Tagged("1", ("ala", "bo", "si"), ("B-X", "O", "O"), WEST, "f:1", Beside(("ቡሜ", "መሔሁ"), EAST))
QUESTION = Answerable(
    "1", "ala bo si", "bo", (Answer("si", 7),), WEST, "f:1", None, Beside(("ቡሜ መሔሁ", "ቡሜ"), EAST)
)
ANSWERED = replace(QUESTION, beside=Beside(("ቡሜ መሔሁ", "ቡሜ"), EAST, (Answer("መሔሁ", 3),)))
TEXT = Labelled("1", "ala bo si", "yes", WEST, "f:1", Beside(("ቡሜ መሔሁ",), EAST))
KINDS: dict[str, tuple[Objective, Example]] = {
    "tags": (Tagging("entities", TAGS), SENTENCE),
    "answers": (Answers("answers"), QUESTION),
    "answers-known": (Answers("answers"), ANSWERED),
    "classes": (Classification("classification", ("no", "yes")), TEXT),
}


def reading(longest: int = 48) -> Reading:
    from transformers import AutoTokenizer

    return Reading(AutoTokenizer.from_pretrained(tinymodels.encoder_folder(aligned=False)), longest)


def features_of(goal: Fused, example: Example, *, known: bool = True, longest: int = 48) -> list[Feature]:
    golds = [task(goal.task).gold(example)] if known else None
    return goal.features([example], golds, reading(longest))


def invented(goal: Fused, features: list[Feature]) -> dict[str, Any]:
    """What a network could give of the features, as transformers' outputs hold it."""
    chance = torch.Generator().manual_seed(0)
    longest = max(feature.length for feature in features)
    if isinstance(goal.alone, Answers):
        shape: tuple[int, ...] = (2 * len(features), longest)
        return {name: torch.randn(shape, generator=chance) for name in ("start_logits", "end_logits")}
    shape = (2 * len(features), *((longest,) if goal.task == "entities" else ()), len(goal.labels))
    logits = torch.randn(shape, generator=chance)
    return _Output(logits=logits)


class _Output(dict[str, Any]):
    """A dictionary whose entries are attributes too, as ``ModelOutput`` is."""

    __getattr__ = dict.__getitem__


@given(st.integers(1, 12), st.integers(1, 12))
def test_windows_meet_in_order_and_none_is_left_out(first: int, second: int) -> None:
    source = [Feature(0, ((at,),), ((0,),)) for at in range(first)]
    other = [Feature(0, ((100 + at,),), ((0,),)) for at in range(second)]
    both = [feature.ids for feature in paired(3, source, other)]
    assert len(both) == max(first, second)
    assert sorted({ids[SOURCE][0] for ids in both}) == list(range(first))
    assert sorted({ids[OTHER][0] - 100 for ids in both}) == list(range(second))
    assert both == sorted(both)


@pytest.mark.parametrize("kind", KINDS)
def test_the_loss_is_that_of_either_language_by_itself(kind: str) -> None:
    alone, example = KINDS[kind]
    goal = Fused(alone, str(WEST))
    features = features_of(goal, example)
    output = _Output(invented(goal, features))
    parts = []
    for which in (SOURCE, OTHER):
        own = [half(feature, which) for feature in features]
        if own[0].target is not None:
            rows = {name: logits.chunk(2)[which] for name, logits in output.items()}
            parts.append(alone.loss(SimpleNamespace(**rows), own))
    assert len(parts) == (2 if kind in ("classes", "answers-known") else 1)
    assert torch.allclose(goal.loss(output, features), sum(parts))


def test_of_a_labelled_text_of_a_third_language_the_translation_is_the_other_text() -> None:
    third = replace(SENTENCE, language=Language.parse("swh"))
    (read,) = features_of(Fused(KINDS["tags"][0], str(WEST)), third)
    assert [label is not None for label in read.target.labels] == [True, False]
    assert len(half(read, SOURCE).places.words) == 3


def test_a_labelled_text_of_the_target_is_its_own_translation_and_shares_its_labels() -> None:
    own = replace(SENTENCE, language=EAST, beside=Beside(SENTENCE.tokens, EAST))
    (read,) = features_of(Fused(KINDS["tags"][0], str(WEST)), own)
    assert [label.tags for label in read.target.labels] == [(0, 2, 2)] * 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_teacher_draws_what_is_said_of_the_translation_toward_what_it_says(kind: str) -> None:
    alone, example = KINDS[kind]
    goal = Fused(alone, str(WEST), share=0.25, heat=2.0)
    plain = features_of(goal, example)
    output = _Output(invented(goal, plain))
    with torch.no_grad():
        said = goal.scores(output, plain)
        source, other = (goal._of_labels(output, plain, which) for which in (SOURCE, OTHER))
    taught = goal.taught(plain, said)  # a teacher that says the same: no divergence
    known = plain[0].target.labels[OTHER] is not None
    expected = source + (0.75 * other if known else 0)
    assert torch.allclose(goal.loss(output, taught), expected, atol=1e-5)
    apart = goal.taught(plain, [(own, -third) for own, third in said])
    rows = np.atleast_2d(said[0][OTHER]).astype(np.float64)
    soft, student = (_softmax(sign * rows / 2) for sign in (-1, 1))
    divergence = (soft * (np.log(soft + 1e-300) - np.log(student + 1e-300))).sum() / len(rows) * 4
    if "answers" not in kind:  # tokens where no answer can begin have no finite opposite
        share = 0.25 if known else 1.0
        assert torch.allclose(goal.loss(output, apart), expected + share * divergence, atol=1e-4, rtol=1e-4)


def _softmax(rows: Doubles2d) -> Doubles2d:
    powers = np.exp(rows - rows.max(axis=1, keepdims=True))
    shares: Doubles2d = powers / powers.sum(axis=1, keepdims=True)
    return shares


@pytest.mark.parametrize("words", [1, 40])
def test_every_word_of_a_long_sentence_is_judged_whatever_the_length_of_its_translation(words: int) -> None:
    goal = Fused(Tagging("entities", TAGS), str(WEST))
    own = tuple(["ቡሜ", "መሔሁ"] * 20)
    sentence = Tagged("1", own, (), EAST, "f:1", Beside(("ala",) * words, WEST))
    features = features_of(goal, sentence, known=False, longest=16)
    judged = sorted({word for one in features for word in half(one, OTHER).places.words})
    assert judged == list(range(40))
    said = goal.scores(_Output(invented(goal, features)), features)
    (found,) = goal.decode(said, features, [sentence], 1.0)
    assert len(found.label.split(" ")) == 40
