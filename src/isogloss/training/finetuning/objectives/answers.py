"""Extractive answers: the first and the last token of a span of the context, or none.

Question and context may be of different languages: nothing here asks which they are.
Source: Devlin et al. 2019, BERT, sections 4.2 and 4.3. Unlike there, the tokens of the question take no part
in the softmax, in training and after: no span can begin among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from isogloss.data.examples import Answerable
from isogloss.errors import InputError
from isogloss.metrics.answers import wanted
from isogloss.training.calibration import temperature_of
from isogloss.training.finetuning.collating import single
from isogloss.training.finetuning.objectives.objective import Architecture, Feature, Output
from isogloss.training.finetuning.passages import (
    NULL,
    PassageWindow,
    ScoredSpan,
    best_spans,
    n_best,
    passage_windows,
    places_of,
)
from isogloss.training.predicted import Predicted

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats1d, Floats2d
    from isogloss.training.finetuning.reading import Reading

ANSWERED: Final = ("answered", "unanswered")  # the labels where training holds questions without an answer
_KEPT: Final = 20  # spans of a question that are weighed against each other
_NEVER: Final = -1e9
_LONGEST: Final = 200  # characters of an answer, more where training has longer ones
_EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer stands: its first and last token, and its characters; no characters if there is none.

    tokens: NULL twice in a window that does not hold it.
    """

    tokens: tuple[int, int]
    start: int
    end: int

    @classmethod
    def of(cls, window: PassageWindow, span: tuple[int, int]) -> Target:
        """Return the target of a window of the context of which ``span`` is the answer."""
        start, end = span
        return cls(places_of(window, start, end) if start < end else (NULL, NULL), start, end)


@dataclass(frozen=True, slots=True)
class Answers:
    """Cross-entropy of the first and of the last token of an answer.

    labels: ANSWERED where training holds questions that have no answer, else none: there is always an answer
    then. longest: characters of an answer. threshold: by how much no answer must be better than the best one.
    """

    task: str
    labels: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    longest: int = _LONGEST
    threshold: float = 0.0
    architecture: ClassVar[Architecture] = "AutoModelForQuestionAnswering"

    @classmethod
    def classes(cls, golds: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return ANSWERED and which each gold is, or nothing where every question has an answer.

        Raises InputError where none has.
        """
        kinds = [ANSWERED[not wanted(gold).answers] for gold in golds]
        if ANSWERED[0] not in kinds:
            raise InputError("No question of training has an answer.", fix="Check the answers' column.")
        return (list(ANSWERED), kinds) if ANSWERED[1] in kinds else ([], [])

    def features(
        self, examples: Sequence[Answerable], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return a feature for each window of a context; one that the answer is not in has none as target.

        A gold that does not stand in its context gives a target that counts nothing.
        """
        windows = passage_windows(
            reading, [example.question for example in examples], [example.context for example in examples]
        )
        spans = [None] * len(examples) if golds is None else map(_gold_span, examples, golds)
        return [
            Feature(place, (window.ids,), (window.kinds,), span and Target.of(window, span), window)
            for place, (own, span) in enumerate(zip(windows, spans, strict=True))
            for window in own
        ]

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return int64[n, t] tensors."""
        return single(features, filler)

    def logits(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n, 2, t]: how well an answer begins and ends at each token, -1e9 where none can."""
        import torch

        logits = torch.stack([output.start_logits, output.end_logits], dim=1).float()
        barred = np.ones((len(features), 1, logits.shape[2]), dtype=bool)
        for row, feature in zip(barred, features, strict=True):
            row[0, : feature.length] = ~feature.places.inside
        barred[:, :, NULL] = False
        return logits.masked_fill(torch.from_numpy(barred).to(logits.device), _NEVER)

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n], the mean of both cross-entropies."""
        import torch

        logits = self.logits(output, features)
        tokens = [feature.target.tokens if feature.target else (-1, -1) for feature in features]
        targets = torch.tensor(tokens, device=logits.device)
        both = torch.nn.functional.cross_entropy(
            logits.flatten(0, 1), targets.flatten(), ignore_index=-1, reduction="none"
        )
        return both.view(-1, 2).mean(dim=1)

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:
        """Return the logits of each feature, float32[2, t]."""
        logits = self.logits(output, features).cpu().numpy()
        return [row[:, : feature.length] for row, feature in zip(logits, features, strict=True)]

    def temperature(self, scores: Sequence[Floats2d], features: Sequence[Feature]) -> float:
        """Return the temperature that makes the first and last tokens likeliest."""
        known = [place for place, feature in enumerate(features) if feature.target is not None]
        if not known:
            return 1.0
        rows = np.full((2 * len(known), max(scores[place].shape[1] for place in known)), _NEVER)
        for at, place in enumerate(known):
            rows[2 * at : 2 * at + 2, : scores[place].shape[1]] = scores[place]
        return temperature_of(rows, np.array([features[place].target.tokens for place in known]).ravel())

    def decode(
        self,
        scores: Sequence[Floats2d],
        features: Sequence[Feature],
        examples: Sequence[Answerable],
        temperature: float,
    ) -> list[Predicted]:
        """Return the best answer of each question as it stands in its context, and the next best as others.

        Empty where none is better by more than the threshold, and training held such questions.
        """
        spans, nulls = _weighed(scores, features, self.longest)
        return [
            self._answer(example, spans[place], nulls[place], temperature)
            for place, example in enumerate(examples)
        ]

    def _answer(
        self, example: Answerable, found: Sequence[ScoredSpan], null: float, temperature: float
    ) -> Predicted:
        from scipy.special import softmax

        may_be_none, spans = bool(self.labels), n_best(example.context, found, _KEPT)
        if not spans:
            return Predicted("", 1.0 if may_be_none else 0.0, known=False)
        texts = [example.context[span.start : span.end] for span in spans]
        logits = np.array([span.score for span in spans] + [null] * may_be_none) / temperature
        ranked = list(zip([*texts, *[""] * may_be_none], softmax(logits).tolist(), strict=True))
        if may_be_none and null - spans[0].score > self.threshold:
            return Predicted("", ranked[-1][1], others=tuple(ranked[:-1]))
        return Predicted(*ranked[0], others=tuple(ranked[1:]))

    @property
    def limits(self) -> Mapping[str, int | float]:
        """What ``settled`` has settled, as the predictor keeps it."""
        return {"longest": self.longest, "threshold": self.threshold}

    def settled(
        self, train: Sequence[Feature], dev: Sequence[Feature], scores: Sequence[Floats2d]
    ) -> Answers:
        """Return the objective with limits by what trained and what watched; scores are those of ``dev``.

        Answers are at most as long as the longest of training, or 200 characters. The threshold gives the
        best F1 of characters over ``dev``, each question that is rightly left unanswered counting 1; the
        nearest to 0 of equal ones (after ``find_best_thresh`` in the scorer of SQuAD 2.0).
        """
        lengths = [feature.target.end - feature.target.start for feature in train if feature.target]
        longest = max([_LONGEST, *lengths])
        return replace(self, longest=longest, threshold=self._threshold(dev, scores) if self.labels else 0.0)

    def _threshold(self, dev: Sequence[Feature], scores: Sequence[Floats2d]) -> float:
        golds = {feature.example: feature.target for feature in dev if feature.target}
        spans, nulls = _weighed(scores, dev, self.longest)
        best = {place: max(own, key=lambda span: span.score) for place, own in spans.items() if own}
        judged = [place for place in golds if place in best]
        changes = np.array([nulls[place] - best[place].score for place in judged])
        gains = np.array([_gain(best[place], golds[place]) for place in judged])
        return best_threshold(changes, gains) if judged else 0.0


def _weighed(
    scores: Sequence[Floats2d], features: Sequence[Feature], longest: int
) -> tuple[dict[int, list[ScoredSpan]], dict[int, float]]:
    """Return the best spans of each example's windows, and the least score that any has for no answer."""
    spans: dict[int, list[ScoredSpan]] = {}
    nulls: dict[int, float] = {}
    for (starts, ends), feature in zip(scores, features, strict=True):
        place, none = feature.example, float(starts[NULL] + ends[NULL])
        found = best_spans(feature.places, starts, ends, longest=longest, count=_KEPT)
        spans.setdefault(place, []).extend(found)
        nulls[place] = min(none, nulls.get(place, none))
    return spans, nulls


def _gold_span(example: Answerable, gold: str) -> tuple[int, int] | None:
    """Return where the first answer stands, (0, 0) for none; None if it stands nowhere in the context."""
    answers = wanted(gold).answers
    if not answers:
        return 0, 0
    starts = (answer.start for answer in example.answers if answer.text == answers[0])
    start = next(starts, example.context.find(answers[0]))
    return None if start < 0 or not answers[0] else (start, start + len(answers[0]))


def _gain(span: ScoredSpan, gold: Target) -> float:
    """Return the F1 of characters that an answer gives, less the 1 of rightly giving none."""
    if gold.start == gold.end:
        return -1.0
    shared = max(0, min(span.end, gold.end) - max(span.start, gold.start))
    return 2 * shared / (span.end - span.start + gold.end - gold.start)


def best_threshold(changes: Floats1d, gains: Floats1d) -> float:
    """Return the threshold at which the gains sum up highest, of equal ones the nearest to 0.

    changes: float[n], n > 0, by how much no answer scores above the best; an answer is given where that does
    not pass the threshold, and is then worth ``gains``, float[n].
    """
    values, number = np.unique(changes, return_inverse=True)
    sums = np.concatenate([[0.0], np.cumsum(np.bincount(number, weights=gains))])
    cuts = np.concatenate([[values[0] - 1], (values[1:] + values[:-1]) / 2, [values[-1] + 1]])
    if sums.max() <= gains[changes <= 0].sum() + _EQUAL:
        return 0.0
    best = cuts[sums >= sums.max() - _EQUAL]
    return float(best[np.abs(best).argmin()])
