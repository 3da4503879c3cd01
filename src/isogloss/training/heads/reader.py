"""A reader of answers over the vectors of words: every short span of a passage is scored, the best one wins.

One hidden layer over what ``spans`` sees, trained to tell right spans from others of the same passage; three
fits, whose logits are averaged, for one alone depends on chance by points. It is small enough for a laptop
and knows no language but through its vectors; a fine-tuned transformer reads far better where there is one.
Where training holds questions that have no answer (SQuAD 2.0), a threshold tells when the best span is none:
the one with the highest F1 on the source's dev split, else on questions of every fifth passage of training,
which an earlier fit did not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Final, Self

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d, Ints1d
from isogloss.errors import InputError
from isogloss.metrics.answer_match import answer_f1
from isogloss.metrics.answers import wanted
from isogloss.training.heads.head import Choice, Inputs, Lesson, copies_of
from isogloss.training.heads.layers import joined
from isogloss.training.heads.spans import candidates
from isogloss.training.inputs import Passage, Takes
from isogloss.training.keeping import keep_arrays
from isogloss.training.predicted import Predicted

_OTHERS: Final = 200  # wrong spans of each question in training
_HIDDEN: Final = 64
_EPOCHS: Final = 15
_FITS: Final = 3
_LEAST: Final = 1e-6
_OTHERS_SAID: Final = 4  # next best answers
_FOLD: Final = 5
_ALWAYS: Final = -1e9  # the threshold at which every question is answered


@dataclass(frozen=True, slots=True)
class Reader:
    """The layers, float32 weights and biases, and the mean and spread of the features.

    choice: its ``c`` is the logit up to which the best span is no answer; None where there always is one.
    """

    layers: tuple[tuple[Doubles2d, Doubles2d], ...]
    centre: Doubles2d
    spread: Doubles2d
    choice: Choice | None = None
    labels: tuple[str, ...] = ()
    takes: ClassVar[Takes] = "passages"

    @classmethod
    def fit(cls, lesson: Lesson) -> Reader:
        """Return a reader of the lesson's passages; labels as ``metrics.answers.Wanted`` writes them.

        Raises InputError if no answer is a span of up to ten words.
        """
        reader = cls._fit(lesson)
        if lesson.chosen is not None or all(wanted(label).answers for label in lesson.labels):
            return replace(reader, choice=lesson.chosen)
        if lesson.dev_labels:
            return replace(reader, choice=reader._chosen(lesson.dev_inputs, lesson.dev_labels, "source-dev"))
        seen, held = parted(lesson)
        if not held.labels or not any(wanted(label).answers for label in seen.labels):
            return replace(reader, choice=Choice(_ALWAYS, "fixed"))
        earlier = cls._fit(seen)
        return replace(reader, choice=earlier._chosen(held.inputs, held.labels, "source-held-out"))

    @classmethod
    def _fit(cls, lesson: Lesson) -> Self:
        from sklearn.neural_network import MLPClassifier

        rows, right = _examples(lesson)
        centre, spread = rows.mean(axis=0), rows.std(axis=0) + _LEAST
        models = []
        for fit in range(_FITS):
            model = MLPClassifier(
                (_HIDDEN,),
                max_iter=_EPOCHS,
                alpha=1e-3,
                random_state=(_FITS * lesson.seed + fit) % 2**32,
                n_iter_no_change=_EPOCHS,
            )
            _quietly(model, (rows - centre) / spread, right)
            models.append(list(zip(model.coefs_, model.intercepts_, strict=True)))
        return cls(joined(models), centre[None, :], spread[None, :])

    @classmethod
    def load(cls, folder: Path) -> Reader:
        """Return the reader that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file

        arrays = load_file(folder / "reader.safetensors")
        count, choice = msgspec.json.decode(
            (folder / "reader.json").read_bytes(), type=tuple[int, Choice | None]
        )
        layers = tuple((arrays[f"weights{n}"], arrays[f"biases{n}"]) for n in range(count))
        return cls(layers, arrays["centre"], arrays["spread"], choice)

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return the best span of each passage, as it stands there, or nothing; and the next best.

        The probability of a span is its share among all spans; of no answer, how far the best one is below
        the threshold, as a logistic function.
        """
        return [self._answer(passage) for passage in inputs]

    def _answer(self, passage: Passage) -> Predicted:
        known = bool(passage.words) and bool(passage.vectors.any())
        spans, best = self._best(passage)
        if self.choice is None or (spans and best > self.choice.c):
            (text, share), *others = spans or [("", 0.0)]
            return Predicted(text, share, known=known, others=tuple(others))
        none = 1 / (1 + float(np.exp(min(best - self.choice.c, 0.0)))) if spans else 1.0
        return Predicted("", none, known=known, others=tuple(spans[:_OTHERS_SAID]))

    def _best(self, passage: Passage) -> tuple[list[tuple[str, float]], float]:
        """Return the best spans of different texts with their shares, and the logit of the first."""
        found = candidates(passage, passage.anchors) if passage.words else None
        if found is None or not len(found.starts):
            return [], _ALWAYS
        scores = self._scores(found.features)
        powers = np.exp(scores - scores.max())
        shares = powers / powers.sum()
        spans: dict[str, float] = {}
        for place in np.argsort(-scores, kind="stable").tolist():
            first, last = passage.words[found.starts[place]], passage.words[found.ends[place] - 1]
            spans.setdefault(passage.context[first.start : last.end], float(shares[place]))
            if len(spans) > _OTHERS_SAID:
                break
        return list(spans.items()), float(scores.max())

    def _chosen(self, passages: Sequence[Passage], labels: Sequence[str], select: str) -> Choice:
        """Return the threshold with the highest mean F1, the lowest of equals: what it leaves is answered."""
        logits, gains = [], []
        for passage, label in zip(passages, labels, strict=True):
            right = wanted(label)
            spans, best = self._best(passage)
            text = spans[0][0] if spans else ""
            logits.append(best)
            scores = [answer_f1(said, right.answers, right.language) for said in ("", text)]
            gains.append(scores[0] - scores[1])  # what saying nothing wins
        order = np.argsort(logits, kind="stable")
        best_logits, won = np.array(logits)[order], np.concatenate([[0.0], np.cumsum(np.array(gains)[order])])
        # Equal logits cannot be parted.
        cuts = np.flatnonzero(np.concatenate([[True], np.diff(best_logits) > 0, [True]]))
        place = int(cuts[won[cuts].argmax()])
        return Choice(float(best_logits[place - 1]) if place else _ALWAYS, select)

    def _scores(self, features: Doubles2d) -> Doubles2d:
        """Return float64[n]: the logit of being right."""
        (first, bias), (second, other) = self.layers
        hidden = np.maximum((features - self.centre) / self.spread @ first + bias, 0)
        logits: Doubles2d = (hidden @ second + other)[:, 0]
        return logits

    def save(self, folder: Path) -> None:
        """Write the layers."""
        arrays = {"centre": self.centre, "spread": self.spread}
        for n, (weights, biases) in enumerate(self.layers):
            arrays |= {f"weights{n}": weights, f"biases{n}": biases}
        keep_arrays(folder / "reader.safetensors", arrays)
        (folder / "reader.json").write_bytes(msgspec.json.encode((len(self.layers), self.choice)))


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
        answers = wanted(label).answers
        places = set(_places(passage, answers))
        is_right = np.array(
            [pair in places for pair in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]
        )
        if is_right.any() or not answers:
            wrong = np.flatnonzero(~is_right)
            chosen = chance.choice(wrong, size=min(_OTHERS, len(wrong)), replace=False)
            taken = np.concatenate([np.flatnonzero(is_right), np.sort(chosen)])
            rows.append(found.features[taken])
            right.append(is_right[taken].astype(np.int64))
    if not any(one.any() for one in right):
        raise InputError(
            "No answer of training is a span of up to ten words.", fix="Check the answers' places."
        )
    return np.concatenate(rows), np.concatenate(right)


def parted(lesson: Lesson) -> tuple[Lesson, Lesson]:
    """Return the questions of four fifths of the passages, and of every fifth one; copies go together."""
    numbers: dict[str, int] = {}
    of = [False] * len(lesson.labels)
    for places in copies_of(lesson):
        number = numbers.setdefault(lesson.inputs[places[0]].context, len(numbers))
        for place in places:
            of[place] = number % _FOLD == _FOLD - 1

    def those(held: bool) -> Lesson:
        places = [place for place, one in enumerate(of) if one is held]
        inputs = [lesson.inputs[place] for place in places]
        return replace(lesson, inputs=inputs, labels=[lesson.labels[place] for place in places], originals=())

    return those(False), those(True)


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
