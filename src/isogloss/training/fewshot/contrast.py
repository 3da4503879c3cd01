"""Pairs of texts of one class and of two, and the loss that draws the first together and the others apart.

Source: Tunstall et al. 2022, "Efficient Few-Shot Learning Without Prompts", arXiv:2209.11055, section 3.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from isogloss.models.hf.pooling import pooled
from isogloss.training.finetuning.collating import single
from isogloss.training.finetuning.objectives.objective import Feature, Output

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.models.hf.layout import Layout


@dataclass(frozen=True, slots=True)
class Contrast:
    """Squared distance of the cosine of two texts' vectors to 1, if they are of one class, or to 0.

    layout: how a text's states become its vector. A feature's ``ids`` are those of the two texts; its target
    is what their cosine is to be.
    """

    layout: Layout

    def collate(self, features: Sequence[Feature], filler: int) -> dict[str, Any]:
        """Return int64[2n, t] tensors: the two texts of each pair one after the other."""
        return single(features, filler)

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n]."""
        import torch

        states = output.last_hidden_state.float()
        lengths = torch.tensor([len(ids) for feature in features for ids in feature.ids])
        mask = (torch.arange(states.shape[1])[None] < lengths[:, None]).long().to(states.device)
        vectors = torch.cat([pooled(states, mask, mode) for mode in self.layout.modes], 1)
        for step in self.layout.after:
            vectors = step(vectors)
        cosines = torch.nn.functional.cosine_similarity(vectors[0::2], vectors[1::2])
        wanted = torch.tensor([feature.target for feature in features], device=states.device)
        return (cosines - wanted).square()


def paired(labels: Sequence[str], *, times: int, seed: int) -> list[tuple[int, int, float]]:
    """Return pairs of places with what their cosine is to be: 1 for one class, 0 for two.

    Each example is paired ``times`` with another of its class, drawn at random, where there is one, and as
    often with one of another class. The same seed gives the same pairs.
    """
    chance = np.random.default_rng(seed)
    gold = np.array(labels)
    pairs = []
    for place, label in enumerate(labels):
        same, other = np.flatnonzero(gold == label), np.flatnonzero(gold != label)
        same = same[same != place]
        for found, wanted in ((same, 1.0), (other, 0.0)):
            if len(found):
                pairs += [(place, one, wanted) for one in chance.choice(found, times).tolist()]
    return pairs
