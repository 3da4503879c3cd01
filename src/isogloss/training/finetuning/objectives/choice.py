"""Which of several texts goes with a premise: each is read with it, and the best score wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from isogloss.data.examples import Choice
from isogloss.training.calibration import temperature_of
from isogloss.training.finetuning.collating import several
from isogloss.training.finetuning.objectives.objective import Architecture, Feature, Output
from isogloss.training.predicted import Predicted

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d
    from isogloss.training.finetuning.reading import Reading


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """Cross-entropy over the choices of an example, of which there may be any number.

    What is asked of the premise (``cause`` or ``effect``) is read behind it, the same word in all languages.
    Weights of classes mean nothing here: which place the right choice has is chance.
    """

    task: str
    labels: tuple[str, ...]
    weights: tuple[float, ...] = ()
    architecture: ClassVar[Architecture] = "AutoModelForMultipleChoice"

    @classmethod
    def classes(cls, golds: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the places of the right choices, sorted, and all their occurrences."""
        return sorted(set(golds)), list(golds)

    def features(
        self, examples: Sequence[Choice], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return one feature an example, of as many sequences as it has choices."""
        pairs = [
            (f"{example.premise} {example.question}".strip(), choice)
            for example in examples
            for choice in example.choices
        ]
        cut = iter(reading.encodings(pairs))
        found = []
        for place, example in enumerate(examples):
            own = list(islice(cut, len(example.choices)))
            target = None if golds is None else int(golds[place])
            ids, kinds = (
                tuple(map(tuple, rows)) for rows in zip(*((o.ids, o.type_ids) for o in own), strict=True)
            )
            found.append(Feature(place, ids, kinds, target))
        return found

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return int64[n, c, t] tensors."""
        return several(features, filler)

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n]."""
        import torch

        logits = output.logits.float()
        counts = torch.tensor([len(feature.ids) for feature in features], device=logits.device)
        absent = torch.arange(logits.shape[1], device=logits.device) >= counts[:, None]
        targets = torch.tensor([feature.target for feature in features], device=logits.device)
        return torch.nn.functional.cross_entropy(
            logits.masked_fill(absent, -torch.inf), targets, reduction="none"
        )

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:
        """Return the logits of each feature's own choices, float32[c]."""
        logits = output.logits.float().cpu().numpy()
        return [row[: len(feature.ids)] for row, feature in zip(logits, features, strict=True)]

    def temperature(self, scores: Sequence[Floats2d], features: Sequence[Feature]) -> float:
        """Return the temperature that makes the right choices likeliest."""
        most = max(map(len, scores), default=0)
        rows = [np.pad(row, (0, most - len(row)), constant_values=-1e9) for row in scores]
        gold = np.array([feature.target for feature in features], dtype=np.int64)
        return temperature_of(np.array(rows, dtype=np.float64), gold)

    def decode(
        self,
        scores: Sequence[Floats2d],
        features: Sequence[Feature],  # noqa: ARG002  the protocol's
        examples: Sequence[Any],  # noqa: ARG002  the protocol's
        temperature: float,
    ) -> list[Predicted]:
        """Return the place of the best choice of each example, counted from 0."""
        from scipy.special import softmax

        shares = [softmax(row.astype(np.float64) / temperature) for row in scores]
        return [Predicted(str(int(row.argmax())), float(row.max())) for row in shares]
