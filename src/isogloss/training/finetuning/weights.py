"""The weights that train: copied off their device, and put back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from isogloss.training.finetuning.network import Trainee

if TYPE_CHECKING:
    from torch import Tensor


def trainable(trainee: Trainee) -> dict[str, Tensor]:
    """Return the weights that train, by name."""
    return {name: weight for name, weight in trainee.model.named_parameters() if weight.requires_grad}


def copied(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return copies of the weights in main memory, as they can be written to a file."""
    return {name: weight.detach().to("cpu", copy=True).contiguous() for name, weight in weights.items()}


def put(weights: Mapping[str, Tensor], values: Mapping[str, Tensor]) -> None:
    """Give weights the values of their names; those that none is given for stay."""
    import torch

    with torch.no_grad():
        for name, value in values.items():
            weights[name].copy_(value)
