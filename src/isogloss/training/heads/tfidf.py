"""Logistic regression over TF-IDF of character n-grams: what a system without any model reaches.

Character n-grams inside words, with the words' ends marked, n = 2 ... 5; sublinear term frequency, smoothed
inverse document frequency of the training split, rows of unit length (scikit-learn's TfidfVectorizer).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.training.grams import Grams
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.heads.linear import Linear, LinearHead, fit_linear
from isogloss.training.inputs import Takes
from isogloss.training.keeping import keep_arrays


@dataclass(frozen=True, slots=True)
class TfidfHead(LinearHead):
    """The n-grams that are known and the linear classifier over them."""

    takes: ClassVar[Takes] = "texts"
    grams: Grams

    @classmethod
    def fit(cls, lesson: Lesson) -> TfidfHead:
        """Return a head trained on the lesson's texts."""
        grams, features = Grams.fit(lesson.inputs)
        dev = grams.rows(lesson.dev_inputs) if len(lesson.dev_inputs) else features[:0]
        return cls(fit_linear(features, lesson, dev), grams)

    @classmethod
    def load(cls, folder: Path) -> TfidfHead:
        """Return the head that ``save`` put into ``folder``."""
        return cls(Linear.load(folder), load_grams(folder))

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)] for n texts."""
        texts: Sequence[str] = inputs
        if not len(texts):
            return np.empty((0, len(self.labels)))
        return self.linear.probabilities(self.grams.rows(texts))

    def save(self, folder: Path) -> None:
        """Write the terms, their inverse document frequencies, and the classifier."""
        save_grams(self.grams, folder)
        self.linear.save(folder)


def save_grams(grams: Grams, folder: Path) -> None:
    """Write the terms and their inverse document frequencies."""
    (folder / "terms.json").write_bytes(msgspec.json.encode(list(grams.terms)))
    keep_arrays(folder / "idf.safetensors", {"idf": grams.idf})


def load_grams(folder: Path) -> Grams:
    """Return what ``save_grams`` wrote."""
    from safetensors.numpy import load_file

    terms = msgspec.json.decode((folder / "terms.json").read_bytes(), type=list[str])
    return Grams(terms, load_file(folder / "idf.safetensors")["idf"])
