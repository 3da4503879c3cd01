"""A few labels a class: SetFit beside frozen vectors and a fine-tuned model. And self-training on the former.

Parts of ``python -m benchmarks.finetune``. Tunstall et al. 2022, "Efficient Few-Shot Learning Without
Prompts" (arXiv:2209.11055): contrast beats plain fine-tuning where labels are few. SetFit has their settings:
20 pairs of each kind an example, one epoch, 2e-5, 16 pairs a batch, logistic regression. Plain fine-tuning
holds out a tenth to choose among 25 epochs. Tests are English test and dev together, 303 sentences.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.finetune_averaging import examples_of
from benchmarks.finetune_transfer import ENGLISH, of_latin_script
from isogloss.arrays import Floats2d
from isogloss.data.examples import Labelled
from isogloss.data.loading import load_dataset
from isogloss.models.registry import load_encoder
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.heads.setfit import SetFitHead
from isogloss.training.strategies.selftraining import SelfTraining
from isogloss.views.sampling import sample

SETFIT: Final = FineTuning(epochs=1, patience=0, batch=16, rate=2e-5, pairs=20)
PLAIN: Final = FineTuning(epochs=25, patience=0, batch=8, rate=5e-5)
Fit = Callable[[Sequence[Labelled], int], Callable[[Sequence[Labelled]], list[str]]]


def few(data: Path, folder: Path, draws: dict[int, int], scratch: Path) -> None:
    """Print accuracies and seconds of training. draws: of a number of labels a class, how many draws.

    What ``scratch`` holds of an earlier call is not trained again.
    """
    dataset, fits = load_dataset(data), _fits(folder)
    train = examples_of(dataset, "train", ENGLISH)
    tests = [*examples_of(dataset, "test", ENGLISH), *examples_of(dataset, "dev", ENGLISH)]
    kept = scratch / "few.json"
    found: dict[str, tuple[float, float]] = json.loads(kept.read_text()) if kept.exists() else {}
    trials = [(shots, draw) for shots, count in draws.items() for draw in range(count)]
    for shots, draw in sorted(trials, key=lambda trial: trial[0] * (trial[1] + 1)):  # the cheap ones first
        own = sample(train, k=shots, seed=draw)
        for way, fit in fits.items():
            if (name := f"{shots} {draw} {way}") in found:
                continue
            began = time.process_time()
            label = fit(own, draw)
            spent = time.process_time() - began
            found[name] = (_right(label(tests), tests), spent)
            kept.write_text(json.dumps(found))
            print(f"<!-- {name}: {found[name][0]:.3f} in {spent:.0f} s -->", flush=True)
    print(f"\n| labels a class | draws | {' | '.join(f'{way} | trains, s' for way in fits)} |")
    print("| ---: | ---: |" + " ---: |" * 2 * len(fits))
    for shots, count in draws.items():
        cells = []
        for way in fits:
            right, seconds = np.array([found[f"{shots} {draw} {way}"] for draw in range(count)]).T
            spread = f" ± {100 * right.std(ddof=1):.1f}" if count > 1 else ""
            cells.append(f"{100 * right.mean():.1f}{spread} | {seconds.mean():,.0f}")
        print(f"| {shots} | {count} | {' | '.join(cells)} |")


def _fits(folder: Path) -> dict[str, Fit]:
    """Return the three ways to learn: each gives, of examples and a seed, what labels others."""
    model = f"hf:{folder}"

    def frozen(own: Sequence[Labelled], seed: int) -> Callable[[Sequence[Labelled]], list[str]]:
        head = LogisticHead.fit(Lesson(vectors(model, own), [one.label for one in own], seed=seed))
        return lambda tests: [one.label for one in head.predict(vectors(model, tests))]

    def by(kind: Any, settings: FineTuning) -> Fit:  # noqa: ANN401  a class of heads
        def fit(own: Sequence[Labelled], seed: int) -> Callable[[Sequence[Labelled]], list[str]]:
            labels = [one.label for one in own]
            lesson = Lesson(own, labels, seed=seed, task="classification", model=model, finetune=settings)
            head: Head = kind.fit(lesson)
            return lambda tests: [one.label for one in head.predict(tests)]

        return fit

    return {
        "frozen vectors": frozen,
        "fine-tuned": by(FineTunedHead, PLAIN),
        "SetFit": by(SetFitHead, SETFIT),
    }


def taught_by_itself(data: Path, folder: Path, count: int) -> None:
    """Print what self-training on each target's 701 training texts, unlabelled, adds to frozen vectors."""
    dataset, model = load_dataset(data), f"hf:{folder}"
    train, dev = examples_of(dataset, "train", ENGLISH), examples_of(dataset, "dev", ENGLISH)
    lesson = Lesson(
        vectors(model, train),
        [one.label for one in train],
        dev_inputs=vectors(model, dev),
        dev_labels=[one.label for one in dev],
    )
    alone = LogisticHead.fit(lesson)
    found = []
    for language in of_latin_script(dataset, count):
        tests, own = examples_of(dataset, "test", language), examples_of(dataset, "train", language)
        taught = SelfTraining().fit(LogisticHead, replace(lesson, unlabelled=vectors(model, own)))
        asked = vectors(model, tests)
        pair = [_right([one.label for one in head.predict(asked)], tests) for head in (alone, taught)]
        found.append(pair)
        print(f"<!-- {language}: {pair[0]:.3f} {pair[1]:.3f} -->", flush=True)
    before, after = 100 * np.array(found).T
    print(f"\nSelf-training on frozen vectors, {len(found)} languages:")
    print(f"{before.mean():.1f}% → {after.mean():.1f}%,", end=" ")
    print(f"better in {int((after > before).sum())}, worse in {int((after < before).sum())}.")


def vectors(model: str, examples: Sequence[Labelled]) -> Floats2d:
    """Return float32[n, d]."""
    found: Floats2d = load_encoder(model).encode(
        [one.text for one in examples], language=examples[0].language
    )
    return found


def _right(labels: Sequence[str], tests: Sequence[Labelled]) -> float:
    return float(np.mean([label == one.label for label, one in zip(labels, tests, strict=True)]))
