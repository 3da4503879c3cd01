"""What a network was trained for, for influence: the loss of labels that are given, or that it draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from torch import Generator, Tensor
    from torch.nn import Module

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Objective(Generic[T]):
    """losses(network, examples) -> Tensor[n]: the loss of each example with its own label.

    drawn(network, examples, generator) -> Tensor[n]: the same with labels drawn from what the network itself
    thinks of them, by which the curvature of its loss is told (Fisher's information, not the "empirical" one
    of the true labels). The loss of an example must not depend on the others of its batch.
    """

    losses: Callable[[Module, Sequence[T]], Tensor]
    drawn: Callable[[Module, Sequence[T], Generator], Tensor]


def classification(
    logits: Callable[[Module, Sequence[T]], Tensor], label: Callable[[T], int]
) -> Objective[T]:
    """Return the cross-entropy of ``logits(network, examples)``, Tensor[n, k], and labels 0 … k - 1."""
    import torch
    from torch.nn.functional import cross_entropy

    def losses(network: Module, examples: Sequence[T]) -> Tensor:
        scores = logits(network, examples)
        gold = torch.tensor([label(example) for example in examples], device=scores.device)
        return cross_entropy(scores, gold, reduction="none")

    def drawn(network: Module, examples: Sequence[T], generator: Generator) -> Tensor:
        scores = logits(network, examples)
        shares = scores.detach().float().softmax(1).cpu()
        own = torch.multinomial(shares, 1, generator=generator).squeeze(1).to(scores.device)
        return cross_entropy(scores, own, reduction="none")

    return Objective(losses, drawn)
