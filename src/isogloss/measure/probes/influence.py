"""Influence: which training examples pushed a prediction in another language, and which held against it.

Sources: Koh and Liang 2017, arXiv:1703.04730; Grosse et al. 2023, arXiv:2308.03296.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.data.columns import Columns
from isogloss.data.dataset import Dataset
from isogloss.data.examples import Example
from isogloss.data.loading import load_dataset
from isogloss.errors import InputError
from isogloss.languages import Language, chosen
from isogloss.measure.job import Job
from isogloss.measure.probe import Finding, Probe
from isogloss.runs.engine import Run, open_run
from isogloss.runs.row import Prediction
from isogloss.tasks.table import task
from isogloss.tasks.task import Task
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.influence.linear import Trained, influences
from isogloss.training.predictor import Predictor, load_predictor, read_card

_ASKED: Final = 5  # predictions, where none is named
_SHOWN: Final = 3  # training examples on each side
_BLOCK: Final = 256
_TEXT: Final = 120
_CODE: Final = str.maketrans({"=": "＝", ";": "；", "|": "/", "\n": " ", "\r": " ", "\t": " "})


def of_language(job: Job, language: Language) -> Iterator[Finding]:
    """Yield, for the most surely wrong predictions, the training examples that pushed most, for and against.

    influence: how much the example raises the log-probability of what was predicted, to first order. detail:
    the test example, what it should be and what was predicted; the training example, its label and its text.
    The examples of ``Settings.examples`` are asked about in place of the wrong ones.
    """
    assert job.settings.scores is not None  # noqa: S101  the probe wants it
    learned = _learned(job.settings.scores)
    targets = [one for one in learned.targets if one in chosen(str(language), [one])]
    if not targets:
        return
    asked = _asked(learned, targets[0], job.settings.examples)
    if not asked:
        return
    predictions, tests = zip(*asked, strict=True)
    number = {label: place for place, label in enumerate(learned.labels)}
    labels = np.array([number[one.predicted] for one in predictions], np.int64)
    pushed = influences(learned.trained, learned.vectors(tests, targets[0]), labels)
    for prediction, test, row in zip(predictions, tests, pushed, strict=True):
        order = np.argsort(-row, kind="stable").tolist()
        for side, rows in (("for", order[:_SHOWN]), ("against", order[::-1][:_SHOWN])):
            for rank, place in enumerate(rows, start=1):
                yield Finding(
                    metric="influence",
                    value=float(row[place]),
                    n=len(row),
                    detail={
                        "example": prediction.id.translate(_CODE),
                        "gold": prediction.gold.translate(_CODE),
                        "predicted": prediction.predicted.translate(_CODE),
                        "of": _short(learned.task.text(test)),
                        "side": side,
                        "rank": rank,
                        "train": learned.train[place].id.translate(_CODE),
                        "label": learned.task.gold(learned.train[place]).translate(_CODE),
                        "text": _short(learned.task.text(learned.train[place])),
                    },
                )


class _Learned:
    """A run's predictor and the examples it learned from, read again and checked to be the same."""

    def __init__(self, run: Run, predictor: Predictor, dataset: Dataset) -> None:
        self.run, self.predictor, self.dataset = run, predictor, dataset
        self.task: Task = task(dataset.task)
        self.splits: Sequence[str] = run.record.request["splits"]
        self.targets = tuple(map(Language.parse, run.record.facts["targets"]))
        source = Language.parse(predictor.card.source)
        self.train = self.examples(self.splits[0], source)
        self.labels = predictor.head.labels
        self.trained = self._trained(source)

    def examples(self, split: str, language: Language) -> list[Example]:
        """Return a split as the run read it; raises InputError if it has changed since."""
        known = self.run.record.fingerprints.get(f"{language}/{split}")
        if known != self.dataset.fingerprint(split, language):
            raise InputError(
                f"{self.dataset.origin}: {split} of {language} is not what {self.run.folder} was made from.",
                fix="Put the data back, or run isogloss transfer again.",
            )
        return list(self.dataset.examples(split, language, rejects=[]))

    def vectors(self, examples: Sequence[Example], language: Language) -> Doubles2d:
        """Return float64[n, d], as the run encoded them."""
        model = self.predictor.model
        assert model is not None  # noqa: S101  a logistic head has one
        sides = []
        for texts in zip(*map(self.task.sides, examples), strict=True):
            blocks = [list(texts[at : at + _BLOCK]) for at in range(0, len(texts), _BLOCK)]
            sides.append(np.concatenate([model.encode(block, language=language) for block in blocks]))
        return np.asarray(self.task.features(sides), np.float64)

    def _trained(self, source: Language) -> Trained:
        head = self.predictor.head
        assert isinstance(head, LogisticHead)  # noqa: S101  chosen so
        number = {label: place for place, label in enumerate(head.labels)}
        gold = np.array([number[self.task.gold(one)] for one in self.train], np.int64)
        linear = head.linear
        balanced = _recipe(self.run, self.predictor.card.recipe).get("weights") == "balanced"
        weights = _balanced(gold.tolist()) if balanced else np.ones(len(gold))
        vectors = self.vectors(self.train, source)
        return Trained(vectors, gold, linear.coefficients, linear.intercepts, linear.choice.c, weights)


@lru_cache(maxsize=1)
def _learned(folder: Path) -> _Learned:
    """Return what the run's first plain logistic regression learned from."""
    run = open_run(folder)
    if run.record.workbench != "transfer":
        raise InputError(f"{folder}: is no run of isogloss transfer.", fix="Name the folder that it wrote.")
    cards = sorted((folder / "predictors").rglob("predictor.json"))
    for file in cards:
        card = read_card(file.parent)
        recipe = _recipe(run, card.recipe)
        if card.head == "logreg" and recipe.get("labels") == "source" and not recipe.get("train"):
            columns = Columns(**run.record.request["columns"])
            dataset = load_dataset(str(run.record.request["data"]), columns=columns)
            return _Learned(run, load_predictor(file.parent), dataset)
    raise InputError(
        f"{folder}: holds no logistic regression that learned from a source language alone.",
        fix="Influence is told for the recipe zero-shot with the head logreg.",
    )


def _asked(learned: _Learned, target: Language, named: Sequence[str]) -> list[tuple[Prediction, Example]]:
    """Return the predictions to explain: those named, else those that are wrong, the surest first."""
    card = learned.predictor.card
    cells = [
        row.cell
        for row in learned.run.rows()
        if (row.system, row.recipe, row.source, row.language, row.seed)
        == (card.system, card.recipe, card.source, str(target), card.seed)
    ]
    found = learned.run.predictions(list(dict.fromkeys(cells)))
    if named:
        strange = [name for name in named if name not in {one.id for one in found}]
        if strange:
            raise InputError(
                f"{target} has no test example {', '.join(strange[:5])}.",
                fix=f"Its examples are called {', '.join(one.id for one in found[:3])}, ….",
            )
        found = [one for one in found if one.id in named]
    else:
        wrong = [one for one in found if one.gold != one.predicted]
        found = sorted(wrong, key=lambda one: -one.score)[:_ASKED]
    if not found:
        return []
    by_id = {one.id: one for one in learned.examples(learned.splits[2], target)}
    return [(one, by_id[one.id]) for one in found if one.id in by_id]


def _recipe(run: Run, name: str) -> Mapping[str, object]:
    return next((one for one in run.record.request["recipes"] if one["name"] == name), {})


def _balanced(gold: Sequence[int]) -> Floats1d:
    counts = Counter(gold)
    return np.array([len(gold) / (len(counts) * counts[one]) for one in gold])


def _short(text: str) -> str:
    plain = " ".join(text.translate(_CODE).split())
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
