"""TracIn over a fine-tuning that is done again: what was planted is found, and it is the same training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs isogloss[hf]")
pytest.importorskip("transformers", reason="needs isogloss[hf]")

import torch

from isogloss.errors import InputError
from isogloss.training.finetuning.fitting import fine_tuned
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.finetuning.tuned import Tuned
from isogloss.training.heads.head import Lesson
from isogloss.training.influence import retraining as module
from isogloss.training.influence.retraining import Retraced, retraced, traces
from tests.tinymodels import encoder_folder
from tests.training.influence.test_tuned import WEST, labelled, odd


@pytest.fixture(scope="module")
def trained() -> tuple[Tuned, Lesson]:
    """A network for which a tenth of the examples was held out to watch, as where a source has no dev set."""
    examples = [*labelled(36, 3, "west"), odd(0)]
    settings = FineTuning(rate=2e-3, epochs=7, patience=0, decay=0.0, warmup=0.1, batch=8)
    lesson = Lesson(
        inputs=examples,
        labels=[one.label for one in examples],
        task="classification",
        model=f"hf:{encoder_folder()}",
        finetune=settings,
        source=WEST,
    )
    return fine_tuned(lesson), lesson


@pytest.fixture(scope="module")
def again(trained: tuple[Tuned, Lesson], tmp_path_factory: pytest.TempPathFactory) -> Retraced:
    tuned, lesson = trained
    return retraced(tuned, lesson, tmp_path_factory.mktemp("epochs"))


def test_the_epochs_looked_at_lead_to_the_network_with_rates_that_fall(
    trained: tuple[Tuned, Lesson], again: Retraced
) -> None:
    tuned, lesson = trained
    epochs, rates = zip(*again.epochs, strict=True)
    assert len(epochs) == min(5, tuned.card.epoch)
    assert (epochs[0], epochs[-1]) == (1, tuned.card.epoch)
    assert 0 < rates[-1] < max(rates) <= 2e-3
    assert len(again.places) == len(lesson.labels) - len(lesson.labels) // 10
    *_, (network, _) = again.checkpoints()
    for name, weight in tuned.trainee.model.named_parameters():
        assert torch.allclose(weight, dict(network.named_parameters())[name], atol=1e-6)


def test_the_planted_example_is_found(trained: tuple[Tuned, Lesson], again: Retraced) -> None:
    examples = trained[1].inputs
    assert len(examples) - 1 in again.places
    texts = [*(one.text for one in examples), odd(0).text]
    places, found = traces(again, [odd(0)], ["travel"], texts)
    assert int(places[found[0].argmax()]) == len(examples) - 1


def test_of_many_examples_some_are_looked_at(
    trained: tuple[Tuned, Lesson], again: Retraced, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    texts = [*(one.text for one in trained[1].inputs), odd(0).text]
    places, found = traces(again, [odd(0)], ["travel"], texts)
    assert found.shape == (1, len(places))
    assert len(places) <= 10
    assert np.isfinite(found).all()


def test_a_network_that_does_not_come_out_again_is_refused(
    trained: tuple[Tuned, Lesson], tmp_path: Path
) -> None:
    tuned, lesson = trained
    fewer = replace(lesson, inputs=lesson.inputs[:-1], labels=lesson.labels[:-1])
    with pytest.raises(InputError, match="became another network"):
        retraced(tuned, fewer, tmp_path)
