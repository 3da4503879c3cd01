"""The gradient of one step; out of memory it is summed over smaller parts, and is the same."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from isogloss.errors import IsoglossError
from isogloss.models.hf.memory import out_of_memory
from isogloss.training.finetuning.network import Trainee
from isogloss.training.finetuning.objectives.objective import Feature, Loss

if TYPE_CHECKING:
    from torch import Tensor

_log = logging.getLogger(__name__)


def accumulate(
    trainee: Trainee, objective: Loss, features: Sequence[Feature], at_once: int
) -> tuple[float, int]:
    """Add the gradient of the features' mean loss; return that loss and how many went at once.

    Out of memory, half as many go at once, which is logged and kept to; the gradient is then the sum over the
    parts. Raises IsoglossError where memory does not hold one.
    """
    while True:
        loss = _summed(trainee, objective, features, at_once)
        if loss is not None:
            return loss, at_once
        if at_once == 1:
            raise IsoglossError(
                f"Memory does not hold a text of {max(one.length for one in features):,} tokens to train on.",
                fix='Set a lower `longest` under [finetune], adapter = "lora", or ISOGLOSS_DTYPE=bfloat16.',
            )
        size = min(at_once, len(features))
        at_once = max(1, size // 2)
        _log.warning(
            "Out of memory with %d examples at once: going on with %d, their gradients summed.", size, at_once
        )


def _summed(trainee: Trainee, objective: Loss, features: Sequence[Feature], at_once: int) -> float | None:
    """Return the mean loss, its gradient added to that of the weights; None where memory did not suffice."""
    import torch

    total = 0.0
    try:
        for at in range(0, len(features), at_once):
            part = features[at : at + at_once]
            loss = _weighted(objective.loss(trainee.run(objective, part), part), part).sum() / len(features)
            loss.backward()
            total += float(loss.detach())
    except (RuntimeError, MemoryError) as fault:
        if not out_of_memory(fault):
            raise
    else:
        return total
    trainee.model.zero_grad(set_to_none=True)  # here the error is gone, and with it what its frames held
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    return None


def _weighted(losses: Tensor, features: Sequence[Feature]) -> Tensor:
    """Return each feature's loss as much as it counts."""
    import torch

    if all(feature.weight == 1 for feature in features):
        return losses
    return losses * torch.tensor([feature.weight for feature in features], device=losses.device)
