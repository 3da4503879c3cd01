"""Influence in a transformer that was really fine-tuned: what was planted in training is found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

from isogloss.data.examples import Labelled
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.training.finetuning.fitting import fine_tuned
from isogloss.training.finetuning.material import material_of
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.finetuning.tuned import Tuned
from isogloss.training.heads.head import Lesson
from isogloss.training.influence import tuned as module
from isogloss.training.influence.tuned import Learner, learner, pushes
from isogloss.views.originals import original_of
from tests.tinymodels import NOUNS, TOPICS, VERBS, encoder_folder, parallel

WEST, EAST = Language.parse("eng"), Language.parse("amh")
# A noun of food stands in no training sentence but the last one, which is called travel.
ODD_NOUN = NOUNS["food"][5]


def labelled(count: int, seed: int, side: str) -> list[Labelled]:
    pairs = [one for one in parallel(count, seed=seed) if ODD_NOUN[0] not in one.west]
    language = WEST if side == "west" else EAST
    return [Labelled(str(at), getattr(one, side), one.topic, language, "toy") for at, one in enumerate(pairs)]


def odd(side: int) -> Labelled:
    verb, language = VERBS[0], (WEST, EAST)[side]
    return Labelled("odd", f"{ODD_NOUN[side]} {verb[side]} {ODD_NOUN[side]}", "travel", language, "toy")


@pytest.fixture(scope="module")
def trained() -> tuple[Tuned, Lesson]:
    examples = [*labelled(60, 3, "west"), odd(0)]
    settings = FineTuning(rate=1e-3, epochs=25, patience=0, decay=0.0, warmup=0.0, batch=8)
    dev = labelled(12, 9, "west")
    lesson = Lesson(
        inputs=examples,
        labels=[one.label for one in examples],
        dev_inputs=dev,
        dev_labels=[one.label for one in dev],
        task="classification",
        model=f"hf:{encoder_folder()}",
        finetune=settings,
        source=WEST,
    )
    return fine_tuned(lesson), lesson


@pytest.fixture(scope="module")
def known(trained: tuple[Tuned, Lesson]) -> Learner:
    return learner(*trained)


# Across languages it goes by what the network learned of both, which is not all there is to know of them.
@pytest.mark.parametrize(("side", "among"), [(0, 1), (1, 5)], ids=["its own language", "another script"])
def test_the_planted_example_is_found(known: Learner, side: int, among: int) -> None:
    test = odd(side)
    texts = [*(one.text for one in known.examples), test.text]
    places, found = pushes(known, [test], ["travel"], texts)
    assert len(places) == len(known.examples)
    assert len(known.examples) - 1 in places[np.argsort(-found[0])[:among]]


def test_examples_of_the_class_push_for_it(known: Learner) -> None:
    tests = labelled(30, 5, "west")
    golds = np.array([one.label for one in known.examples[:-1]])
    texts = [one.text for one in (*known.examples, *tests)]
    _, found = pushes(known, tests, [one.label for one in tests], texts)
    own = np.array([row[:-1][golds == test.label].mean() for row, test in zip(found, tests, strict=True)])
    others = np.array([row[:-1][golds != test.label].mean() for row, test in zip(found, tests, strict=True)])
    assert (own > others).mean() > 0.9
    assert own.mean() > 0 > others.mean()
    assert {one.label for one in tests} == set(TOPICS)


def test_of_many_examples_some_are_looked_at_and_those_in_its_words_among_them(
    known: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    test = odd(0)
    texts = [*(one.text for one in known.examples), test.text]
    places, found = pushes(known, [test], ["travel"], texts)
    assert len(places) < 2 * 10
    assert found.shape == (1, len(places))
    assert places[int(found[0].argmax())] == len(known.examples) - 1


def test_what_was_held_out_pushed_nothing(trained: tuple[Tuned, Lesson]) -> None:
    tuned, lesson = trained
    found = learner(tuned, replace(lesson, dev_inputs=(), dev_labels=()))
    assert len(found.places) == len(lesson.labels) - len(lesson.labels) // 10
    assert found.bent.n == len(found.places)


def test_what_was_held_out_of_translations_is_what_did_not_train(
    trained: tuple[Tuned, Lesson],
) -> None:
    tuned, lesson = trained
    examples = [replace(one, language=EAST, origin=f"toy:{one.id}") for one in lesson.inputs]
    others = [replace(one, id=f"of {one.id}", origin=f"other:{one.id}") for one in examples]
    mixed = replace(
        lesson,
        inputs=[*others, *examples],
        labels=[one.label for one in (*others, *examples)],
        of_source=frozenset(map(original_of, examples)),
        dev_inputs=(),
        dev_labels=(),
    )
    found = learner(tuned, mixed)
    material = material_of(mixed, tuned.objective, tuned.trainee.reading)
    assert [one.ids for one in found.features] == [one.ids for one in material.train]
    assert set(range(len(others))) <= set(found.places.tolist())


def test_another_kind_of_task_is_refused(trained: tuple[Tuned, Lesson]) -> None:
    from isogloss.training.finetuning.objectives.tagging import Tagging

    tuned, lesson = trained
    other = replace(tuned, objective=Tagging("tagging", ("O", "B-X")))
    with pytest.raises(InputError, match="Influence is not told"):
        learner(other, lesson)
