"""One class of a text that is read with its translation, each language judged by itself.

Source: Fang et al. 2021, arXiv:2009.05166, sections 3.1 and 3.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from isogloss.data.examples import Labelled, Pair
from isogloss.errors import InputError
from isogloss.training.finetuning.collating import several
from isogloss.training.finetuning.objectives.classification import Classification
from isogloss.training.finetuning.objectives.objective import Feature, Output
from isogloss.views.beside import sides

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d
    from isogloss.training.finetuning.reading import Reading


@dataclass(frozen=True, slots=True)
class SelfTeaching:
    """A target with what a teacher says of the other language: a probability for each label."""

    gold: tuple[float, ...]
    soft: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FusedClasses(Classification):
    """The objective of texts and pairs with their translations beside them.

    source: the language of the labels; its text is the first of the two that are read. share: of the
    divergence from a teacher in the loss of the other language. heat: the temperature of that divergence.
    """

    source: str = ""
    share: float = 0.5
    heat: float = 1.0

    def features(
        self, examples: Sequence[Any], golds: Sequence[str] | None, reading: Reading
    ) -> list[Feature]:
        """Return one feature an example: the source's text and the other's; each loses its end by itself.

        Where no translation stands beside a text of the source, it is read twice. Raises InputError where
        none stands beside one of another language.
        """
        own = [sides(example) for example in examples]
        other = [self._beside(example) for example in examples]
        encoded = reading.encodings([*own, *other])
        found = []
        for place, (first, second) in enumerate(
            zip(encoded[: len(examples)], encoded[len(examples) :], strict=True)
        ):
            both = (first, second) if str(examples[place].language) == self.source else (second, first)
            ids, kinds = tuple(tuple(one.ids) for one in both), tuple(tuple(one.type_ids) for one in both)
            found.append(Feature(place, ids, kinds, None if golds is None else self.target(golds[place])))
        return found

    def _beside(self, example: Labelled | Pair) -> tuple[str, ...]:
        if example.beside is not None:
            return example.beside.texts
        if str(example.language) != self.source:
            raise InputError(
                f"{example.origin or example.language}: no translation stands beside the text.",
                fix='Put {view = "beside", to = "source"} under `test` in the recipe.',
            )
        return sides(example)

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return int64[2n, t] tensors: the source's rows, then those of the other language."""
        return {
            name: tensor.transpose(0, 1).flatten(0, 1) for name, tensor in several(features, filler).items()
        }

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n]: the cross-entropies of both languages, the other's mixed with the divergence."""
        import torch

        source, other = torch.chunk(output.logits.float(), 2, dim=0)
        golds, softs = zip(*map(_both, features), strict=True)
        gold = torch.tensor(golds, device=source.device)
        weights = torch.tensor(self.weights, device=source.device) if self.weights else None

        def entropy(logits: Tensor) -> Tensor:
            return torch.nn.functional.cross_entropy(logits, gold, weight=weights, reduction="none")

        if softs[0] is None:
            return entropy(source) + entropy(other)
        taught = torch.nn.functional.kl_div(
            torch.nn.functional.log_softmax(other / self.heat, dim=1),
            torch.tensor(softs, device=source.device),
            reduction="none",
        )
        soft = taught.sum(dim=1) * self.heat**2
        return entropy(source) + (1 - self.share) * entropy(other) + self.share * soft

    def scores(self, output: Output, features: Sequence[Feature]) -> list[Floats2d]:
        """Return the logits of the text that is not the source's, float32[k]."""
        return list(output.logits.float().cpu().numpy()[len(features) :])

    def taught(self, features: Sequence[Feature], scores: Sequence[Floats2d]) -> list[Feature]:
        """Return the features with what a teacher, whose scores these are, says of the other language."""
        from scipy.special import softmax

        softs = softmax(np.stack(scores).astype(np.float64) / self.heat, axis=1).tolist()
        return [
            replace(feature, target=SelfTeaching(feature.target, tuple(soft)))
            for feature, soft in zip(features, softs, strict=True)
        ]


def _both(feature: Feature) -> tuple[tuple[float, ...], tuple[float, ...] | None]:
    target = feature.target
    return (target.gold, target.soft) if isinstance(target, SelfTeaching) else (target, None)
