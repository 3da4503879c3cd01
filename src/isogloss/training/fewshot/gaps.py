"""A masked language model that is asked about some tokens only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from transformers import PreTrainedModel


class Gaps(torch.nn.Module):  # type: ignore[misc]  # torch is Any to mypy here
    """The network inside, computing its vocabulary's logits where they are wanted and nowhere else.

    Of 16 texts of 256 tokens and a vocabulary of 250,000 all logits would take 4 GB.
    """

    def __init__(self, model: PreTrainedModel) -> None:
        """Hold the network."""
        super().__init__()
        self.model = model

    @property
    def device(self) -> torch.device:
        """Where its inputs go."""
        return torch.device(self.model.device)

    def forward(self, gaps: torch.Tensor, **inputs: torch.Tensor) -> torch.Tensor:
        """Return float[m, vocabulary] for int64[m, 2]: row and column of each token that is asked about."""
        rows, columns = gaps[:, 0], gaps[:, 1]
        last = self.model.get_output_embeddings()
        hook = last.register_forward_pre_hook(lambda _, given: (given[0][rows, columns], *given[1:]))
        try:
            logits: torch.Tensor = self.model(**inputs).logits
        finally:
            hook.remove()
        return logits if logits.ndim == 2 else logits[rows, columns]  # a head that computes past its layer
