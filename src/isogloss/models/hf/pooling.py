"""From the states of a text's tokens to one vector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from isogloss.models.contracts import Pooling

if TYPE_CHECKING:
    from torch import Tensor

# As sentence-transformers calls them -> as they are called here.
MODES: Final = ("cls", "max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken")


def token_weights(mask: Tensor, pooling: Pooling) -> Tensor:
    """Return float32[n, t]: how much each token counts; rows sum to 1, or to 0 where the mask is empty.

    mask: int64[n, t], padding at the right. Weighted: a token counts by its place from 1 (Muennighoff 2022,
    SGPT, arXiv:2202.08904).
    """
    import torch

    weights = mask.float()
    if pooling == "weighted":
        weights = weights * torch.arange(1, mask.shape[1] + 1, device=mask.device)
    elif pooling == "last":
        weights = weights * (weights.cumsum(1) == weights.sum(1, keepdim=True))
    return weights / weights.sum(1, keepdim=True).clamp(min=1)


def summed(states: Tensor, weights: Tensor) -> Tensor:
    """Return float32[n, k, d]: the states, [n, t, d], weighted by float32[n, k, t] and added up.

    States beyond t are of the padding that some networks add themselves, to fill the windows of attention.
    """
    import torch

    with torch.autocast(states.device.type, enabled=False):  # it would round the sums
        return torch.bmm(weights.to(states.device), states[:, : weights.shape[2]].float())


def pooled(states: Tensor, mask: Tensor, mode: str) -> Tensor:
    """Return float32[n, d] by one of the modes of sentence-transformers."""
    if mode == "max":
        return states.float().masked_fill(mask.unsqueeze(-1) == 0, float("-inf")).max(1).values
    if mode == "cls":
        return states[:, 0].float()
    by: Pooling = "weighted" if mode == "weightedmean" else "last" if mode == "lasttoken" else "mean"
    found = summed(states, token_weights(mask, by).unsqueeze(1)).squeeze(1)
    return found * mask.sum(1, keepdim=True).float().sqrt() if mode == "mean_sqrt_len_tokens" else found
