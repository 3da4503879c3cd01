"""Which experts a mixture uses, and how to make it use others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from isogloss.errors import InputError
from isogloss.models.hf.memory import in_batches
from isogloss.models.hf.network import Network, text_config

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module
    from transformers import PretrainedConfig, PreTrainedModel

    from isogloss.arrays import Floats3d

_COUNTS: Final = ("num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts")


def experts_of(config: PretrainedConfig) -> int:
    """Return how many experts a layer has to choose from; 0 for a model that is no mixture."""
    text = config.get_text_config()
    return next((int(count) for name in _COUNTS if (count := getattr(text, name, None))), 0)


def routers_of(body: PreTrainedModel) -> list[Module]:
    """Return what chooses the experts, a module for each layer that routes, in their order."""
    experts = experts_of(body.config)
    return [
        module
        for name, module in body.named_modules()
        if ("router" in name or "gate" in name)
        and getattr(dict(module.named_parameters(recurse=False)).get("weight"), "shape", ())[:1] == (experts,)
        and module.weight.ndim == 2
    ]


def routes_of(network: Network, texts: Sequence[str]) -> Floats3d:
    """Return float32[layers, n, experts]: mean routing weights of each text's tokens; rows sum to 1.

    A weight is the router's probability of an expert before the best are chosen. Tokens that the model adds
    do not count, but where a text has no others.
    """
    routers = routers_of(network.body)
    encodings = network.read(texts)
    found = np.full((len(routers), len(texts), experts_of(network.body.config)), np.nan, np.float32)
    rows = [row for row, encoding in enumerate(encodings) if encoding.ids]
    chosen = [encodings[row] for row in rows]
    work = partial(_work, network, routers, chosen, rows, found)
    in_batches([len(encoding.ids) for encoding in chosen], work, most=network.placed.batch)
    found[np.isnan(found)] = 1 / found.shape[2]  # a text without any token: nothing speaks for an expert
    return found


def _work(
    network: Network,
    routers: Sequence[Module],
    encodings: Sequence[Any],
    rows: Sequence[int],
    found: Floats3d,
    places: list[int],
) -> None:
    import torch

    ids, mask = network.batch([encodings[place].ids for place in places])
    added = torch.zeros_like(mask)
    for row, place in enumerate(places):
        flags = encodings[place].special_tokens_mask
        if not all(flags):
            added[row, : len(flags)] = torch.tensor(flags, device=mask.device)
    counted = (mask * (1 - added)).float()
    counted /= counted.sum(1, keepdim=True)
    at = [rows[place] for place in places]

    def take(layer: int, router: Module, inputs: tuple[Tensor, ...]) -> None:
        states = inputs[0].reshape(*ids.shape, -1).float()
        weights = _weights(network, router, states)
        found[layer, at] = torch.bmm(counted.to(states.device).unsqueeze(1), weights).squeeze(1).cpu().numpy()

    hooks = [router.register_forward_pre_hook(partial(take, layer)) for layer, router in enumerate(routers)]
    try:
        with torch.inference_mode():
            network.body(input_ids=ids, attention_mask=mask, use_cache=False)
    finally:
        for hook in hooks:
            hook.remove()


def _weights(network: Network, router: Module, states: Tensor) -> Tensor:
    """Return [n, t, experts]: the probabilities of experts, as the architecture counts them."""
    import torch

    bias = getattr(router, "bias", None)
    logits = torch.nn.functional.linear(states, router.weight.float(), None if bias is None else bias.float())
    if getattr(text_config(network.body), "scoring_func", "softmax") == "sigmoid":  # DeepSeek-V3
        scores = logits.sigmoid()
        return scores / scores.sum(-1, keepdim=True)
    return logits.softmax(-1)


@contextmanager
def promoted(network: Network, experts: Mapping[int, Sequence[int]], strength: float) -> Iterator[None]:
    """Raise the router's logits of chosen experts by ``strength`` while the block runs.

    experts: numbers from 0 of layers that route -> of experts. A router has no place for such a bias, so its
    input is moved by the shortest vector that raises these logits and no others. Raises InputError for a
    layer or an expert that there is not. Source of the intervention: Bandarkar et al. 2025, "Multilingual
    Routing in Mixture-of-Experts", arXiv:2510.04694.
    """
    routers, count = routers_of(network.body), experts_of(network.body.config)
    hooks = []
    for layer, chosen in experts.items():
        if not 0 <= layer < len(routers) or not all(0 <= expert < count for expert in chosen):
            raise InputError(
                f"There is no expert {list(chosen)} in routing layer {layer}: there are "
                f"{len(routers)} layers of {count} experts.",
                fix="Both are counted from 0.",
            )
        hooks.append((routers[layer], _move(routers[layer], chosen, strength)))
    handles = [router.register_forward_pre_hook(move) for router, move in hooks]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _move(router: Module, chosen: Sequence[int], strength: float) -> Any:  # noqa: ANN401  a hook of torch
    import torch

    weight = router.weight.detach().float()
    raised = torch.zeros(len(weight), device=weight.device)
    raised[list(chosen)] = strength
    shift = torch.linalg.lstsq(weight.cpu(), raised.cpu(), driver="gelsd").solution.to(weight.device)
    return lambda _, inputs: (inputs[0] + shift.to(inputs[0].dtype), *inputs[1:])
