"""One class of a text, or of two texts together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from isogloss.errors import InputError
from isogloss.tasks.table import task as task_of
from isogloss.training.calibration import temperature_of
from isogloss.training.finetuning.collating import single
from isogloss.training.finetuning.objectives.objective import Architecture, Feature, Output
from isogloss.training.predicted import Predicted, most_probable

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Doubles2d, Floats2d
    from isogloss.training.finetuning.reading import Reading


@dataclass(frozen=True, slots=True)
class Classification:
    """Cross-entropy of the classes; a target is a probability for each, so that soft labels train as well."""

    task: str
    labels: tuple[str, ...]
    weights: tuple[float, ...] = ()
    architecture: ClassVar[Architecture] = "AutoModelForSequenceClassification"

    @classmethod
    def classes(cls, golds: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the labels, sorted, and all their occurrences; raises InputError for fewer than two."""
        labels = sorted(set(golds))
        if len(labels) < 2:
            held = "1 class" if labels else "no classes"
            raise InputError(
                f"Training holds {held}; a classifier needs two.",
                fix="Check which column was taken for the label.",
            )
        return labels, list(golds)

    def features(
        self, examples: Sequence[Any], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return one feature an example, of one text or two; what is too long loses its end."""
        sides = [task_of(self.task).sides(example) for example in examples]
        targets = [None] * len(sides) if golds is None else [self.target(gold) for gold in golds]
        return [
            Feature(place, (ids,), (kinds,), target)
            for place, ((ids, kinds), target) in enumerate(zip(reading.rows(sides), targets, strict=True))
        ]

    def target(self, gold: str) -> tuple[float, ...]:
        """Return 1 for the gold label and 0 for the others; zeros for one that is not known."""
        return tuple(float(label == gold) for label in self.labels)

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return int64[n, t] tensors."""
        return single(features, filler)

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n]."""
        import torch

        logits = output.logits.float()
        targets = torch.tensor([feature.target for feature in features], device=logits.device)
        weights = torch.tensor(self.weights, device=logits.device) if self.weights else None
        return torch.nn.functional.cross_entropy(logits, targets, weight=weights, reduction="none")

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:  # noqa: ARG002  the protocol's
        """Return the logits of each feature, float32[k]."""
        return list(output.logits.float().cpu().numpy())

    def temperature(self, scores: Sequence[Floats2d], features: Sequence[Feature]) -> float:
        """Return the temperature that makes the targets likeliest."""
        known = [place for place, feature in enumerate(features) if feature.target and any(feature.target)]
        if not known:
            return 1.0
        gold = np.array([int(np.argmax(features[place].target)) for place in known])
        return temperature_of(np.stack([scores[place] for place in known]).astype(np.float64), gold)

    def decode(
        self,
        scores: Sequence[Floats2d],
        features: Sequence[Feature],  # noqa: ARG002  the protocol's
        examples: Sequence[Any],  # noqa: ARG002  the protocol's
        temperature: float,
    ) -> list[Predicted]:
        """Return the most probable class of each example."""
        return most_probable(probabilities(scores, temperature), self.labels) if len(scores) else []


def probabilities(scores: Sequence[Floats2d], temperature: float) -> Doubles2d:
    """Return float64[n, k], the softmax of logits divided by the temperature."""
    from scipy.special import softmax

    shares: Doubles2d = softmax(np.stack(scores).astype(np.float64) / temperature, axis=1)
    return shares
