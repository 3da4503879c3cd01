"""How alike two texts are: a number between the least and the most of training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from isogloss.data.examples import Similarity
from isogloss.errors import InputError
from isogloss.training.finetuning.collating import single
from isogloss.training.finetuning.objectives.objective import Architecture, Feature, Output
from isogloss.training.heads.regression import said
from isogloss.training.predicted import Predicted

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d
    from isogloss.training.finetuning.reading import Reading


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cross-entropy of where a score stands on the scale, as if it were the share of two classes.

    labels: the ends of the scale, as text, the lesser first. Any scale is learned at the usual rates so,
    which the mean squared error of raw scores would not be. Weights of classes mean nothing here.
    """

    task: str
    labels: tuple[str, ...]
    weights: tuple[float, ...] = ()
    architecture: ClassVar[Architecture] = "AutoModelForSequenceClassification"

    @classmethod
    def classes(cls, golds: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the ends of the scale, twice; raises InputError where there is one score only."""
        scores = sorted(set(golds), key=float)
        if len(scores) < 2:
            raise InputError(
                f"Training holds {'one score' if scores else 'no score'} only.",
                fix="Check which column was taken for the score.",
            )
        ends = [scores[0], scores[-1]]
        return ends, list(ends)

    def features(
        self, examples: Sequence[Similarity], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return one feature an example."""
        least, most = map(float, self.labels)
        targets: list[float | None] = [None] * len(examples)
        if golds is not None:  # a score of dev may lie beyond the scale
            targets = [min(1.0, max(0.0, (float(gold) - least) / (most - least))) for gold in golds]
        rows = reading.rows([(example.first, example.second) for example in examples])
        return [
            Feature(place, (ids,), (kinds,), target)
            for place, ((ids, kinds), target) in enumerate(zip(rows, targets, strict=True))
        ]

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return int64[n, t] tensors."""
        return single(features, filler)

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n]."""
        import torch

        logits = output.logits.float()
        targets = torch.tensor([(1 - one.target, one.target) for one in features], device=logits.device)
        return torch.nn.functional.cross_entropy(logits, targets, reduction="none")

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:  # noqa: ARG002  the protocol's
        """Return the logits of both ends of the scale, float32[2]."""
        return list(output.logits.float().cpu().numpy())

    def temperature(self, scores: Sequence[Floats2d], features: Sequence[Feature]) -> float:  # noqa: ARG002  the protocol's
        """Return 1: numbers have no probabilities."""
        return 1.0

    def decode(
        self,
        scores: Sequence[Floats2d],
        features: Sequence[Feature],  # noqa: ARG002  the protocol's
        examples: Sequence[Any],  # noqa: ARG002  the protocol's
        temperature: float,  # noqa: ARG002  the protocol's
    ) -> list[Predicted]:
        """Return the score of each example, on the scale of training."""
        from scipy.special import expit

        least, most = map(float, self.labels)
        return said([float(least + (most - least) * expit(float(one[1]) - float(one[0]))) for one in scores])
