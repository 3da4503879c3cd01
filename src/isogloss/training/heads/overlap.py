"""How alike two texts are by the letters that they share: what is reached without any model.

Four features of the texts in NFKC and lower case: the cosine of TF-IDF vectors of character n-grams (2 to 5,
inside words, document frequencies of the training split), the share of distinct trigrams and of distinct
words in common (Jaccard), and the shorter length over the longer. A ridge regression joins them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.data.examples import Similarity
from isogloss.languages import Language, words
from isogloss.tasks.task import Task
from isogloss.training.grams import Grams
from isogloss.training.heads.checking import check_task
from isogloss.training.heads.head import Choice, Inputs, Lesson
from isogloss.training.heads.regression import Regression, fit_regression, said
from isogloss.training.heads.tfidf import load_grams, save_grams
from isogloss.training.inputs import Takes
from isogloss.training.predicted import Predicted


@dataclass(frozen=True, slots=True)
class OverlapHead:
    """A fitted vectoriser and the regression over what both texts share."""

    regression: Regression
    grams: Grams
    labels: tuple[str, ...] = ()
    takes: ClassVar[Takes] = "examples"

    @property
    def choice(self) -> Choice:
        """Its strength and how that was chosen."""
        return self.regression.choice

    @classmethod
    def check(cls, task: Task, _model: str) -> None:
        """Raise InputError for any task but similarity."""
        check_task("overlap", task, Similarity)

    @classmethod
    def fit(cls, lesson: Lesson) -> OverlapHead:
        """Return a head trained on the lesson's examples."""
        grams, _ = Grams.fit([text for example in lesson.inputs for text in _texts(example)])
        return cls(fit_regression(_features(lesson.inputs, grams), lesson), grams)

    @classmethod
    def load(cls, folder: Path) -> OverlapHead:
        """Return the head that ``save`` put into ``folder``."""
        return cls(Regression.load(folder), load_grams(folder))

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the number of each example."""
        if not len(inputs):
            return []
        return said(self.regression.values(_features(inputs, self.grams)).tolist())

    def save(self, folder: Path) -> None:
        """Write the vectoriser and the regression."""
        save_grams(self.grams, folder)
        self.regression.save(folder)


def _features(examples: Sequence[Similarity], grams: Grams) -> Doubles2d:
    """Return float64[n, 4]."""
    first, second = zip(*map(_texts, examples), strict=True)
    vectors = [grams.rows(side) for side in (first, second)]
    cosines = np.asarray(vectors[0].multiply(vectors[1]).sum(axis=1)).ravel()
    columns = [
        [_shared(_trigrams, one, other) for one, other in zip(first, second, strict=True)],
        [
            _shared(partial(_words, example.language), one, other)
            for example, one, other in zip(examples, first, second, strict=True)
        ],
        [_lengths(len(one), len(other)) for one, other in zip(first, second, strict=True)],
    ]
    return np.stack([cosines, *map(np.array, columns)], axis=1)


def _texts(example: Similarity) -> tuple[str, str]:
    return _folded(example.first), _folded(example.second)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _trigrams(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(max(1, len(text) - 2))}


def _words(language: Language, text: str) -> set[str]:
    return {word.text for word in words(text, language)}


def _shared(parts: Callable[[str], set[str]], one: str, other: str) -> float:
    first, second = parts(one), parts(other)
    return len(first & second) / max(1, len(first | second))


def _lengths(one: int, other: int) -> float:
    return min(one, other) / max(one, other, 1)
