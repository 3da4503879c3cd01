"""States to logits by the model's own head, whatever it does after it (scaling, soft caps)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from isogloss.models.hf.network import Network

if TYPE_CHECKING:
    from torch import Tensor


@contextmanager
def handing(network: Network, hand: Callable[[Tensor], Tensor]) -> Iterator[None]:
    """Let the head of the model read ``hand(states)`` in place of the states, while the block runs."""
    head = network.model.get_output_embeddings()
    hook = head.register_forward_pre_hook(lambda _, inputs: (hand(inputs[0]), *inputs[1:]))
    try:
        yield
    finally:
        hook.remove()


def logits_of(network: Network, states: Tensor) -> Tensor:
    """Return [k, vocabulary]: what the head makes of states, [k, d], which have passed the final norm.

    One token passes through the model for it, so that all that follows the head is done as it always is.
    """
    import torch

    ids = torch.tensor([[network.filler]], device=network.model.device)
    with handing(network, lambda own: states.to(own.device, own.dtype).unsqueeze(0)):
        logits: Tensor = network.model(input_ids=ids, use_cache=False).logits[0]
    return logits
