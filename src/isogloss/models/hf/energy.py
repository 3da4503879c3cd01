"""How much of a state is about the next token: its energy in the space of the unembedding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.models.hf.lens import final_norm, last_states
from isogloss.models.hf.network import Network, blocks_of

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d

_ROWS: Final = 16384  # of the unembedding, in float32 at a time


def energies_of(network: Network, texts: Sequence[str]) -> Floats2d:
    """Return float32[layers, n]: the energy of each text's last state, after the final norm.

    It is the root of the mean squared cosine between the state and the tokens' output embeddings, divided by
    that of the embeddings with each other: 1 where a state lies to them as they lie to one another, less
    where it holds what no token says. Source: Wendler et al. 2024, arXiv:2402.10588, section 4.3.
    """
    import torch

    sequences, states = last_states(network, texts)
    gram, vocabulary = _gram(network)
    norm = final_norm(network)
    scale = vocabulary / float((gram * gram).sum())
    found = np.zeros((len(blocks_of(network.body)) + 1, len(sequences)), np.float32)
    for row, own in enumerate(states):
        with torch.inference_mode():
            normed = norm(own.to(network.model.device)).float()
            unit = torch.nn.functional.normalize(normed, dim=-1)
            found[:, row] = (torch.einsum("ld,de,le->l", unit, gram, unit) * scale).sqrt().cpu().numpy()
    return found


def _gram(network: Network) -> tuple[Tensor, int]:
    """Return [d, d], the sum of the outer products of the unit output embeddings, and how many there are."""
    import torch

    weight = network.model.get_output_embeddings().weight
    total = torch.zeros((weight.shape[1], weight.shape[1]), device=weight.device)
    with torch.inference_mode():
        for at in range(0, len(weight), _ROWS):
            unit = torch.nn.functional.normalize(weight[at : at + _ROWS].float(), dim=-1)
            total += unit.T @ unit
    return total, len(weight)
