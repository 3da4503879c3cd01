"""Self-training: what a head says of the target's texts becomes training, round after round.

Scudder 1965; between languages Dong and de Melo 2019, "A Robust Self-Learning
Framework for Cross-Lingual Text Classification". Two things are not theirs. Soft labels as they come teach a
logistic regression nothing, for they are where its loss has no slope: they are sharpened by a temperature.
And a class that is weak in the target would vanish in a few rounds: shares of classes are brought to those of
the source first, as ReMixMatch does (Berthelot et al. 2020, "distribution alignment"); and so are the weights
of those that are chosen, for no strength holds an intercept back, and a few texts more of a class sway it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final, Literal

import numpy as np
from msgspec import Struct

from isogloss.arrays import Doubles2d, Floats1d, Ints1d
from isogloss.data.examples import Choice, Labelled, Pair, Tagged
from isogloss.errors import InputError
from isogloss.tasks.task import Task
from isogloss.training.heads.head import GradedHead, Head, Inputs, Lesson, as_graded

_LEAST: Final = 0.01  # of a soft label; what is less is left out, and the rest made whole
_TURNS: Final = 20  # of bringing shares together; they change by less than a hundredth after ten


class SelfTraining(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of self-training.

    rounds: how often the target's texts are labelled anew. share: how many of them take part in the last
    round, those of each class that are surest first; the share grows evenly over the rounds. temperature:
    soft labels are raised to its inverse: 1 leaves them, near 0 the best class alone remains. weight: of a
    text against a labelled example. shares: of the classes in the target: those of the source, or as
    predicted, where nothing is known of them and the source's would be wrong.

    A head that gives no probability of every class learns from its best labels alone, all of one weight.
    """

    over: ClassVar[tuple[str, ...]] = ()
    reads_target: ClassVar[bool] = True
    gives: ClassVar[str] = ""

    rounds: int = 3
    share: float = 1.0
    temperature: float = 0.25
    weight: float = 1.0
    shares: Literal["source", "predicted"] = "source"

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        if not 1 <= self.rounds <= 100:
            raise ValueError("`rounds` must lie between 1 and 100")
        if not 0 < self.share <= 1:
            raise ValueError("`share` must be above 0, and 1 at the most")
        if not 0.01 <= self.temperature <= 1:
            raise ValueError("`temperature` must lie between 0.01 and 1")
        if not 0 < self.weight <= 100:
            raise ValueError("`weight` must be above 0, and 100 at the most")

    def check(self, task: Task, model: str) -> None:  # noqa: ARG002  any model will do
        """Raise InputError for a task whose examples have neither a class nor tags."""
        if not task.closed:
            raise InputError(
                f"Self-training gives examples classes or tags, and those of {task.name} have neither.",
                fix="Choose another recipe: docs/recipes.md.",
            )

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:
        """Return the head of the last round; where nothing of the target is there, that of the source.

        Raises InputError where inputs are examples whose labels are neither classes nor tags.
        """
        head = kind.fit(_round(lesson, 0))
        if not len(lesson.unlabelled):
            return head
        settled = replace(lesson, chosen=head.choice or lesson.chosen)
        for turn in range(1, self.rounds + 1):
            share = self.share * turn / self.rounds
            head = kind.fit(_round(self._taught(head, settled, share), turn))
        return head

    def _taught(self, head: Head, lesson: Lesson, share: float) -> Lesson:
        """Return the lesson with the texts of the target as the head labels them."""
        if graded := as_graded(head):
            return self._softly(graded, lesson, share)
        said = head.predict(lesson.unlabelled)
        labels = [one.label for one in said]
        rows = surest(labels, np.array([one.probability for one in said]), share)
        return _extended(lesson, rows, [labels[row] for row in rows.tolist()])

    def _softly(self, head: GradedHead, lesson: Lesson, share: float) -> Lesson:
        found = head.probabilities(lesson.unlabelled)
        if self.shares == "source":
            known = np.array([lesson.labels.count(label) for label in head.labels], dtype=np.float64)
            found = aligned(found, known)
        found = sharpened(found, self.temperature)
        rows = surest(found.argmax(axis=1).tolist(), found.max(axis=1), share)
        softly = np.where(found[rows] < _LEAST, 0.0, found[rows])
        softly /= softly.sum(axis=1, keepdims=True)
        if self.shares == "source":
            softly *= known / known.sum() * len(rows) / np.maximum(softly.sum(axis=0), _LEAST)
        places, classes = np.nonzero(softly)
        extended = _extended(lesson, rows[places], [head.labels[one] for one in classes.tolist()])
        own = lesson.confidences if len(lesson.confidences) else np.ones(len(lesson.labels))
        counts = np.concatenate([np.asarray(own), self.weight * softly[places, classes]])
        return replace(extended, confidences=counts.tolist())


def aligned(shares: Doubles2d, wanted: Floats1d) -> Doubles2d:
    """Return float64[n, k], rows summing to 1, whose columns' means are near to ``wanted`` (of any sum).

    By turns the columns are scaled to what is wanted and the rows to 1 (Sinkhorn and Knopp 1967).
    """
    wanted = wanted / wanted.sum()
    found = shares + 1e-12
    for _ in range(_TURNS):
        found = found * (wanted / found.mean(axis=0))
        found /= found.sum(axis=1, keepdims=True)
    return found


def sharpened(shares: Doubles2d, temperature: float) -> Doubles2d:
    """Return float64[n, k]: each share to the power of 1 / temperature, rows made to sum to 1 again."""
    powers: Doubles2d = (shares / shares.max(axis=1, keepdims=True)) ** (1 / temperature)
    powers /= powers.sum(axis=1, keepdims=True)
    return powers


def surest(labels: Sequence[Any], sure: Floats1d, share: float) -> Ints1d:
    """Return the places of the share of each label's inputs that are surest, one or more, in order."""
    places: dict[Any, list[int]] = {}
    for place, label in enumerate(labels):
        places.setdefault(label, []).append(place)
    kept = [
        place
        for own in places.values()
        for place in sorted(own, key=lambda one: -sure[one])[: int(np.ceil(share * len(own)))]
    ]
    return np.array(sorted(kept), dtype=np.int64)


def _extended(lesson: Lesson, rows: Ints1d, labels: list[str]) -> Lesson:
    """Return the lesson with unlabelled inputs (by row, perhaps repeated) under these labels."""
    inputs: Inputs = lesson.inputs
    if isinstance(inputs, np.ndarray):
        both: Inputs = np.concatenate([inputs, lesson.unlabelled[rows]])
    else:
        texts = [lesson.unlabelled[row] for row in rows.tolist()]
        both = [*inputs, *map(_relabelled, texts, labels)]
    added = [("", f"unlabelled {row}") for row in rows.tolist()]
    originals = [*lesson.originals, *added] if lesson.originals else ()
    return replace(lesson, inputs=both, labels=[*lesson.labels, *labels], originals=originals)


def _relabelled(one: Inputs, label: str) -> Inputs:
    """Return an example under a label that a head gave it; other inputs hold no label."""
    if isinstance(one, Labelled | Pair):
        return replace(one, label=label)
    if isinstance(one, Tagged):
        return replace(one, tags=tuple(label.split(" ")))
    if isinstance(one, Choice):
        return replace(one, answer=int(label))
    if hasattr(one, "origin"):
        raise InputError(
            f"Self-training gives labels to classes and tags, not to {type(one).__name__}.",
            fix="Choose another recipe: docs/recipes.md.",
        )
    return one


def _round(lesson: Lesson, turn: int) -> Lesson:
    """Return the lesson of a round, which keeps what it writes apart from those of others."""
    if lesson.work is None:
        return replace(lesson, unlabelled=())
    work = lesson.work / f"round-{turn}"
    work.mkdir(parents=True, exist_ok=True)
    return replace(lesson, unlabelled=(), work=work)
