"""What a trained network gives of features: losses and scores, in batches."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

import numpy as np

from isogloss.models.hf.memory import in_batches
from isogloss.models.hf.packed import packed
from isogloss.training.finetuning.network import Trainee
from isogloss.training.finetuning.objectives.objective import Feature, Loss, Scoring

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d


def scores_of(trainee: Trainee, objective: Scoring, features: Sequence[Feature]) -> list[Floats2d]:
    """Return the scores of each feature, in order."""
    import torch

    found: dict[int, Floats2d] = {}
    trainee.model.eval()

    def work(places: list[int]) -> None:
        batch = [features[place] for place in places]
        with torch.inference_mode():
            scores = objective.scores(trainee.run(objective, batch), batch)
        found.update(zip(places, scores, strict=True))

    lengths = [feature.length * len(feature.ids) for feature in features]
    # In bfloat16 autocast rounds by itself; weights as oneDNN wants them are for float32.
    whole = trainee.placed.dtype != "bfloat16"
    with packed(trainee.model, sum(lengths)) if whole else nullcontext():
        in_batches(lengths, work, most=trainee.placed.batch)
    return [found[place] for place in range(len(features))]


def mean_loss(trainee: Trainee, objective: Loss, features: Sequence[Feature]) -> float:
    """Return the mean of the features' losses."""
    import torch

    losses = np.zeros(len(features))
    trainee.model.eval()

    def work(places: list[int]) -> None:
        batch = [features[place] for place in places]
        with torch.inference_mode():
            losses[places] = objective.loss(trainee.run(objective, batch), batch).double().cpu().numpy()

    in_batches([feature.length * len(feature.ids) for feature in features], work, most=trainee.placed.batch)
    return float(losses.mean())
