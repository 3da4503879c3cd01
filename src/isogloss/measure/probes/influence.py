"""Influence: which training examples pushed a prediction in another language, and which held against it.

Sources: Koh and Liang 2017, arXiv:1703.04730; Grosse et al. 2023, arXiv:2308.03296; Pruthi et al. 2020,
arXiv:2002.08484.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.data.examples import Example
from isogloss.errors import InputError
from isogloss.languages import Language, chosen
from isogloss.measure.job import Job
from isogloss.measure.learned import Learned, learned
from isogloss.measure.probe import Finding, Probe
from isogloss.measure.vectors import CACHE
from isogloss.runs.row import Prediction
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.influence.linear import Trained, influences
from isogloss.training.influence.retraining import Retraced, retraced, traces
from isogloss.training.influence.tuned import Learner, learner, pushes

_ASKED: Final = 5  # predictions, where none is named
_SHOWN: Final = 3  # training examples on each side
_BLOCK: Final = 256
_TEXT: Final = 120


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield, for the most surely wrong predictions, the training examples that pushed most, for and against.

    influence: how much the example raises the log-probability of what was predicted, to first order. detail:
    the system; the test example, what it should be and what was predicted; the training example, its label
    and its text; by what it was told, where that is not the usual way. The examples of ``Settings.examples``
    are asked about in place of the wrong ones.
    """
    assert job.settings.scores is not None  # noqa: S101  the probe wants it
    for one in learned(job.settings.scores):
        targets = [target for target in one.targets if target in chosen(str(language), [target])]
        if targets:
            yield from _of_predictor(one, targets[0], job)


def _of_predictor(one: Learned, target: Language, job: Job) -> Iterator[Finding]:
    asked = _asked(one, target, job.settings.examples)
    if not asked:
        return
    predictions, tests = zip(*asked, strict=True)
    labels = [prediction.predicted for prediction in predictions]
    head = one.predictor.head
    by: dict[str, str] = {}
    if isinstance(head, FineTunedHead) and job.settings.influence_by == "tracin":
        places, pushed, by = *_along_training(one, tests, labels, job.folder), {"by": "tracin"}
    elif isinstance(head, FineTunedHead):
        places, pushed = _in_network(one, tests, labels)
    else:
        places, pushed = _in_regression(one, target, tests, labels)
    train = one.train()
    for prediction, test, row in zip(predictions, tests, pushed, strict=True):
        order = np.argsort(-row, kind="stable").tolist()
        for side, columns in (("for", order[:_SHOWN]), ("against", order[::-1][:_SHOWN])):
            for rank, column in enumerate(columns, start=1):
                example = train[places[column]]
                yield Finding(
                    metric="influence",
                    value=float(row[column]),
                    n=len(row),
                    detail={
                        "system": one.card.system,
                        "example": prediction.id,
                        "gold": prediction.gold,
                        "predicted": prediction.predicted,
                        "of": _short(one.task.text(test)),
                        "side": side,
                        "rank": rank,
                        "train": example.id,
                        "label": one.task.gold(example),
                        "text": _short(one.task.text(example)),
                        **by,
                    },
                )


def _in_regression(
    one: Learned, target: Language, tests: Sequence[Example], labels: Sequence[str]
) -> tuple[Ints1d, Doubles2d]:
    """Return places of training examples and float64[m, n], by the exact Hessian."""
    head = one.predictor.head
    assert isinstance(head, LogisticHead)  # noqa: S101  no other is read
    trained, number = _regression(one), {label: place for place, label in enumerate(head.labels)}
    asked = np.array([number[label] for label in labels], np.int64)
    return np.arange(len(trained.gold)), influences(trained, _vectors(one, tests, target), asked)


@lru_cache(maxsize=1)
def _regression(one: Learned) -> Trained:
    head = one.predictor.head
    assert isinstance(head, LogisticHead)  # noqa: S101  no other is read
    train = one.train()
    golds = one.golds(train)
    counts, number = Counter(golds), {label: place for place, label in enumerate(head.labels)}
    weights = [len(golds) / (len(counts) * counts[gold]) if one.balanced else 1.0 for gold in golds]
    gold = np.array([number[label] for label in golds], np.int64)
    linear = head.linear
    vectors = _vectors(one, train, one.source)
    return Trained(vectors, gold, linear.coefficients, linear.intercepts, linear.choice.c, np.array(weights))


def _vectors(one: Learned, examples: Sequence[Example], language: Language) -> Doubles2d:
    """Return float64[n, d], as the run encoded them."""
    model = one.predictor.model
    assert model is not None  # noqa: S101  a logistic head has one
    sides = []
    for texts in zip(*map(one.task.sides, examples), strict=True):
        blocks = [list(texts[at : at + _BLOCK]) for at in range(0, len(texts), _BLOCK)]
        sides.append(np.concatenate([model.encode(block, language=language) for block in blocks]))
    return np.asarray(one.task.features(sides), np.float64)


def _in_network(one: Learned, tests: Sequence[Example], labels: Sequence[str]) -> tuple[Ints1d, Doubles2d]:
    """Return places of training examples and float64[m, c], by EK-FAC."""
    texts = [one.task.text(example) for example in (*one.train(), *tests)]
    return pushes(_network(one), tests, labels, texts)


@lru_cache(maxsize=1)
def _network(one: Learned) -> Learner:
    head = one.predictor.head
    assert isinstance(head, FineTunedHead)  # noqa: S101  asked for such alone
    return learner(head.tuned, _lesson(one, head))


def _along_training(
    one: Learned, tests: Sequence[Example], labels: Sequence[str], folder: Path
) -> tuple[Ints1d, Doubles2d]:
    """Return places of training examples and float64[m, c], by TracIn."""
    texts = [one.task.text(example) for example in (*one.train(), *tests)]
    return traces(_retraced(one, folder), tests, labels, texts)


@lru_cache(maxsize=1)
def _retraced(one: Learned, folder: Path) -> Retraced:
    head = one.predictor.head
    assert isinstance(head, FineTunedHead)  # noqa: S101  asked for such alone
    # Workers do not share it: each that is asked trains for itself.
    place = folder.joinpath(*CACHE, f"epochs-{os.getpid()}")
    return retraced(head.tuned, _lesson(one, head), place)


def _lesson(one: Learned, head: FineTunedHead) -> Lesson:
    """Return what the network learned from, as the run gave it to it."""
    train, dev = one.train(), one.dev() if head.tuned.card.select == "source-dev" else []
    return Lesson(
        inputs=train,
        labels=one.golds(train),
        dev_inputs=dev,
        dev_labels=one.golds(dev),
        weights="balanced" if one.balanced else "none",
        seed=one.card.seed,
        source=one.source,
    )


def _asked(one: Learned, target: Language, named: Sequence[str]) -> list[tuple[Prediction, Example]]:
    """Return the predictions to explain: those named, else those that are wrong, the surest first."""
    found = one.predictions(target)
    if named:
        strange = [name for name in named if name not in {prediction.id for prediction in found}]
        if strange:
            raise InputError(
                f"{target} has no test example {', '.join(strange[:5])}.",
                fix=f"Its examples are called {', '.join(prediction.id for prediction in found[:3])}, ….",
            )
        found = [prediction for prediction in found if prediction.id in named]
    else:
        wrong = [prediction for prediction in found if prediction.gold != prediction.predicted]
        found = sorted(wrong, key=lambda prediction: -prediction.score)[:_ASKED]
    if not found:
        return []
    by_id = {example.id: example for example in one.test(target)}
    return [(prediction, by_id[prediction.id]) for prediction in found if prediction.id in by_id]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _TEXT else f"{plain[: _TEXT - 1]}…"


INFLUENCE: Final = Probe(
    name="influence",
    need="texts",
    paper="Koh and Liang 2017, arXiv:1703.04730",
    of_language=of_language,
    wants=("scores",),
    own_texts=True,
    called_by="examples",
)
