"""Training a small network: by epochs, stopped by what was held out of the source, never by a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.training.calibration import temperature_of
from isogloss.training.classweights import balanced_weights
from isogloss.training.finetuning.determinism import steady
from isogloss.training.heads.head import Choice, Lesson, copies_of

_EPOCHS: Final = 40
_UNWATCHED: Final = 15  # epochs, where there is nothing to stop by
_PATIENCE: Final = 5
_RATE: Final = 1e-3
_NORM: Final = 5.0
_HELD_OUT: Final = 10  # a tenth of training, where there is no dev split
_BLOCK: Final = 128

Item = np.ndarray[Any, Any]  # what one text is: float32[words, width] or int64[characters]; never empty


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights by name, the temperature of the softmax; ``choice.c`` is the number of epochs."""

    weights: dict[str, Item]
    temperature: float
    choice: Choice


@dataclass(frozen=True, slots=True)
class Lines:
    """What is learned from or watched; gold: int64[len(items)], places among the labels."""

    items: Sequence[Item]
    gold: Ints1d


def learn(
    build: Callable[[], nn.Module], items: Sequence[Item], dev: Sequence[Item], lesson: Lesson
) -> Learned:
    """Return what a network learns of the lesson; the same lesson gives the same weights.

    items, dev: what the lesson's training and dev inputs are to the network. Epochs end when five of them did
    not lower the loss on the source's dev split (without one: on a tenth of training, of twenty examples
    and more), and the best one counts. Where ``lesson.chosen`` says how many, none is looked at.
    """
    labels = sorted(set(lesson.labels))
    train, watched = _lines(items, lesson.labels, labels), _lines(dev, lesson.dev_labels, labels)
    select = "source-dev"
    if lesson.chosen is None and not len(watched.gold):
        train, watched = parted(train, lesson)
        select = "source-held-out" if len(watched.gold) else "fixed"
    with steady(lesson.seed):
        network = build()
        course = _Course(network, train, _class_weights(train.gold, len(labels), lesson))
        if lesson.chosen is not None:
            choice = lesson.chosen
            course.run(max(1, round(choice.c)))
        elif len(watched.gold):
            choice = Choice(float(_until_best(course, watched)), select)
        else:
            choice = Choice(float(_UNWATCHED), select)
            course.run(_UNWATCHED)
        seen = logits_of(network, watched.items, len(labels))
    weights = {name: tensor.numpy().copy() for name, tensor in network.state_dict().items()}
    return Learned(weights, temperature_of(seen, watched.gold), choice)


def logits_of(network: nn.Module, items: Sequence[Item], classes: int) -> Doubles2d:
    """Return float64[n, classes]; texts of like length go together, so that little is padded."""
    found = np.zeros((len(items), classes))
    order = sorted(range(len(items)), key=lambda place: len(items[place]))
    network.eval()
    with torch.inference_mode():
        for at in range(0, len(order), _BLOCK):
            places = order[at : at + _BLOCK]
            found[places] = network(*_padded([items[place] for place in places])).double().numpy()
    return found


class _Course:
    """A network on its way through the examples, an epoch at a time, each in an order of its own."""

    def __init__(self, network: nn.Module, train: Lines, weights: Tensor | None) -> None:
        self.network = network
        self._train = train
        self._weights = weights
        self._optimiser = torch.optim.Adam(network.parameters(), lr=_RATE)
        self._batch = min(32, max(4, len(train.gold) // 20))

    def run(self, epochs: int) -> None:
        """Go so many times over the examples."""
        for _ in range(epochs):
            self.network.train()
            for places in torch.randperm(len(self._train.gold)).split(self._batch):
                chosen = places.tolist()
                logits = self.network(*_padded([self._train.items[place] for place in chosen]))
                gold = torch.from_numpy(self._train.gold[chosen])
                self._optimiser.zero_grad()
                cross_entropy(logits, gold, weight=self._weights).backward()
                nn.utils.clip_grad_norm_(self.network.parameters(), _NORM)
                self._optimiser.step()


def _until_best(course: _Course, watched: Lines) -> int:
    """Train; leave the network as it was after the best epoch, and return which that is."""
    network, gold = course.network, torch.from_numpy(watched.gold)
    best, chosen, kept = float("inf"), 0, _copied(network)
    for epoch in range(1, _EPOCHS + 1):
        course.run(1)
        seen = logits_of(network, watched.items, int(kept["out.bias"].shape[0]))
        loss = float(cross_entropy(torch.from_numpy(seen), gold))
        if loss < best:
            best, chosen, kept = loss, epoch, _copied(network)
        if epoch - chosen == _PATIENCE:
            break
    network.load_state_dict(kept)
    return chosen


def _copied(network: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


def _padded(items: Sequence[Item]) -> tuple[Tensor, Tensor]:
    """Return the items as one tensor, zeros behind their ends, and their lengths."""
    rows = nn.utils.rnn.pad_sequence([torch.from_numpy(item) for item in items], batch_first=True)
    return rows, torch.tensor([len(item) for item in items])


def _lines(items: Sequence[Item], labels: Sequence[str], known: Sequence[str]) -> Lines:
    number = {label: place for place, label in enumerate(known)}
    return Lines(items, np.array([number[label] for label in labels], dtype=np.int64))


def parted(train: Lines, lesson: Lesson) -> tuple[Lines, Lines]:
    """Return what is learned from and what is held out by chance: nothing of fewer than twenty.

    An example whose class would be left without one stays where it is learned from; copies go together.
    """
    copies = copies_of(lesson)
    wanted = len(copies) // _HELD_OUT if len(copies) >= 2 * _HELD_OUT else 0
    left = Counter(int(train.gold[places[0]]) for places in copies)
    apart: set[int] = set()
    for number in np.random.default_rng(lesson.seed).permutation(len(copies))[:wanted].tolist():
        gold = int(train.gold[copies[number][0]])
        if left[gold] > 1:
            left[gold] -= 1
            apart.update(copies[number])
    kept = [place for place in range(len(train.gold)) if place not in apart]
    one, other = (
        Lines([train.items[place] for place in places], train.gold[places])
        for places in (kept, sorted(apart))
    )
    return one, other


def _class_weights(gold: Ints1d, classes: int, lesson: Lesson) -> Tensor | None:
    """Return weights as scikit-learn's ``balanced``: the rarer a class, the more."""
    if lesson.weights != "balanced":
        return None
    return torch.tensor(balanced_weights(range(classes), gold.tolist()), dtype=torch.float32)
