"""Influence in a fine-tuned transformer by TracIn: it is trained again, and its epochs are looked at.

A run keeps the network of its best epoch alone. The same lesson gives the same network on the same kind of
machine, and whether it did is checked.
Source: Pruthi et al. 2020, arXiv:2002.08484, section 3.2 (a few checkpoints, spread over training).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.errors import InputError
from isogloss.metrics.sampling import evenly
from isogloss.training.finetuning.checkpoint import Progress
from isogloss.training.finetuning.determinism import steady
from isogloss.training.finetuning.fitting import Start, started
from isogloss.training.finetuning.loop import train
from isogloss.training.finetuning.material import held_out
from isogloss.training.finetuning.objectives.classification import Classification
from isogloss.training.finetuning.optimiser import highest_rate, rate_at
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.finetuning.weights import put, trainable
from isogloss.training.heads.head import Lesson
from isogloss.training.influence.tracing import traced
from isogloss.training.influence.tuned import classes_of, looked_at

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

    from isogloss.training.finetuning.objectives.objective import Feature
    from isogloss.training.finetuning.tuned import Tuned

MOST: Final = 500  # training examples that are looked at: each is passed by itself, at every epoch looked at
_EPOCHS: Final = 5  # that are looked at
_ALIKE: Final = 1e-3  # how far weights may lie apart that were trained twice


@dataclass(frozen=True, slots=True, eq=False)
class Retraced:
    """A network that was trained again, with the files of its epochs.

    places: of the examples that trained, among all that were given. features: what it read of each.
    epochs: those looked at, from 1, and the learning rate in the middle of each.
    """

    start: Start
    features: Sequence[Feature]
    places: Ints1d
    folder: Path
    epochs: tuple[tuple[int, float], ...]

    def checkpoints(self) -> Iterator[tuple[Module, float]]:
        """Yield the network as it was after each epoch looked at, one and the same object, and the rate."""
        from safetensors.torch import load_file

        weights = trainable(self.start.trainee)
        for epoch, rate in self.epochs:
            put(weights, load_file(_file(self.folder, epoch)))
            yield self.start.trainee.model, rate


def retraced(tuned: Tuned, lesson: Lesson, folder: Path) -> Retraced:
    """Return the network trained once more, with the weights of its epochs put into ``folder``.

    lesson: that of the network; its task, its model and how it was tuned are read from the network. Raises
    InputError for a network of another kind than classes of texts, or one that did not come out again.
    """
    classes_of(tuned)
    card = tuned.card
    lesson = replace(lesson, task=card.task, model=card.base, finetune=card.settings)
    with steady(lesson.seed):
        start = started(lesson)
        course = replace(start.course, every=folder)
        progress = train(start.trainee, start.objective, start.material, course)
    if progress.best != card.epoch or not _alike(start, tuned):
        raise InputError(
            f"{card.base} was trained again and became another network than the run's, so that its "
            "training cannot be traced.",
            fix="Leave --influence-by away, or make the run again with this version on this machine.",
        )
    held = held_out(lesson)
    places = np.array([at for at in range(len(lesson.labels)) if at not in held], np.int64)
    return Retraced(start, start.material.train, places, folder, _epochs(progress, card.settings))


def traces(
    of: Retraced, tests: Sequence[Any], labels: Sequence[str], texts: Sequence[str]
) -> tuple[Ints1d, Doubles2d]:
    """Return int[c] and float64[m, c]: places of training examples, and how much each lowered a test's loss.

    As ``tuned.pushes`` returns it; of more than 500 training examples some are looked at, as there. A step of
    training averages over a batch, and so does what is told.
    """
    classes, trainee = of.start.objective, of.start.trainee
    assert isinstance(classes, Classification)  # noqa: S101  ``retraced`` lets no other pass
    own, asked = [texts[place] for place in of.places], texts[len(texts) - len(tests) :]
    candidates = looked_at(own, asked, MOST)
    queries = classes.features(tests, labels, trainee.reading)

    def loss(_: object, feature: Feature) -> Tensor:
        return classes.loss(trainee.run(classes, [feature]), [feature])[0]

    with steady(0):
        found = traced(of.checkpoints(), loss, queries, [of.features[at] for at in candidates.tolist()])
    return of.places[candidates], found / of.start.course.settings.batch


def _epochs(progress: Progress, settings: FineTuning) -> tuple[tuple[int, float], ...]:
    """Return up to five of the epochs that made the network, and the learning rate in the middle of each."""
    steps = progress.step // progress.epoch  # of an epoch
    chosen = (evenly(progress.best, _EPOCHS) + 1).tolist()
    shares = [
        rate_at(int((epoch - 0.5) * steps), steps * settings.epochs, settings.warmup) for epoch in chosen
    ]
    return tuple((epoch, highest_rate(settings) * share) for epoch, share in zip(chosen, shares, strict=True))


def _alike(start: Start, tuned: Tuned) -> bool:
    import torch

    known = dict(tuned.trainee.model.named_parameters())
    return all(
        name in known and torch.allclose(weight.cpu(), known[name].cpu(), rtol=0, atol=_ALIKE)
        for name, weight in trainable(start.trainee).items()
    )


def _file(folder: Path, epoch: int) -> Path:
    return folder / f"epoch-{epoch:04d}.safetensors"
