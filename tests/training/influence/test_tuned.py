"""Influence in a transformer that was really fine-tuned: what was planted in training is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

torch: Any = pytest.importorskip("torch", reason="needs isogloss[hf]")
transformers: Any = pytest.importorskip("transformers", reason="needs isogloss[hf]")

from isogloss.data.examples import Labelled  # noqa: E402  only where the extra is installed
from isogloss.errors import InputError  # noqa: E402
from isogloss.languages import Language  # noqa: E402
from isogloss.training.finetuning.fitting import fine_tuned  # noqa: E402
from isogloss.training.finetuning.settings import FineTuning  # noqa: E402
from isogloss.training.finetuning.tuned import Tuned  # noqa: E402
from isogloss.training.heads.head import Lesson  # noqa: E402
from isogloss.training.influence import tuned as module  # noqa: E402
from isogloss.training.influence.tuned import Learner, learner, pushes  # noqa: E402
from tests.tinymodels import NOUNS, TOPICS, VERBS, encoder_folder, parallel  # noqa: E402

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
def trained() -> tuple[Tuned, list[Labelled]]:
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
    return fine_tuned(lesson), examples


@pytest.fixture(scope="module")
def known(trained: tuple[Tuned, list[Labelled]]) -> Learner:
    tuned, examples = trained
    return learner(tuned, examples, [one.label for one in examples], source=WEST, seed=0)


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


def test_what_was_held_out_pushed_nothing(trained: tuple[Tuned, list[Labelled]]) -> None:
    tuned, examples = trained
    card = replace_select(tuned, "source-held-out")
    found = learner(card, examples, [one.label for one in examples], source=WEST, seed=0)
    assert len(found.places) == len(examples) - len(examples) // 10
    assert found.bent.n == len(found.places)


def replace_select(tuned: Tuned, select: str) -> Tuned:
    import msgspec

    return replace(tuned, card=msgspec.structs.replace(tuned.card, select=select))


def test_another_kind_of_task_is_refused(trained: tuple[Tuned, list[Labelled]]) -> None:
    from isogloss.training.finetuning.objectives.tagging import Tagging

    tuned, examples = trained
    other = replace(tuned, objective=Tagging("tagging", ("O", "B-X")))
    with pytest.raises(InputError, match="Influence is not told"):
        learner(other, examples, ["x"], source=WEST, seed=0)
