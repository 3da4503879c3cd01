"""A reader of answers over the vectors of words: every short span of a passage is scored, the best one wins.

One hidden layer over what ``spans`` sees, trained to tell right spans from others of the same passage. It is
small enough for a laptop and knows no language but through its vectors; a fine-tuned transformer reads far
better where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.errors import InputError
from isogloss.metrics.answers import wanted
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.heads.spans import candidates
from isogloss.training.inputs import Passage, Takes
from isogloss.training.predicted import Predicted

_OTHERS: Final = 40  # wrong spans of each question in training
_HIDDEN: Final = 64
_EPOCHS: Final = 15
_LEAST: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Reader:
    """The layers, float32 weights and biases, and the mean and spread of the features."""

    layers: tuple[tuple[Doubles2d, Doubles2d], ...]
    centre: Doubles2d
    spread: Doubles2d
    labels: tuple[str, ...] = ()
    choice: None = None
    takes: ClassVar[Takes] = "passages"

    @classmethod
    def fit(cls, lesson: Lesson) -> Reader:
        """Return a reader of the lesson's passages; labels as ``metrics.answers.Wanted`` writes them.

        Raises InputError if no answer is a span of up to ten words.
        """
        from sklearn.neural_network import MLPClassifier

        rows, right = _examples(lesson)
        centre, spread = rows.mean(axis=0), rows.std(axis=0) + _LEAST
        model = MLPClassifier(
            (_HIDDEN,), max_iter=_EPOCHS, alpha=1e-3, random_state=lesson.seed, n_iter_no_change=_EPOCHS
        )
        _quietly(model, (rows - centre) / spread, right)
        layers = tuple(zip(model.coefs_, model.intercepts_, strict=True))
        return cls(layers, centre[None, :], spread[None, :])

    @classmethod
    def load(cls, folder: Path) -> Reader:
        """Return the reader that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file

        arrays = load_file(folder / "reader.safetensors")
        count = msgspec.json.decode((folder / "reader.json").read_bytes(), type=int)
        layers = tuple((arrays[f"weights{n}"], arrays[f"biases{n}"]) for n in range(count))
        return cls(layers, arrays["centre"], arrays["spread"])

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the best span of each passage, as it stands there, and its share among all spans."""
        return [self._answer(passage) for passage in inputs]

    def _answer(self, passage: Passage) -> Predicted:
        if not passage.words:
            return Predicted("", 0.0, known=False)
        found = candidates(passage, passage.anchors)
        scores = self._scores(found.features)
        best = int(scores.argmax())
        first, last = passage.words[found.starts[best]], passage.words[found.ends[best] - 1]
        powers = np.exp(scores - scores.max())
        return Predicted(
            passage.context[first.start : last.end],
            float(powers[best] / powers.sum()),
            known=bool(passage.vectors.any()),
        )

    def _scores(self, features: Doubles2d) -> Doubles2d:
        """Return float64[n]: the logit of being right."""
        (first, bias), (second, other) = self.layers
        hidden = np.maximum((features - self.centre) / self.spread @ first + bias, 0)
        logits: Doubles2d = (hidden @ second + other)[:, 0]
        return logits

    def save(self, folder: Path) -> None:
        """Write the layers."""
        from safetensors.numpy import save

        arrays = {"centre": self.centre, "spread": self.spread}
        for n, (weights, biases) in enumerate(self.layers):
            arrays |= {f"weights{n}": np.ascontiguousarray(weights), f"biases{n}": biases}
        (folder / "reader.safetensors").write_bytes(save(arrays))
        (folder / "reader.json").write_bytes(msgspec.json.encode(len(self.layers)))


class CharacterReader(Reader):
    """The same reader where words are no more than their letters: what is reached without any model."""

    takes: ClassVar[Takes] = "plain-passages"


def _examples(lesson: Lesson) -> tuple[Doubles2d, Ints1d]:
    """Return features of right and wrong spans, and which they are."""
    chance = np.random.default_rng(lesson.seed)
    rows: list[Doubles2d] = []
    right: list[Ints1d] = []
    for passage, label in zip(lesson.inputs, lesson.labels, strict=True):
        found = candidates(passage, passage.anchors) if passage.words else None
        if found is None:
            continue
        places = set(_places(passage, wanted(label).answers))
        is_right = np.array(
            [pair in places for pair in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]
        )
        if is_right.any():
            wrong = np.flatnonzero(~is_right)
            chosen = chance.choice(wrong, size=min(_OTHERS, len(wrong)), replace=False)
            taken = np.concatenate([np.flatnonzero(is_right), np.sort(chosen)])
            rows.append(found.features[taken])
            right.append(is_right[taken].astype(np.int64))
    if not rows:
        raise InputError(
            "No answer of training is a span of up to ten words.", fix="Check the answers' places."
        )
    return np.concatenate(rows), np.concatenate(right)


def _places(passage: Passage, answers: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the words that each answer covers, wherever in the passage it stands."""
    for answer in answers:
        at = passage.context.find(answer) if answer else -1
        while at >= 0:
            end = at + len(answer)
            inside = [n for n, word in enumerate(passage.words) if word.start < end and word.end > at]
            if inside:
                yield inside[0], inside[-1] + 1
            at = passage.context.find(answer, end)


def _quietly(model: Any, rows: Doubles2d, right: Ints1d) -> None:  # noqa: ANN401  scikit-learn has no types
    """Fit; that it stops after its epochs is meant, and no warning."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows, right)
