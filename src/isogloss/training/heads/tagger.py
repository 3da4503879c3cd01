"""A tagger over the vectors of words: fast on a laptop, and as multilingual as its vectors are.

A word is seen by its own vector, those of its neighbours, the mean of its sentence, and what its letters show
(case, digits, punctuation); one hidden layer gives each tag a probability (Collobert et al. 2011, the window
approach), and the best sequence of tags that can follow each other is chosen. Epochs: those that score best
on the source's dev split, or on a tenth of training where it has none; nothing of a target decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d, Floats2d, Ints1d
from isogloss.errors import InputError
from isogloss.training.heads.decoding import best_path, forbidden
from isogloss.training.heads.head import Choice, Inputs, Lesson, copies_of
from isogloss.training.heads.shapes import SHAPES, shapes
from isogloss.training.inputs import Takes, Words
from isogloss.training.keeping import keep_arrays
from isogloss.training.predicted import Predicted

_HIDDEN: Final = 128
_EPOCHS: Final = 12
_PATIENCE: Final = 3
_BATCH: Final = 128
_HELD_OUT: Final = 10  # each tenth sentence, where there is no dev split
_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Tagger:
    """Two layers: float32[features, hidden] and float32[hidden, tags], with their biases."""

    labels: tuple[str, ...]
    layers: tuple[tuple[Floats2d, Floats2d], ...]
    choice: Choice
    takes: ClassVar[Takes] = "words"

    @classmethod
    def fit(cls, lesson: Lesson) -> Tagger:
        """Return a tagger trained on the lesson's words; labels are tags joined by blanks.

        Raises InputError if there are fewer than two tags.
        """
        tags = tuple(sorted({tag for label in lesson.labels for tag in label.split(" ")}))
        if len(tags) < 2:
            raise InputError("Training holds one tag only.", fix="Check which column holds the tags.")
        kept, held = _held_out(lesson)
        return _trained(tags, kept, held, lesson)

    @classmethod
    def load(cls, folder: Path) -> Tagger:
        """Return the tagger that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file

        arrays = load_file(folder / "tagger.safetensors")
        labels, select = msgspec.json.decode(
            (folder / "tagger.json").read_bytes(), type=tuple[tuple[str, ...], str]
        )
        layers = tuple((arrays[f"weights{n}"], arrays[f"biases{n}"]) for n in range(len(arrays) // 2))
        return cls(labels, layers, Choice(0.0, select))

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the best sequence of tags of each sentence, and the mean probability of its tags."""
        rules = forbidden(self.labels)
        return [self._tagged(sentence, rules) for sentence in inputs]

    def _tagged(self, sentence: Words, rules: Any) -> Predicted:  # noqa: ANN401
        if not len(sentence.tokens):
            return Predicted("", 0.0, known=False)
        shares = self.probabilities(features(sentence))
        path = best_path(np.log(shares + _LEAST), *rules)
        sure = float(shares[np.arange(len(path)), path].mean())
        return Predicted(" ".join(self.labels[place] for place in path), sure, bool(sentence.vectors.any()))

    def probabilities(self, rows: Floats2d) -> Doubles2d:
        """Return float64[n, tags] for the ``features`` of n words."""
        (first, bias), (second, other) = self.layers
        logits = (np.maximum(rows @ first + bias, 0) @ second + other).astype(np.float64)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Doubles2d = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def save(self, folder: Path) -> None:
        """Write both layers and the tags."""
        arrays: dict[str, Floats2d] = {}
        for n, (weights, biases) in enumerate(self.layers):
            arrays |= {f"weights{n}": weights, f"biases{n}": biases}
        keep_arrays(folder / "tagger.safetensors", arrays)
        (folder / "tagger.json").write_bytes(msgspec.json.encode((self.labels, self.choice.select)))


def features(sentence: Words) -> Floats2d:
    """Return float32[n, features]: what a tagger sees of each word of a sentence of n > 0 words."""
    own, letters = sentence.vectors, shapes(sentence.tokens)
    ends = np.zeros((len(own), 2), dtype=np.float32)
    ends[0, 0] = ends[-1, 1] = 1.0
    near = (_shifted(own, 2) + _shifted(own, -2)) / 2
    whole = np.repeat(own.mean(axis=0, keepdims=True), len(own), axis=0)
    around = [_shifted(block, by) for block in (own, letters) for by in (1, -1)]
    return np.hstack([own, *around, near, whole, letters, ends]).astype(np.float32)


def _shifted(rows: Floats2d, by: int) -> Floats2d:
    """Return the rows moved down by ``by`` places (up if negative), zeros where none came."""
    moved = np.zeros_like(rows)
    if 0 < by < len(rows):
        moved[by:] = rows[:-by]
    elif 0 < -by < len(rows):
        moved[:by] = rows[-by:]
    return moved


_Lines = tuple[Sequence[Words], Sequence[str]]


def _held_out(lesson: Lesson) -> tuple[_Lines, _Lines]:
    """Return what is learned from, and what says when to stop."""
    if len(lesson.dev_labels):
        return (lesson.inputs, lesson.labels), (lesson.dev_inputs, lesson.dev_labels)
    copies = copies_of(lesson)
    held = copies[::_HELD_OUT] if len(copies) >= 2 * _HELD_OUT else []
    apart = {place for places in held for place in places}
    parts = [place for place in range(len(lesson.labels)) if place not in apart], sorted(apart)
    one, other = (
        ([lesson.inputs[place] for place in places], [lesson.labels[place] for place in places])
        for places in parts
    )
    return one, other


def _trained(tags: tuple[str, ...], kept: _Lines, held: _Lines, lesson: Lesson) -> Tagger:
    """Return the tagger of the epoch that is best on what was held out, the first of equals."""
    from sklearn.neural_network import MLPClassifier

    number = {tag: place for place, tag in enumerate(tags)}
    rows, gold = _stacked(kept, number)
    watched, wanted = _stacked(held, number)
    model = MLPClassifier((_HIDDEN,), batch_size=min(_BATCH, len(rows)), random_state=lesson.seed)
    select = "source-dev" if len(lesson.dev_labels) else "source-held-out" if len(wanted) else "fixed"
    best, found, since = -1.0, None, 0
    for _ in range(_EPOCHS):
        model.partial_fit(rows, gold, classes=np.arange(len(tags)))
        tagger = Tagger(tags, _layers(model), Choice(0.0, select))
        right = _right(tagger, watched, wanted) if len(wanted) else best + 1
        best, found, since = (right, tagger, 0) if right > best else (best, found, since + 1)
        if since == _PATIENCE:
            break
    assert found is not None  # noqa: S101  the first epoch is better than nothing
    return found


def _right(tagger: Tagger, rows: Floats2d, gold: Ints1d) -> float:
    """Return the mean log probability of the gold tags: smoother than a count of right ones."""
    shares = tagger.probabilities(rows)[np.arange(len(gold)), gold]
    return float(np.exp(np.log(shares + _LEAST).mean()))


def _stacked(lines: _Lines, number: dict[str, int]) -> tuple[Floats2d, Ints1d]:
    sentences = [(words, label) for words, label in zip(*lines, strict=True) if len(words.tokens)]
    if not sentences:
        return np.empty((0, SHAPES), dtype=np.float32), np.empty(0, dtype=np.int64)
    tags = [number[tag] for _, label in sentences for tag in label.split(" ")]
    return np.concatenate([features(words) for words, _ in sentences]), np.array(tags, dtype=np.int64)


def _layers(model: Any) -> tuple[tuple[Floats2d, Floats2d], ...]:  # noqa: ANN401  scikit-learn has no types
    """Return copies: the next epoch changes the model's own arrays."""
    layers = tuple(
        (weights.astype(np.float32), biases.astype(np.float32))
        for weights, biases in zip(model.coefs_, model.intercepts_, strict=True)
    )
    if layers[-1][0].shape[1] == 1:  # of two tags scikit-learn keeps one column; zeros beside it are the same
        (weights, biases), zero = layers[-1], np.zeros((1,), dtype=np.float32)
        both = np.hstack([np.zeros_like(weights), weights]), np.concatenate([zero, biases])
        return (*layers[:-1], both)
    return layers
