"""What a decoder would say next if it stopped at a layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from isogloss.errors import InputError
from isogloss.models.hf.memory import in_batches
from isogloss.models.hf.network import Network, blocks_of, watching
from isogloss.models.hf.prompts import prompt_ids
from isogloss.models.hf.unembedding import handing, logits_of

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d

_CHUNK = 256  # texts whose logits are held beside the layer's probabilities
_TOLERANCE = 1e-2  # between the lens at the last layer and what the model says


def lens_of(network: Network, texts: Sequence[str]) -> Iterator[Floats2d]:
    """Yield float32[n, vocabulary] for each layer: probabilities of the token after each text.

    Of the states, only those of the last tokens are kept. Raises InputError if the network's layers cannot be
    watched, or its last layer's lens does not give what the model itself says.
    """
    import torch

    sequences, states = last_states(network, texts)
    depth = len(blocks_of(network.body)) + 1
    norm = final_norm(network)
    if sequences:
        _check(network, sequences[0], states[0][-1], norm)
    for layer in range(depth):
        found = np.zeros((len(sequences), network.model.get_output_embeddings().weight.shape[0]), np.float32)
        for at in range(0, len(sequences), _CHUNK):
            with torch.inference_mode():
                chunk = torch.stack([state[layer] for state in states[at : at + _CHUNK]])
                logits = logits_of(network, norm(chunk.to(network.model.device)))
                found[at : at + _CHUNK] = logits.float().softmax(-1).cpu().numpy()
        yield found


def last_states(network: Network, texts: Sequence[str]) -> tuple[list[list[int]], list[Any]]:
    """Return the ids of each text, and of its last token the states [layers, d], before the final norm.

    Raises InputError if the network's layers cannot be watched.
    """
    if blocks_of(network.body) is None:
        raise InputError(
            f"{network.tokenizer.name}: its layers stand in no list, so none of them can be watched.",
            fix="The logit lens needs a decoder of the usual kind.",
        )
    sequences = prompt_ids(network, texts, most=network.limit)
    states: list[Any] = [None] * len(sequences)
    work = partial(_work, network, sequences, states)
    in_batches([len(sequence) for sequence in sequences], work, most=network.placed.batch)
    return sequences, states


def _work(network: Network, sequences: Sequence[list[int]], states: list[Any], places: list[int]) -> None:
    """Put [layers, d] into ``states`` for each of ``places``: the last token's at each layer."""
    import torch

    ids, mask = network.batch([sequences[place] for place in places])
    last = mask.sum(1) - 1
    layers: list[Tensor] = []

    def take(_layer: int, found: Tensor) -> None:
        rows = torch.arange(len(places), device=found.device)
        layers.append(found[rows, last.to(found.device)].cpu())

    with torch.inference_mode(), watching(network.body, take):
        network.body(input_ids=ids, attention_mask=mask, use_cache=False)
    for row, place in enumerate(places):
        states[place] = torch.stack([layer[row] for layer in layers])


def final_norm(network: Network) -> Callable[[Tensor], Tensor]:
    """Return what the states pass after the last block: the norm beside the blocks that runs last."""
    import torch

    blocks = blocks_of(network.body)
    beside = next(module for module in network.body.modules() if blocks in list(module.children()))
    ran: list[Callable[[Tensor], Tensor]] = []
    hooks = [
        child.register_forward_hook(lambda module, _inputs, _output: ran.append(module))
        for child in beside.children()
        if "norm" in type(child).__name__.lower()
    ]
    hooks.append(blocks[-1].register_forward_hook(lambda *_: ran.clear()))
    with torch.inference_mode():
        network.body(input_ids=torch.tensor([[network.filler]], device=network.model.device), use_cache=False)
    for hook in hooks:
        hook.remove()
    return ran[-1] if ran else lambda states: states


def _check(network: Network, sequence: list[int], state: Tensor, norm: Callable[[Tensor], Tensor]) -> None:
    import torch

    ids, mask = network.batch([sequence])
    with torch.inference_mode():
        with handing(network, lambda states: states[:, -1:]):
            said = network.model(input_ids=ids, attention_mask=mask, use_cache=False).logits[0]
        lens = logits_of(network, norm(state.unsqueeze(0).to(network.model.device)))
        apart = (said.float().softmax(-1) - lens.float().softmax(-1)).abs().max()
    if not float(apart) < _TOLERANCE:
        raise InputError(
            f"{network.tokenizer.name}: its last layer's state does not give what the model says.",
            fix="isogloss does not know what this architecture does after its blocks.",
        )
