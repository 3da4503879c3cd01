"""SetFit: pairs, their loss, what four examples a class gain, and what is kept."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from isogloss.errors import InputError
from isogloss.models.registry import load_encoder
from isogloss.tasks.table import task
from isogloss.training.fewshot.contrast import paired
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.heads.setfit import SetFitHead
from isogloss.training.strategies.selftraining import SelfTraining
from tests.training.fewshot.lessons import heldout, lesson, right, sentences

SETTINGS = FineTuning(epochs=1, patience=0, rate=3e-3, pairs=20)
FAST = FineTuning(epochs=1, patience=0, rate=3e-3, pairs=1)


def test_pairs_are_of_one_class_and_of_two_as_often() -> None:
    labels = ["a", "a", "b", "b", "b"]
    found = paired(labels, times=3, seed=0)
    assert len(found) == 5 * 3 * 2
    assert all((labels[one] == labels[other]) == bool(wanted) for one, other, wanted in found)
    assert all(one != other for one, other, _ in found)
    assert found == paired(labels, times=3, seed=0) != paired(labels, times=3, seed=1)


def test_an_example_alone_in_its_class_is_paired_with_others_only() -> None:
    found = paired(["a", "b", "b"], times=2, seed=0)
    assert [wanted for one, _, wanted in found if one == 0] == [0.0, 0.0]


def test_four_examples_a_class_beat_the_frozen_encoder() -> None:
    gains = []
    for seed in (0, 2, 3):
        own = lesson(12, SETTINGS, seed=seed)
        encoder = load_encoder(own.model)
        frozen = LogisticHead.fit(Lesson(encoder.encode([one.text for one in own.inputs]), own.labels))
        found = frozen.predict(encoder.encode([one.text for one in heldout()]))
        before = np.mean([one.label == other.label for one, other in zip(found, heldout(), strict=True)])
        gains.append(right(SetFitHead.fit(own)) - before)
    assert np.mean(gains) > 0.08


def test_a_saved_head_says_the_same_and_its_encoder_is_one_for_others(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    head = SetFitHead.fit(lesson(6, FAST))
    head.save(tmp_path)
    loaded = SetFitHead.load(tmp_path)
    some = list(heldout()[:9])
    assert np.array_equal(loaded.probabilities(some), head.probabilities(some))
    assert transformers.AutoModel.from_pretrained(tmp_path / "encoder").config.model_type == "bert"
    assert loaded.predict([]) == []
    files = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert not [name for name in files if name.endswith((".bin", ".pkl", ".pt"))]


def test_the_encoder_that_others_use_is_left_as_it_was() -> None:
    own = lesson(6, FAST)
    before = load_encoder(own.model).encode(["bado"])
    SetFitHead.fit(own)
    assert np.array_equal(load_encoder(own.model).encode(["bado"]), before)


@pytest.mark.parametrize(
    ("kind", "model", "said"),
    [("pairs", "hf:x", "not pairs"), ("classification", "static", "'static' is none")],
)
def test_what_it_cannot_do_is_told_before_anything_is_done(kind: str, model: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        SetFitHead.check(task(kind), model)


def test_an_adapter_and_a_single_class_are_refused() -> None:
    with pytest.raises(InputError, match="all weights"):
        SetFitHead.fit(lesson(6, FineTuning(adapter="lora")))
    own = lesson(6, SETTINGS)
    with pytest.raises(InputError, match="two classes"):
        SetFitHead.fit(replace(own, labels=["food"] * 6))


def test_naming_the_heads_loads_no_torch() -> None:
    code = (
        "import sys; from isogloss.training.heads.table import head; head('setfit'), head('pet'); "
        "from isogloss.training.strategies.table import strategy; strategy({'strategy': 'pet'}); "
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_soft_labels_carry_a_fine_tuned_classifier_to_the_other_language() -> None:
    settings = FineTuning(epochs=8, patience=0, rate=2e-3, batch=8)
    gains = []
    for seed in (0, 2):
        own = lesson(18, settings, seed=seed, unlabelled=sentences(90, seed=9, west=False))
        after = SelfTraining(rounds=1).fit(FineTunedHead, own)
        gains.append(right(after, west=False) - right(FineTunedHead.fit(own), west=False))
    assert np.mean(gains) > 0.03
