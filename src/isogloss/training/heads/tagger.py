"""A tagger over the vectors of words: fast on a laptop, and as multilingual as its vectors are.

A word is seen by its own vector, those of its neighbours, the mean of its sentence, what its letters show
(case, digits, punctuation), and, if it is one of its language's function words, by what it does there, which
its letters can't tell: German *die* is no English verb. One hidden layer gives each tag a probability
(Collobert et al. 2011, the window approach), and the best sequence of tags that can follow each other is
chosen. A third of the words train without their capitals, for most scripts have none. Epochs: those that
score best on the source's dev split, or on a tenth of training where it has none; nothing of a target
decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Final

import msgspec
import numpy as np

from isogloss.arrays import Bools1d, Doubles2d, Floats2d, Ints1d
from isogloss.errors import InputError
from isogloss.languages.functionwords import function_classes, shares_of
from isogloss.training.heads.decoding import Rules, best_path, forbidden
from isogloss.training.heads.head import Choice, Inputs, Lesson, copies_of
from isogloss.training.heads.shapes import CASES, NOUNS_IN_CAPITALS, SHAPES, shapes_behind_prefixes
from isogloss.training.inputs import Takes, Words
from isogloss.training.keeping import keep_arrays
from isogloss.training.predicted import Predicted

_HIDDEN: Final = 128
_EPOCHS: Final = 12
_PATIENCE: Final = 3
_BATCH: Final = 128
_HELD_OUT: Final = 10  # each tenth sentence, where there is no dev split
_LEAST: Final = 1e-9
_STRANGERS: Final = 8  # each eighth sentence
_WITHOUT_CASE: Final = 1 / 3  # of the words


@dataclass(frozen=True, slots=True)
class Tagger:
    """Two layers: float32[features, hidden] and float32[hidden, tags], with their biases.

    alone: whether a word's vector is the same wherever it stands, so that of function words it is left out.
    """

    labels: tuple[str, ...]
    layers: tuple[tuple[Floats2d, Floats2d], ...]
    choice: Choice
    alone: bool = False
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
        labels, select, alone = msgspec.json.decode(
            (folder / "tagger.json").read_bytes(), type=tuple[tuple[str, ...], str, bool]
        )
        layers = tuple((arrays[f"weights{n}"], arrays[f"biases{n}"]) for n in range(len(arrays) // 2))
        return cls(labels, layers, Choice(0.0, select), alone)

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the best sequence of tags of each sentence, and the mean probability of its tags."""
        rules = forbidden(self.labels)
        return [self._tagged(sentence, rules) for sentence in inputs]

    def _tagged(self, sentence: Words, rules: Rules) -> Predicted:
        if not len(sentence.tokens):
            return Predicted("", 0.0, known=False)
        shares = self.probabilities(features(sentence, alone=self.alone))
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
        (folder / "tagger.json").write_bytes(
            msgspec.json.encode((self.labels, self.choice.select, self.alone))
        )


def features(sentence: Words, *, alone: bool = False) -> Floats2d:
    """Return float32[n, features]: what a tagger sees of each word of a sentence of n > 0 words.

    Vectors first (its own, of the word before, of the one behind, of the second ones, of the sentence), then
    shapes and then functions of the same three, then whether it is first or last.
    alone: leave out the vectors of function words.
    """
    own, letters, doing = sentence.vectors, shapes_behind_prefixes(sentence.tokens), functions(sentence)
    if sentence.language is not None and sentence.language.code in NOUNS_IN_CAPITALS:
        letters[:, :CASES] = 0
    if alone:
        own = np.where(doing.any(axis=1, keepdims=True), np.float32(0), own)
    ends = np.zeros((len(own), 2), dtype=np.float32)
    ends[0, 0] = ends[-1, 1] = 1.0
    near = (_shifted(own, 2) + _shifted(own, -2)) * np.float32(0.5)
    whole: Floats2d = np.repeat(own.mean(axis=0, keepdims=True), len(own), axis=0)
    vectors = [*_with_neighbours(own), near, whole]
    seen = [*vectors, *_with_neighbours(letters), *_with_neighbours(doing), ends]
    return np.hstack(seen).astype(np.float32)


def _with_neighbours(block: Floats2d) -> list[Floats2d]:
    return [block, _shifted(block, 1), _shifted(block, -1)]


def functions(sentence: Words) -> Floats2d:
    """Return float32[n, classes]: how a function word is used, a share a class; zeros of others."""
    classes = len(function_classes())
    if sentence.language is None:
        return np.zeros((len(sentence.tokens), classes), dtype=np.float32)
    none = (0.0,) * classes
    rows = [shares or none for shares in shares_of(sentence.tokens, sentence.language)]
    return np.array(rows, dtype=np.float32).reshape(len(rows), classes)


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
    alone = _alone(kept[0])
    rows, gold = _stacked(_with_strangers(kept) if alone else kept, number, alone=alone)
    watched, wanted = _stacked(held, number, alone=alone)
    model = MLPClassifier((_HIDDEN,), batch_size=min(_BATCH, len(rows)), random_state=lesson.seed)
    select = "source-dev" if len(lesson.dev_labels) else "source-held-out" if len(wanted) else "fixed"
    chance, met = np.random.default_rng(lesson.seed), np.asarray(rows.any(axis=0))
    best, found, since = -1.0, None, 0
    for _ in range(_EPOCHS):
        with _some_without_case(rows, chance):
            model.partial_fit(rows, gold, classes=np.arange(len(tags)))
        tagger = Tagger(tags, _layers(model, met), Choice(0.0, select), alone)
        right = _right(tagger, watched, wanted) if len(wanted) else best + 1
        best, found, since = (right, tagger, 0) if right > best else (best, found, since + 1)
        if since == _PATIENCE:
            break
    assert found is not None  # noqa: S101  the first epoch is better than nothing
    return found


def _with_strangers(lines: _Lines) -> _Lines:
    """Return the lines and every eighth once more, as of a language whose function words nobody knows."""
    strangers = [replace(words, language=None) for words in lines[0][::_STRANGERS]]
    return [*lines[0], *strangers], [*lines[1], *lines[1][::_STRANGERS]]


@contextmanager
def _some_without_case(rows: Floats2d, chance: np.random.Generator) -> Iterator[None]:
    """Blank what a third of the rows say of capitals, until the block ends: most scripts have none."""
    start = rows.shape[1] - 2 - 3 * (SHAPES + len(function_classes()))
    columns = [start + block * SHAPES + case for block in range(3) for case in range(CASES)]
    blank = np.ix_(np.flatnonzero(chance.random(len(rows)) < _WITHOUT_CASE), columns)
    before = rows[blank]
    rows[blank] = 0
    try:
        yield
    finally:
        rows[blank] = before


def _right(tagger: Tagger, rows: Floats2d, gold: Ints1d) -> float:
    """Return the mean log probability of the gold tags: smoother than a count of right ones."""
    shares = tagger.probabilities(rows)[np.arange(len(gold)), gold]
    return float(np.exp(np.log(shares + _LEAST).mean()))


def _alone(sentences: Sequence[Words]) -> bool:
    """Return whether each word has one vector wherever it stands, as of an encoder that sees no context."""
    met: dict[str, Floats2d] = {}
    return all(
        np.array_equal(met.setdefault(token, vector), vector)
        for words in sentences
        for token, vector in zip(words.tokens, words.vectors, strict=True)
    )


def _stacked(lines: _Lines, number: dict[str, int], *, alone: bool) -> tuple[Floats2d, Ints1d]:
    sentences = [(words, label) for words, label in zip(*lines, strict=True) if len(words.tokens)]
    if not sentences:
        return np.empty((0, 0), dtype=np.float32), np.empty(0, dtype=np.int64)
    tags = [number[tag] for _, label in sentences for tag in label.split(" ")]
    rows = [features(words, alone=alone) for words, _ in sentences]
    return np.concatenate(rows), np.array(tags, dtype=np.int64)


def _layers(model: Any, met: Bools1d) -> tuple[tuple[Floats2d, Floats2d], ...]:  # noqa: ANN401  scikit-learn has no types
    """Return copies: the next epoch changes the model's own arrays.

    met: which features training held; the weights of others (capitals, where the source's script has none)
    are still what chance made them, and become 0.
    """
    layers = [
        (weights.astype(np.float32), biases.astype(np.float32))
        for weights, biases in zip(model.coefs_, model.intercepts_, strict=True)
    ]
    layers[0][0][~met] = 0
    if layers[-1][0].shape[1] == 1:  # of two tags scikit-learn keeps one column; zeros beside it are the same
        (weights, biases), zero = layers[-1], np.zeros((1,), dtype=np.float32)
        layers[-1] = np.hstack([np.zeros_like(weights), weights]), np.concatenate([zero, biases])
    return tuple(layers)
