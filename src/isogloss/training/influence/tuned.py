"""Influence in a transformer that was fine-tuned to tell classes of texts, by EK-FAC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.errors import InputError
from isogloss.training.classweights import balanced_weights
from isogloss.training.finetuning.material import held_out
from isogloss.training.finetuning.objectives.classification import Classification
from isogloss.training.heads.head import Lesson
from isogloss.training.influence.ekfac import Curvature, curvature, influences
from isogloss.training.influence.objective import Objective
from isogloss.training.influence.tracing import likely

if TYPE_CHECKING:
    from torch import Generator, Tensor

    from isogloss.training.finetuning.network import Trainee
    from isogloss.training.finetuning.objectives.objective import Feature
    from isogloss.training.finetuning.tuned import Tuned

MOST: Final = 2_000  # training examples that are looked at, for the curvature and as candidates
_RANK: Final = 64  # directions of a prediction's gradient that are kept in each layer


@dataclass(frozen=True, slots=True, eq=False)
class Learner:
    """A fine-tuned network with the features it learned from.

    places: of those among the examples that were given; a tenth may only have watched. bent: of its loss.
    """

    trainee: Trainee
    classes: Classification
    examples: Sequence[Any]
    features: Sequence[Feature]
    places: Ints1d
    bent: Curvature


def learner(tuned: Tuned, lesson: Lesson) -> Learner:
    """Return the network with the curvature of its loss, by 2,000 examples at the most.

    lesson: that of the network; what of it was held out to watch training pushed nothing. Raises InputError
    for a network of another kind than classes of texts.
    """
    classes = classes_of(tuned)
    if lesson.weights == "balanced":
        classes = replace(classes, weights=balanced_weights(classes.labels, lesson.labels))
    held = held_out(lesson)
    places = np.array([place for place in range(len(lesson.labels)) if place not in held], np.int64)
    own = [lesson.inputs[place] for place in places]
    features = classes.features(own, [lesson.labels[place] for place in places], tuned.trainee.reading)
    model = tuned.trainee.model.requires_grad_(True)
    sample = _drawn(len(features), MOST, lesson.seed)
    bent = curvature(
        model, _objective(tuned.trainee, classes), [features[place] for place in sample], seed=lesson.seed
    )
    return Learner(tuned.trainee, classes, own, features, places, replace(bent, n=len(features)))


def pushes(
    of: Learner, tests: Sequence[Any], labels: Sequence[str], texts: Sequence[str]
) -> tuple[Ints1d, Doubles2d]:
    """Return int[c] and float64[m, c]: places of training examples, and how much each raised a prediction.

    labels: of each test example, whose log-probability is meant. texts: of all examples that were given, and
    then of the tests. Of more than 2,000 training examples those are looked at that share most characters
    with the tests, and as many again drawn at random, for a test in another script shares none.
    """
    own, asked = [texts[place] for place in of.places], texts[len(texts) - len(tests) :]
    candidates = looked_at(own, asked, MOST)
    queries = of.classes.features(tests, labels, of.trainee.reading)
    found = influences(
        of.trainee.model,
        _objective(of.trainee, of.classes),
        of.bent,
        queries,
        [of.features[place] for place in candidates.tolist()],
        rank=_RANK,
    )
    return of.places[candidates], found


def classes_of(tuned: Tuned) -> Classification:
    """Return what the network tells apart; raises InputError if it is no classifier of texts."""
    if not isinstance(tuned.objective, Classification):
        raise InputError(
            f"Influence is not told for {tuned.card.task}.", fix="It is for classes of texts, or of pairs."
        )
    return tuned.objective


def looked_at(texts: Sequence[str], asked: Sequence[str], most: int) -> Ints1d:
    """Return the places of the training texts to look at: all, or some ``most`` that are likely or drawn."""
    if len(texts) <= most:
        return np.arange(len(texts))
    near = likely(asked, texts, max(1, most // (2 * len(asked))))
    return np.union1d(near, _drawn(len(texts), most // 2, 0))


def _drawn(count: int, most: int, seed: int) -> Ints1d:
    """Return at most ``most`` of ``count`` places, in order."""
    chance = np.random.default_rng(seed)
    return np.sort(chance.permutation(count)[:most])


def _objective(trainee: Trainee, classes: Classification) -> Objective[Feature]:
    """Return the loss of features that the network reads."""
    import torch

    def losses(_: object, features: Sequence[Feature]) -> Tensor:
        return classes.loss(trainee.run(classes, features), features)

    def drawn(_: object, features: Sequence[Feature], generator: Generator) -> Tensor:
        output = trainee.run(classes, features)
        shares = output.logits.detach().float().softmax(1).cpu()
        own = torch.multinomial(shares, 1, generator=generator).squeeze(1).tolist()
        labelled = [
            replace(feature, target=classes.target(classes.labels[number]))
            for feature, number in zip(features, own, strict=True)
        ]
        return classes.loss(output, labelled)

    return Objective(losses, drawn)
