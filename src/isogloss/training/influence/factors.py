"""What flows through the linear layers of a network: their inputs, and the gradients of their outputs.

The gradient of a layer's weights for one example is the sum over tokens of one times the other, so that the
gradients of a whole batch, example by example, cost one pass forward and one backward.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from isogloss.errors import InputError

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module


@dataclass(frozen=True, slots=True)
class Flow:
    """inputs: float[n, t, d], or d + 1 with a last column of ones where the layer has a bias.

    pulls: float[n, t, o], gradients of each example's loss by the layer's outputs; zeros where a token plays
    no part in it, as padding does.
    """

    inputs: Tensor
    pulls: Tensor

    def gradients(self) -> Tensor:
        """Return float[n, o, d], the gradient of each example's loss by the layer's weights and bias."""
        return self.pulls.transpose(1, 2) @ self.inputs

    def real(self) -> tuple[Tensor, Tensor]:
        """Return float[m, d] and float[m, o] of the tokens that play a part."""
        plays = self.pulls.ne(0).any(2)
        return self.inputs[plays], self.pulls[plays]


def linear_layers(network: Module, wanted: Callable[[str], bool]) -> dict[str, Any]:
    """Return the linear layers that are trained, by name; raises InputError if there is none."""
    import torch

    found = {
        name: module
        for name, module in network.named_modules()
        if isinstance(module, torch.nn.Linear) and module.weight.requires_grad and wanted(name)
    }
    if not found:
        raise InputError(
            "The network has no linear layer that is trained and asked for.",
            fix="Let the weights that were trained require gradients, and look at the names asked for.",
        )
    return found


def flows(layers: Mapping[str, Module], losses: Callable[[], Tensor], n: int) -> dict[str, Flow]:
    """Return the flow of each layer that took part when ``losses`` gave float[n], a loss an example.

    Raises InputError where a layer does not keep examples on its first axis, or losses are not one each.
    """
    import torch

    calls: dict[str, list[tuple[Tensor, Tensor]]] = {}
    with torch.enable_grad(), _noting(layers, calls):
        found = losses()
    if found.shape != (n,):
        raise InputError(
            f"The losses of {n} examples came as {list(found.shape)}.",
            fix="Return one loss for each example.",
        )
    outputs = [output for of_layer in calls.values() for _, output in of_layer]
    pulls = iter(torch.autograd.grad(found.sum(), outputs, allow_unused=True))
    flowing = {}
    for name, of_layer in calls.items():
        pairs = [(given, pull) for given, output in of_layer if (pull := next(pulls)) is not None]
        if pairs:
            bias = getattr(layers[name], "bias", None) is not None
            inputs = torch.cat([_by_example(name, given, n) for given, _ in pairs], 1)
            if bias:
                inputs = torch.cat([inputs, inputs.new_ones(*inputs.shape[:2], 1)], 2)
            flowing[name] = Flow(inputs, torch.cat([_by_example(name, pull, n) for _, pull in pairs], 1))
    return flowing


@contextmanager
def _noting(layers: Mapping[str, Module], calls: dict[str, list[tuple[Tensor, Tensor]]]) -> Iterator[None]:
    """Note what enters and leaves each layer, at each of its calls, in the order of the network."""

    def note(name: str) -> Callable[[object, Sequence[Tensor], Tensor], None]:
        return lambda _, given, output: calls.setdefault(name, []).append((given[0].detach(), output))

    hooks = [layer.register_forward_hook(note(name)) for name, layer in layers.items()]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def _by_example(name: str, table: Tensor, n: int) -> Tensor:
    """Return float[n, t, d]; of one example alone everything is its own."""
    if n > 1 and (table.ndim < 2 or table.shape[0] != n):
        raise InputError(
            f"The layer {name} sees {list(table.shape)} for {n} examples: which row is whose cannot be told.",
            fix="Take batches of one, or leave the layer out.",
        )
    return (table.float() if table.itemsize < 4 else table).reshape(n, -1, table.shape[-1])
