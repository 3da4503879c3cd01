"""Multinomial logistic regression: fitted by scikit-learn, chosen without the target, applied in numpy.

The rule looks at the source alone: C by stratified cross-validation on the training split, folds =
min(5, smallest class), grid 0.01, 0.03, ... 100, the smallest C within one standard error of the best
(Breiman et al. 1984, the "1 SE" rule); C = 1 where a class has one example. Copies that views made of an
example are in one fold with it, and count once in what the smallest class is: who has seen an example knows
its copies.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, TypeAlias

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Ints1d
from isogloss.errors import InputError
from isogloss.training.calibration import temperature_of
from isogloss.training.heads.head import Choice, Inputs, Lesson, copies_of
from isogloss.training.heads.rowspace import Features, RowSpace
from isogloss.training.keeping import keep_arrays, keep_card
from isogloss.training.predicted import Predicted, most_probable

GRID: Final = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
FOLDS: Final = 5
Held: TypeAlias = tuple[Doubles2d, Ints1d]  # logits and classes of examples that their model did not see


@dataclass(frozen=True, slots=True)
class Linear:
    """The weights of a fitted classifier.

    coefficients: float64[len(labels), d]; intercepts: float64[len(labels)]; logits are divided by
    temperature before the softmax.
    """

    labels: tuple[str, ...]
    coefficients: Doubles2d
    intercepts: Floats1d
    temperature: float
    choice: Choice

    def probabilities(self, features: Features) -> Doubles2d:
        """Return float64[n, len(labels)] for float[n, d]."""
        return softmax(_logits(features, self.coefficients, self.intercepts) / self.temperature)

    def save(self, folder: Path) -> None:
        """Write ``linear.safetensors`` and ``linear.json``."""
        arrays = {"coefficients": self.coefficients, "intercepts": self.intercepts}
        keep_arrays(folder / "linear.safetensors", arrays)
        facts = _Facts(self.labels, self.temperature, self.choice.c, self.choice.select)
        keep_card(folder / "linear.json", facts)

    @classmethod
    def load(cls, folder: Path) -> Linear:
        """Return the classifier that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file

        arrays = load_file(folder / "linear.safetensors")
        facts = msgspec.json.decode((folder / "linear.json").read_bytes(), type=_Facts)
        weights = arrays["coefficients"], arrays["intercepts"]
        return cls(facts.labels, *weights, facts.temperature, Choice(facts.c, facts.select))


@dataclass(frozen=True, slots=True)
class LinearHead(ABC):
    """What heads over a linear classifier share; they differ in what they make features of."""

    linear: Linear
    graded: ClassVar[bool] = True

    @abstractmethod
    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)], calibrated, rows summing to 1."""

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the most probable class of each input, in order."""
        return most_probable(self.probabilities(inputs), self.labels)

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes, sorted."""
        return self.linear.labels

    @property
    def choice(self) -> Choice:
        """Its strength and how that was chosen."""
        return self.linear.choice


class _Facts(msgspec.Struct, frozen=True):
    labels: tuple[str, ...]
    temperature: float
    c: float
    select: str


def fit_linear(features: Features, lesson: Lesson, dev_features: Features) -> Linear:
    """Return the classifier for ``features`` (float[n, d]), C and temperature chosen by the lesson's rules.

    dev_features: those of the lesson's dev examples, for calibration; no rows if there are none.
    Raises InputError if there are fewer than two classes.
    """
    labels = tuple(sorted(set(lesson.labels)))
    if len(labels) < 2:
        raise InputError(
            f"Training holds {len(labels)} class{'' if len(labels) == 1 else 'es'}; a classifier needs two.",
            fix="Check which column was taken for the label.",
        )
    number = {label: place for place, label in enumerate(labels)}
    gold = np.array([number[label] for label in lesson.labels])
    dev_gold = np.array([number[label] for label in lesson.dev_labels], dtype=np.int64)
    space = RowSpace.of(features)
    dev = space.project(dev_features) if len(dev_gold) else space.rows[:0]
    choice, held_out = _choose(space.rows, gold, dev, dev_gold, lesson)
    coefficients, intercepts = _fit(space.rows, gold, choice.c, lesson, _counts(lesson))
    if len(dev_gold):
        held_out = _logits(dev, coefficients, intercepts), dev_gold
    return Linear(labels, space.expand(coefficients), intercepts, temperature_of(*held_out), choice)


def softmax(logits: Doubles2d) -> Doubles2d:
    """Return exp(logits) normalised by row, without overflow."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Doubles2d = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _choose(
    features: Features, gold: Ints1d, dev: Features, dev_gold: Ints1d, lesson: Lesson
) -> tuple[Choice, Held]:
    nothing = (np.empty((0, int(gold.max()) + 1)), gold[:0])
    if lesson.chosen is not None:
        return lesson.chosen, nothing
    if lesson.select == "source-dev" and len(dev_gold):
        return Choice(_best_on_dev(features, gold, dev, dev_gold, lesson), "source-dev"), nothing
    folds = _folds(gold, lesson)
    if not len(folds):
        return Choice(1.0, "fixed"), nothing
    return _cross_validated(features, gold, folds, lesson)


def _folds(gold: Ints1d, lesson: Lesson) -> Sequence[Ints1d]:
    """Return the places that each fold holds out, copies together; none where a class has one example."""
    from sklearn.model_selection import StratifiedKFold

    copies = copies_of(lesson)
    firsts = gold[[places[0] for places in copies]]
    smallest = min(Counter(firsts.tolist()).values())
    if smallest < 2:
        return ()
    splitter = StratifiedKFold(min(FOLDS, smallest), shuffle=True, random_state=lesson.seed)
    held = [test.tolist() for _, test in splitter.split(np.zeros(len(firsts)), firsts)]
    return [np.array(sorted(place for number in own for place in copies[number])) for own in held]


def _cross_validated(
    features: Features, gold: Ints1d, folds: Sequence[Ints1d], lesson: Lesson
) -> tuple[Choice, Held]:
    """Return the smallest C within one standard error of the best, with the out-of-fold logits at that C."""
    logits = np.zeros((len(GRID), len(gold), int(gold.max()) + 1))
    right, counts = np.zeros((len(GRID), len(folds))), _counts(lesson)
    for fold, test in enumerate(folds):
        train = np.setdiff1d(np.arange(len(gold)), test)
        for place, c in enumerate(GRID):
            own = _fit(features[train], gold[train], c, lesson, None if counts is None else counts[train])
            logits[place, test] = _logits(features[test], *own)
            right[place, fold] = (logits[place, test].argmax(axis=1) == gold[test]).mean()
    place = smallest_within_one_standard_error(right)
    return Choice(GRID[place], "source-cv-1se"), (logits[place], gold)


def smallest_within_one_standard_error(scores: Doubles2d) -> int:
    """Return the first candidate (row) whose mean over folds is within a standard error of the best's.

    scores: float[candidates, folds], candidates from the simplest on. The standard error is that of the
    best candidate's mean over its folds.
    """
    means = scores.mean(axis=1)
    best = int(means.argmax())
    folds = scores.shape[1]
    error = scores[best].std(ddof=1) / np.sqrt(folds) if folds > 1 else 0.0
    return int(np.flatnonzero(means >= means[best] - error)[0])


def _best_on_dev(features: Features, gold: Ints1d, dev: Features, dev_gold: Ints1d, lesson: Lesson) -> float:
    def right(c: float) -> int:
        fit = _fit(features, gold, c, lesson, _counts(lesson))
        return int((_logits(dev, *fit).argmax(axis=1) == dev_gold).sum())

    return max(GRID, key=lambda c: (right(c), -c))


def _counts(lesson: Lesson) -> Floats1d | None:
    """Return how much each example counts, float64[n]; None where all count the same."""
    return np.array(lesson.confidences, dtype=np.float64) if len(lesson.confidences) else None


def _fit(
    features: Features, gold: Ints1d, c: float, lesson: Lesson, counts: Floats1d | None
) -> tuple[Doubles2d, Floats1d]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=c, max_iter=10_000, class_weight=_class_weight(lesson))
    model.fit(features, gold, sample_weight=counts)
    coefficients, intercepts = model.coef_.astype(np.float64), model.intercept_.astype(np.float64)
    if (
        len(model.classes_) == 2
    ):  # scikit-learn keeps one row; a row of zeros beside it gives the same softmax
        coefficients = np.vstack([np.zeros_like(coefficients), coefficients])
        intercepts = np.concatenate([np.zeros_like(intercepts), intercepts])
    return coefficients, intercepts


def _class_weight(lesson: Lesson) -> str | None:
    return "balanced" if lesson.weights == "balanced" else None


def _logits(features: Features, coefficients: Doubles2d, intercepts: Floats1d) -> Doubles2d:
    logits: Doubles2d = np.asarray(features @ coefficients.T) + intercepts
    return logits
