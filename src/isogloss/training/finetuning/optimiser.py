"""The optimiser of fine-tuning, its learning rate at each step, and its state as plain tensors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from isogloss.training.finetuning.settings import FineTuning

if TYPE_CHECKING:
    from torch import Tensor
    from torch.optim import Optimizer

_RATES: Final = {"none": 2e-5, "lora": 2e-4}
_FUSED: Final = ("cpu", "cuda")


def highest_rate(settings: FineTuning) -> float:
    """Return the highest learning rate: as set, else the usual one of all weights or of an adapter."""
    return settings.rate if settings.rate is not None else _RATES[settings.adapter]


def rate_at(step: int, steps: int, warmup: float) -> float:
    """Return the share of the highest rate at a step of ``steps``: up over ``warmup``, down to 0."""
    rising = int(warmup * steps)
    if step < rising:
        return (step + 1) / rising
    return max(0.0, (steps - step) / max(1, steps - rising))


def optimiser_of(weights: Mapping[str, Tensor], settings: FineTuning) -> Optimizer:
    """Return AdamW over the weights; vectors (biases, norms) do not decay."""
    import torch

    groups = [
        {"params": [one for one in weights.values() if one.ndim > 1], "weight_decay": settings.decay},
        {"params": [one for one in weights.values() if one.ndim <= 1], "weight_decay": 0.0},
    ]
    fused = all(one.device.type in _FUSED for one in weights.values())
    return torch.optim.AdamW(
        [group for group in groups if group["params"]], lr=highest_rate(settings), fused=fused
    )


def state_of(optimiser: Optimizer, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the state of the optimiser and of torch's random numbers, by names of their own."""
    import torch

    found = {
        f"{kind}/{name}": value.detach().cpu()
        for name, weight in weights.items()
        for kind, value in optimiser.state[weight].items()
    }
    found["random"] = torch.get_rng_state()
    if torch.cuda.device_count():
        found |= {f"random/{at}": one for at, one in enumerate(torch.cuda.get_rng_state_all())}
    return found


def restore_state(optimiser: Optimizer, weights: Mapping[str, Tensor], state: Mapping[str, Tensor]) -> None:
    """Give optimiser and random numbers the state that ``state_of`` returned."""
    import torch

    own: dict[str, dict[str, Any]] = {}
    for key, value in state.items():
        kind, _, name = key.partition("/")
        if kind != "random":
            own.setdefault(name, {})[kind] = value
    for name, found in own.items():
        weight = weights[name]
        optimiser.state[weight] = {
            kind: value.clone() if kind == "step" and weight.device.type == "cpu" else value.to(weight.device)
            for kind, value in found.items()
        }
    torch.set_rng_state(state["random"])
    for at in range(torch.cuda.device_count()):
        if f"random/{at}" in state:  # fewer devices may have been there
            torch.cuda.set_rng_state(state[f"random/{at}"], at)
