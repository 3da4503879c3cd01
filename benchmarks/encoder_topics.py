"""Classification from English labels for ``benchmarks.encoder``: the encoder's vectors against TF-IDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.models.contracts import Encoder
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.heads.tfidf import TfidfHead

ENGLISH = Language("eng", "Latn")


@dataclass(frozen=True)
class Topics:
    """A data set, and the split of it that holds the labels to learn from."""

    folder: Path
    train: str = "train"


def accuracies(topics: Topics, encoder: Encoder | None) -> dict[str, float]:
    """Return the test accuracy in each language but English; ``None`` in place of an encoder is TF-IDF."""
    data = load_dataset(topics.folder)
    train = list(data.examples(topics.train, ENGLISH))
    texts, labels = [one.text for one in train], [one.label for one in train]
    head: LogisticHead | TfidfHead = (
        LogisticHead.fit(Lesson(encoder.encode(texts), labels))
        if encoder
        else TfidfHead.fit(Lesson(texts, labels))
    )
    found = {}
    for language in data.languages("test"):
        if language == ENGLISH:
            continue
        examples = list(data.examples("test", language))
        texts = [one.text for one in examples]
        predicted = head.probabilities(encoder.encode(texts) if encoder else texts).argmax(axis=1)
        right = [head.labels[place] == one.label for place, one in zip(predicted, examples, strict=True)]
        found[str(language)] = float(np.mean(right))
    return found
