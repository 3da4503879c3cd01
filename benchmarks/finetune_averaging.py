"""Averages of a fine-tuned transformer's weights beside single checkpoints: means and spreads over seeds.

A part of ``python -m benchmarks.finetune``. Schmidt et al. 2023, "Free Lunch" (arXiv:2305.16834): averages
depend less on chance, and carry a little better to other languages. Every average is what the strategies
``average-checkpoints`` and ``average-runs`` make. Runs that are averaged share one classifier; the groups of
three are all there are, and overlap.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from shutil import copytree
from typing import Final, cast

import numpy as np

from benchmarks.finetune_transfer import ENGLISH, of_latin_script
from isogloss.arrays import Floats2d
from isogloss.data.dataset import Dataset
from isogloss.data.examples import Labelled
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.training.finetuning.evaluating import mean_loss, scores_of
from isogloss.training.finetuning.objectives.objective import Feature
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.finetuning.tuned import Tuned
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Lesson
from isogloss.training.strategies.averaging import AverageCheckpoints, AverageRuns
from isogloss.views.sampling import sample

SETTINGS: Final = FineTuning(rate=1e-4, batch=8, epochs=6, patience=0)
SHOTS: Final = 20  # labels a class: with few, runs differ
TEXTS: Final = 100  # to label in each language
GROUP: Final = 3  # runs that are averaged
Found = dict[str, list[list[float]]]  # of a way: for each seed or group, the accuracy in each language


@dataclass(frozen=True)
class Tests:
    """What is labelled, read once for all networks: features and places of their golds, by language."""

    features: list[list[Feature]]
    golds: list[list[int]]
    dev: list[Feature]

    @classmethod
    def of(cls, tuned: Tuned, dataset: Dataset, languages: Sequence[Language]) -> Tests:
        """Return the tests of the languages, as a network of this kind reads them."""
        goal, reading = tuned.objective, tuned.trainee.reading
        own = [examples_of(dataset, "test", one)[:TEXTS] for one in languages]
        dev = examples_of(dataset, "dev", ENGLISH)
        return cls(
            [goal.features(examples, None, reading) for examples in own],
            [[goal.labels.index(one.label) for one in examples] for examples in own],
            list(goal.features(dev, [one.label for one in dev], reading)),
        )

    def right(self, tuned: Tuned) -> list[float]:
        """Return the share that the network gets right in each language."""
        return [
            float(
                np.mean(
                    [
                        int(row.argmax()) == gold
                        for row, gold in zip(self._scores(tuned, own), golds, strict=True)
                    ]
                )
            )
            for own, golds in zip(self.features, self.golds, strict=True)
        ]

    def _scores(self, tuned: Tuned, features: Sequence[Feature]) -> list[Floats2d]:
        return scores_of(tuned.trainee, tuned.objective, features)


@dataclass(frozen=True)
class Ledger:
    """What was measured already, kept in a file for a call that goes on."""

    file: Path

    def once(self, name: str, tests: Tests, tuned: Tuned) -> list[float]:
        """Return what the network gets right in each language; it is asked if nobody asked before."""
        known: dict[str, list[float]] = json.loads(self.file.read_text()) if self.file.exists() else {}
        if name not in known:
            known[name] = tests.right(tuned)
            self.file.write_text(json.dumps(known))
            print(f"<!-- {name}: {' '.join(f'{one:.3f}' for one in known[name])} -->", flush=True)
        return known[name]


def examples_of(dataset: Dataset, split: str, language: Language) -> list[Labelled]:
    """Return the examples of a split."""
    return [cast("Labelled", one) for one in dataset.examples(split, language)]


def averaged(data: Path, folder: Path, *, count: int, seeds: int, scratch: Path) -> None:
    """Print the table; what was trained stays in ``scratch``, and is not trained again from there."""
    began, dataset = time.process_time(), load_dataset(data)
    languages = [ENGLISH, *of_latin_script(dataset, count)]
    train, dev = examples_of(dataset, "train", ENGLISH), examples_of(dataset, "dev", ENGLISH)
    train = sample(train, k=SHOTS, seed=0)
    lesson = Lesson(
        train,
        [one.label for one in train],
        dev_inputs=dev,
        dev_labels=[one.label for one in dev],
        task="classification",
        model=f"hf:{folder}",
        source=ENGLISH,
        finetune=SETTINGS,
    )
    found: Found = {}
    for way, right in _measured(lesson, dataset, languages, seeds, scratch):
        found.setdefault(way, []).append(right)
    print(f"\n{len(train)} English sentences, {seeds} seeds, {SETTINGS.epochs} epochs;", end=" ")
    print(f"{TEXTS} texts a language: {', '.join(map(str, languages[1:]))}.\n")
    show(found)
    print(f"\n{time.process_time() - began:,.0f} s of one core.")


def _measured(
    lesson: Lesson, dataset: Dataset, languages: Sequence[Language], seeds: int, scratch: Path
) -> Iterator[tuple[str, list[float]]]:
    """Yield each way to end up with weights, and how they do in each language."""
    tests, ledger = None, Ledger(scratch / "right.json")
    for seed in range(seeds):
        work = scratch / f"seed-{seed}"
        work.mkdir(parents=True, exist_ok=True)
        own = replace(lesson, seed=seed, work=work)
        tuned = cast("FineTunedHead", AverageCheckpoints().fit(FineTunedHead, own)).tuned
        tests = tests or Tests.of(tuned, dataset, languages)
        yield "`average-checkpoints`", ledger.once(f"average {seed}", tests, tuned)
        epochs = sorted(work.glob("*/every/epoch-*.safetensors"))
        losses = []
        for file in epochs:
            put_files(tuned, [file])
            losses.append(mean_loss(tuned.trainee, tuned.objective, tests.dev))
        for way, at in (
            ("the last epoch", -1),
            ("the best epoch by the source's dev", int(np.argmin(losses))),
        ):
            put_files(tuned, [epochs[at]])
            yield way, ledger.once(f"{epochs[at].stem} of {seed}", tests, tuned)
    if tests is None:
        return
    runs = scratch / "runs"
    if not runs.exists():
        copytree(scratch / "seed-0", runs)  # the first run has been made already
    strategy = AverageRuns(runs=seeds, first=1)
    tuned = cast("FineTunedHead", strategy.fit(FineTunedHead, replace(lesson, work=runs))).tuned
    files = [next(runs.glob(f"*/run-{number}.safetensors")) for number in range(seeds)]
    for number, file in enumerate(files):
        put_files(tuned, [file])
        yield "`average-checkpoints`, one classifier for all", ledger.once(f"run {number}", tests, tuned)
    for group in combinations(range(seeds), GROUP):
        put_files(tuned, [files[number] for number in group])
        yield "`average-runs`, three of these", ledger.once(f"runs {group}", tests, tuned)


def put_files(tuned: Tuned, files: Sequence[Path]) -> None:
    """Give the network the mean of the weights in the files."""
    from safetensors.torch import load_file

    from isogloss.training.finetuning.weights import put

    parts = [load_file(file) for file in files]
    mean = {name: sum(part[name] for part in parts) / len(parts) for name in parts[0]}
    put(dict(tuned.trainee.model.named_parameters()), mean)


def show(found: Found) -> None:
    """Print means and standard deviations: of the mean of the others, and those of each, in the mean."""
    print("| weights | how many | English | mean of the others | its spread | spread in one language |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for way, values in found.items():
        right = 100 * np.array(values)
        others = right[:, 1:]
        spread, own = others.mean(axis=1).std(ddof=1), others.std(axis=0, ddof=1).mean()
        means = f"{right[:, 0].mean():.1f} | {others.mean():.1f}"
        print(f"| {way} | {len(right)} | {means} | {spread:.2f} | {own:.2f} |")
