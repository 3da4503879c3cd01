"""Logistic regression over TF-IDF of character n-grams: what a system without any model reaches.

Character n-grams inside words, with the words' ends marked, n = 2 ... 5; sublinear term frequency, smoothed
inverse document frequency of the training split, rows of unit length (scikit-learn's TfidfVectorizer).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.heads.linear import Linear, LinearHead, fit_linear
from isogloss.training.inputs import Takes
from isogloss.training.keeping import keep_arrays

_FEATURES: Final = 100_000


@dataclass(frozen=True, slots=True)
class TfidfHead(LinearHead):
    """A fitted vectoriser and the linear classifier over it."""

    takes: ClassVar[Takes] = "texts"
    vectorizer: Any

    @classmethod
    def fit(cls, lesson: Lesson) -> TfidfHead:
        """Return a head trained on the lesson's texts."""
        vectorizer = new_vectorizer()
        features = vectorizer.fit_transform(lesson.inputs)
        dev = vectorizer.transform(lesson.dev_inputs) if len(lesson.dev_inputs) else features[:0]
        return cls(fit_linear(features, lesson, dev), vectorizer)

    @classmethod
    def load(cls, folder: Path) -> TfidfHead:
        """Return the head that ``save`` put into ``folder``."""
        return cls(Linear.load(folder), load_vectorizer(folder))

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)] for n texts."""
        texts: Sequence[str] = inputs
        if not len(texts):
            return np.empty((0, len(self.labels)))
        return self.linear.probabilities(self.vectorizer.transform(texts))

    def save(self, folder: Path) -> None:
        """Write the terms, their inverse document frequencies, and the classifier."""
        save_vectorizer(self.vectorizer, folder)
        self.linear.save(folder)


def save_vectorizer(vectorizer: Any, folder: Path) -> None:  # noqa: ANN401  scikit-learn has no types
    """Write the terms of a fitted vectoriser and their inverse document frequencies."""
    terms = vectorizer.get_feature_names_out().tolist()
    (folder / "terms.json").write_bytes(msgspec.json.encode(terms))
    keep_arrays(folder / "idf.safetensors", {"idf": vectorizer.idf_})


def load_vectorizer(folder: Path) -> Any:  # noqa: ANN401  scikit-learn has no types
    """Return the vectoriser that ``save_vectorizer`` wrote."""
    from safetensors.numpy import load_file

    terms = msgspec.json.decode((folder / "terms.json").read_bytes(), type=list[str])
    vectorizer = new_vectorizer({term: place for place, term in enumerate(terms)})
    vectorizer.idf_ = load_file(folder / "idf.safetensors")["idf"]
    return vectorizer


def new_vectorizer(vocabulary: dict[str, int] | None = None) -> Any:  # noqa: ANN401  scikit-learn has no types
    """Return a vectoriser to be fitted, or one of a known vocabulary."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 5),
        sublinear_tf=True,
        max_features=_FEATURES if vocabulary is None else None,
        vocabulary=vocabulary,
    )
