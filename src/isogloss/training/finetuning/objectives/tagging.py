"""A tag for each word: its first token is judged, the others are read and not asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from isogloss.data.examples import Tagged
from isogloss.errors import InputError
from isogloss.training.calibration import temperature_of
from isogloss.training.finetuning.collating import single
from isogloss.training.finetuning.objectives.objective import Architecture, Feature, Output
from isogloss.training.finetuning.wordtokens import WordWindow, joined, word_windows
from isogloss.training.heads.decoding import Rules, best_path, forbidden
from isogloss.training.predicted import Predicted

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Bools1d, Doubles2d, Floats2d
    from isogloss.training.finetuning.reading import Reading

_UNKNOWN: Final = -100  # a tag that training has not: what cross-entropy passes over
_OVERLAP: Final = 4  # a quarter of each window stands in the next one as well
_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Target:
    """The numbers of a window's tags. share: what each word counts, so that long and short windows are even.

    It is the windows of a data set by their words: the mean over windows is then that over words.
    """

    tags: tuple[int, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Tagging:
    """Cross-entropy over words; the best sequence of tags that can follow each other.

    common: the number of the commonest tag of training.
    """

    task: str
    labels: tuple[str, ...]
    weights: tuple[float, ...] = ()
    common: int = 0
    architecture: ClassVar[Architecture] = "AutoModelForTokenClassification"

    @classmethod
    def classes(cls, golds: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the tags, sorted, and all their occurrences; raises InputError for fewer than two."""
        tags = [tag for gold in golds for tag in gold.split(" ") if tag]
        labels = sorted(set(tags))
        if len(labels) < 2:
            raise InputError(
                f"Training holds {len(labels)} {'tag' if len(labels) == 1 else 'tags'}; a tagger needs two.",
                fix="Check which column holds the tags.",
            )
        return labels, tags

    def features(
        self, examples: Sequence[Tagged], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return a feature for each window of a sentence; one too long has several, which overlap."""
        texts = [joined(example.tokens) for example in examples]
        encodings = reading.encodings([(text,) for text, _ in texts], overlap=reading.longest // _OVERLAP)
        number = {label: place for place, label in enumerate(self.labels)}
        windows = [
            (place, window)
            for place, ((_, spans), encoding) in enumerate(zip(texts, encodings, strict=True))
            for window in word_windows(encoding, spans) or [WordWindow.without_words(encoding)]
        ]
        counted = sum(len(window.words) for _, window in windows)
        share = len(windows) / max(1, counted)
        found = []
        for place, window in windows:
            target = None
            if golds is not None:
                tags = golds[place].split(" ")
                target = Target(tuple(number.get(tags[word], _UNKNOWN) for word in window.words), share)
            found.append(Feature(place, (window.ids,), ((0,) * len(window.ids),), target, window))
        return found

    @property
    def limits(self) -> Mapping[str, int | float]:
        """What ``settled`` has settled, as the predictor keeps it."""
        return {"common": self.common}

    def settled(
        self,
        train: Sequence[Feature],
        dev: Sequence[Feature],  # noqa: ARG002  the protocol's
        scores: Sequence[Floats2d],  # noqa: ARG002  the protocol's
    ) -> Tagging:
        """Return the objective that knows the commonest tag of training, the first of equals."""
        counts = Counter(tag for feature in train for tag in feature.target.tags)
        return replace(self, common=max(range(len(self.labels)), key=lambda tag: counts[tag]))

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return int64[n, t] tensors."""
        return single(features, filler)

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n], whose mean over all features is the mean over all their words."""
        import torch

        logits = output.logits.float()
        weights = torch.tensor(self.weights, device=logits.device) if self.weights else None
        sums = []
        for row, feature in zip(logits, features, strict=True):
            own = row[torch.tensor(feature.places.tokens, dtype=torch.long, device=logits.device)]
            target = torch.tensor(feature.target.tags, dtype=torch.long, device=logits.device)
            losses = torch.nn.functional.cross_entropy(
                own, target, weight=weights, ignore_index=_UNKNOWN, reduction="sum"
            )
            sums.append(losses * feature.target.share)
        return torch.stack(sums)

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:
        """Return float32[words, tags] of each feature: the logits of the first token of each of its words."""
        logits = output.logits.float().cpu().numpy()
        return [row[list(feature.places.tokens)] for row, feature in zip(logits, features, strict=True)]

    def temperature(self, scores: Sequence[Floats2d], features: Sequence[Feature]) -> float:
        """Return the temperature that makes the tags likeliest."""
        golds = [np.array(feature.target.tags, dtype=np.int64) for feature in features]
        gold, rows = np.concatenate([np.empty(0, np.int64), *golds]), [own for own in scores if len(own)]
        if not rows:
            return 1.0
        known = gold != _UNKNOWN
        return temperature_of(np.concatenate(rows).astype(np.float64)[known], gold[known])

    def decode(
        self,
        scores: Sequence[Floats2d],
        features: Sequence[Feature],
        examples: Sequence[Tagged],
        temperature: float,
    ) -> list[Predicted]:
        """Return the tags of each sentence, and the mean of their probabilities."""
        from scipy.special import softmax

        rows = [np.zeros((len(example.tokens), len(self.labels))) for example in examples]
        seen = [np.zeros(len(example.tokens), dtype=bool) for example in examples]
        for own, feature in zip(scores, features, strict=True):
            words = list(feature.places.words)
            rows[feature.example][words] = softmax(own.astype(np.float64) / temperature, axis=1)
            seen[feature.example][words] = True
        rules = forbidden(self.labels)
        return [self._tagged(own, read, rules) for own, read in zip(rows, seen, strict=True)]

    def _tagged(self, shares: Doubles2d, seen: Bools1d, rules: Rules) -> Predicted:
        """Return the best path; a word that no token stands for is outside, or what most words are."""
        if not len(shares):
            return Predicted("", 0.0, known=False)
        shares[~seen, self.labels.index("O") if "O" in self.labels else self.common] = 1.0
        path = best_path(np.log(shares + _LEAST), *rules)
        sure = float(shares[np.arange(len(path)), path].mean())
        return Predicted(" ".join(self.labels[place] for place in path), sure, bool(seen.any()))
