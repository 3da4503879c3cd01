"""Weights averaged over epochs and runs: what they are, and what they are good for."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from safetensors.torch import load_file

from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.strategies.averaging import AverageCheckpoints, AverageRuns
from tests.training.finetuning.lessons import EAST, lesson, share_right, topics
from tests.training.finetuning.toytasks import entities
from tests.training.finetuning.toytasks import lesson as task_lesson

LAST = AverageCheckpoints(first=1000)  # of a run's epochs the last alone


def rough(seed: int, *, count: int = 30, **settings: Any) -> Lesson:  # noqa: ANN401  of FineTuning
    """Few examples and large steps: what is learned depends on their order."""
    return lesson(topics(count, seed=5), seed=seed, **{"rate": 5e-3, "epochs": 8, "batch": 8, **settings})


def calm(seed: int) -> Lesson:
    """Steps small enough that weights lie near each other, as those of a large model do."""
    return rough(seed, rate=3e-3, count=45)


def weights(head: Head) -> dict[str, Any]:
    assert isinstance(head, FineTunedHead)
    return dict(head.tuned.trainee.model.named_parameters())


def reached_by(head: FineTunedHead, files: list[Path], tests: list[Any]) -> float:
    """Return how much the head gets right with the mean of the weights in the files."""
    kept = [load_file(file) for file in files]
    with torch.no_grad():
        for name, weight in weights(head).items():
            weight.copy_(torch.stack([one[name] for one in kept]).mean(dim=0))
    return share_right(head, tests)


def spreads(head: Head, files: list[Path]) -> tuple[float, float]:
    """Return how much single files differ in the other language, and how much means of three of them."""
    tests = topics(90, seed=77, language=EAST)
    assert isinstance(head, FineTunedHead)
    single = [reached_by(head, [file], tests) for file in files]
    triples = [reached_by(head, list(three), tests) for three in combinations(files, 3)]
    return float(np.std(single)), float(np.std(triples))


def test_averages_depend_less_on_which_epochs_there_were(tmp_path: Path) -> None:
    found = []
    for seed in (0, 1):
        work = tmp_path / str(seed)
        head = AverageCheckpoints().fit(FineTunedHead, replace(calm(seed), work=work))
        found.append(spreads(head, sorted(work.glob("*/every/*.safetensors"))[3:]))
    single, triples = np.sum(found, axis=0)
    assert triples < 0.9 * single


def test_averages_depend_less_on_which_runs_there_were(tmp_path: Path) -> None:
    head = AverageRuns(runs=6).fit(FineTunedHead, replace(calm(0), work=tmp_path))
    runs = sorted(tmp_path.glob("*/run-*.safetensors"), key=lambda file: file.name)
    single, triples = spreads(head, runs[1:])
    assert triples < 0.8 * single


def test_the_weights_are_the_mean_of_those_of_the_epochs(tmp_path: Path) -> None:
    own = replace(rough(0, epochs=4), work=tmp_path)
    found = weights(AverageCheckpoints(first=2).fit(FineTunedHead, own))
    epochs = [load_file(file) for file in sorted(tmp_path.glob("*/every/*.safetensors"))]
    assert len(epochs) == 4
    for name, weight in found.items():
        mean = torch.stack([epoch[name] for epoch in epochs[1:]]).mean(dim=0)
        assert torch.allclose(weight, mean, atol=1e-6)
    assert any(not torch.equal(epochs[0][name], epochs[3][name]) for name in found)


def test_nothing_is_selected_and_all_examples_train_whether_there_is_a_dev_or_not() -> None:
    own, dev = rough(0, epochs=3, patience=1), topics(30, seed=8)
    watched = replace(own, dev_inputs=dev, dev_labels=[one.label for one in dev])
    one, other = (LAST.fit(FineTunedHead, each) for each in (own, watched))
    for head in (one, other):
        assert isinstance(head, FineTunedHead)
        assert head.choice.select == "fixed"
        assert head.tuned.card.epoch == 3
    assert all(torch.equal(weight, weights(other)[name]) for name, weight in weights(one).items())


def test_runs_share_one_classifier_and_differ_elsewhere(tmp_path: Path) -> None:
    head = AverageRuns(runs=3).fit(FineTunedHead, replace(rough(0), work=tmp_path))
    runs = [
        load_file(file) for file in sorted(tmp_path.glob("*/run-*.safetensors"), key=lambda one: one.name)
    ]
    assert len(runs) == 3
    assert not list(tmp_path.glob("*/*/"))  # epochs of finished runs take no room
    for name, weight in weights(head).items():
        assert torch.allclose(weight, torch.stack([run[name] for run in runs]).mean(dim=0), atol=1e-6)
        assert torch.equal(runs[0][name], runs[1][name]) == name.startswith("classifier") or "pooler" in name


def test_runs_that_were_finished_before_a_kill_are_not_made_again(tmp_path: Path) -> None:
    own = replace(rough(0, epochs=3), work=tmp_path)
    whole = AverageRuns(runs=3, first=1).fit(FineTunedHead, own)
    first, last = (next(tmp_path.glob(f"*/run-{number}.safetensors")) for number in (0, 2))
    made = first.stat().st_mtime_ns
    shutil.rmtree(last.parent)  # as if the third had not begun
    again = AverageRuns(runs=3, first=1).fit(FineTunedHead, own)
    assert first.stat().st_mtime_ns == made
    assert all(torch.equal(one, weights(again)[name]) for name, one in weights(whole).items())


@pytest.mark.parametrize("how", [AverageCheckpoints(), AverageRuns(runs=2, first=1)])
def test_the_same_lesson_gives_the_same_head_and_the_seed_another(
    how: AverageCheckpoints | AverageRuns,
) -> None:
    own = rough(0, epochs=3)
    one, same, other = (how.fit(FineTunedHead, replace(own, seed=seed)) for seed in (0, 0, 1))
    tests = topics(20, seed=77, language=EAST)
    assert one.predict(tests) == same.predict(tests)
    assert one.predict(tests) != other.predict(tests)


def test_adapters_are_averaged_too(tmp_path: Path) -> None:
    own = rough(0, epochs=4, adapter="lora", rate=1e-2)
    head = AverageRuns(runs=2, first=1).fit(FineTunedHead, own)
    tests = topics(30, seed=77)
    head.save(tmp_path)
    assert [one.label for one in FineTunedHead.load(tmp_path).predict(tests)] == [
        one.label for one in head.predict(tests)
    ]


def test_taggers_are_averaged_as_well() -> None:
    head = AverageCheckpoints(first=3).fit(FineTunedHead, task_lesson("entities", entities(100, seed=3)))
    said = head.predict(entities(30, seed=9))
    golds = [" ".join(one.tags) for one in entities(30, seed=9)]
    assert sum(one.label == gold for one, gold in zip(said, golds, strict=True)) > 20
