"""Influence of training examples in a network, by a curvature of Kronecker factors: EK-FAC.

Sources: Grosse et al. 2023, "Studying Large Language Model Generalization with Influence Functions",
arXiv:2308.03296, sections 2.2 and 3; George et al. 2018, arXiv:1806.03884 (the eigenvalues corrected). What
counts are the weights and biases of linear layers, and layers do not interact. Attention counts too, which
the paper leaves out: choose layers by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.training.influence.factors import Flow, flows, linear_layers
from isogloss.training.influence.objective import Objective
from isogloss.training.influence.tracing import HELD

if TYPE_CHECKING:
    from torch import Generator, Tensor
    from torch.nn import Module

T = TypeVar("T")
Asked: TypeAlias = (
    "Tensor | tuple[Tensor, Tensor]"  # a query's moved gradient of a layer, or two thin factors
)
_DAMPING: Final = 0.1  # of a layer's usual eigenvalue
_BATCH: Final = 8
_LEAST: Final = 1e-30


@dataclass(frozen=True, slots=True)
class Bend:
    """How the loss bends along one layer's weights: ``outer @ (scale * (outer.T @ G @ inner)) @ inner.T``.

    outer: float[o, o], inner: float[d, d], of columns that are eigenvectors; scale: float[o, d].
    """

    outer: Tensor
    inner: Tensor
    scale: Tensor

    def undone(self, gradients: Tensor, decay: float, damping: float) -> Tensor:
        """Return float[q, o, d]: the inverse of curvature and damping times each of float[q, o, d].

        An eigenvalue is weighted by itself for the mean that damping goes by. The paper's plain mean is next
        to nothing where examples are far fewer than weights, and nearly all eigenvalues are zero.
        """
        floor = decay + damping * (self.scale**2).sum() / self.scale.sum().clamp(min=_LEAST)
        floor = floor.clamp(min=_LEAST)
        turned = self.outer.T @ gradients @ self.inner
        return self.outer @ (turned / (self.scale + floor)) @ self.inner.T


@dataclass(frozen=True, slots=True)
class Curvature:
    """layers: by name. n: examples that were trained on, each of which is 1/n of the loss."""

    layers: Mapping[str, Bend]
    n: int


def curvature(
    network: Module,
    objective: Objective[T],
    examples: Sequence[T],
    *,
    layers: Callable[[str], bool] = lambda _: True,
    batch: int = _BATCH,
    seed: int = 0,
) -> Curvature:
    """Return how the mean loss of the training examples bends along the weights of each linear layer.

    layers: which take part, by name. batch: examples at once. seed: of the labels that are drawn. The
    examples are passed twice: for the factors, then for the eigenvalues in their basis. A layer that the loss
    does not reach is left out. Raises InputError if there are no examples or layers.
    """
    torch = need("torch", extra="hf", purpose="Influence in a network")
    if not examples:
        raise InputError("There are no training examples.", fix="Give those that the network learned from.")
    chosen = linear_layers(network, layers)
    passes = partial(_passes, network, chosen, objective, examples, batch)
    factors: dict[str, tuple[Tensor, Tensor]] = {}
    for flowing in passes(torch.Generator().manual_seed(seed)):
        for name, flow in flowing.items():
            inputs, pulls = flow.real()
            own = inputs.T @ inputs, pulls.T @ pulls
            factors[name] = (
                own if name not in factors else (factors[name][0] + own[0], factors[name][1] + own[1])
            )
    bases = {name: (_basis(pulls), _basis(inputs)) for name, (inputs, pulls) in factors.items()}
    scales: dict[str, Tensor] = {}
    for flowing in passes(torch.Generator().manual_seed(seed)):
        for name, flow in flowing.items():
            outer, inner = bases[name]
            squares = (Flow(flow.inputs @ inner, flow.pulls @ outer).gradients() ** 2).sum(0) / len(examples)
            scales[name] = scales[name] + squares if name in scales else squares
    return Curvature({name: Bend(*bases[name], scales[name]) for name in bases}, len(examples))


def influences(
    network: Module,
    objective: Objective[T],
    bent: Curvature,
    queries: Sequence[T],
    candidates: Sequence[T],
    *,
    decay: float = 0.0,
    damping: float = _DAMPING,
    rank: int | None = None,
    batch: int = _BATCH,
) -> Doubles2d:
    """Return float64[queries, candidates]: how much each candidate, trained on, lowered a query's loss.

    To first order what that loss gains if the candidate is left out of ``bent.n`` examples; below 0 where the
    candidate raised it. decay: the strength of the L2 penalty, ``decay / 2 * |weights|^2`` beside the mean
    loss. damping: of each layer, as a share of its usual eigenvalue; what was not trained to its end needs
    some. rank: keep each query's gradient of a layer to so many directions (section 3.2.2); all by default.
    Memory: the curvature, a batch, and at most ``HELD`` bytes (a gibibyte) of queries' gradients, or one
    gradient of the largest layer; what is more is told in further passes, of a few layers each, or of a few
    queries, and comes to the same.
    """
    need("torch", extra="hf", purpose="Influence in a network")
    modules = dict(network.named_modules())
    if any(rest <= 0 for rest in (damping + decay, batch, rank or 1)) or min(damping, decay) < 0:
        raise InputError(
            f"damping {damping}, decay {decay}, batch {batch} or rank {rank} is too small.",
            fix="Take damping=0.1, decay=0, batch=8, rank=None.",
        )
    found = np.zeros((len(queries), len(candidates)))
    for names, rows in _portions(bent, len(queries), rank):
        passes = partial(_passes, network, {name: modules[name] for name in names}, objective, batch=batch)
        asked: dict[str, list[tuple[slice, Asked]]] = {name: [] for name in names}
        for places, flowing in zip(_slices(rows, batch), passes(examples=queries[rows]), strict=True):
            for name, flow in flowing.items():
                moved = bent.layers[name].undone(flow.gradients(), decay, damping)
                asked[name].append((places, _kept(moved, rank)))
        columns = _slices(slice(0, len(candidates)), batch)
        for column, flowing in zip(columns, passes(examples=candidates), strict=True):
            for name, flow in flowing.items():
                for places, query in asked[name]:
                    found[places, column] += _product(query, flow).double().cpu().numpy()
    return found / bent.n


def _portions(bent: Curvature, count: int, rank: int | None) -> Iterator[tuple[list[str], slice]]:
    """Yield layers and queries whose gradients are kept together: all of them, if they fit into ``HELD``."""
    names: list[str] = []
    held = 0
    for name, bend in bent.layers.items():
        outer, inner = bend.scale.shape
        numbers = outer * inner if rank is None else min(outer * inner, rank * (outer + inner))
        size = numbers * bend.scale.itemsize
        if names and held + size * count > HELD:
            yield names, slice(0, count)
            names, held = [], 0
        if size * count <= HELD:
            names.append(name)
            held += size * count
        else:
            yield from (([name], rows) for rows in _slices(slice(0, count), max(1, HELD // size)))
    if names:
        yield names, slice(0, count)


def _slices(rows: slice, size: int) -> list[slice]:
    """Return rows in parts of a size, the last of what is left."""
    return [slice(start, min(start + size, rows.stop)) for start in range(rows.start, rows.stop, size)]


def _passes(
    network: Module,
    layers: Mapping[str, Module],
    objective: Objective[T],
    examples: Sequence[T],
    batch: int,
    generator: Generator | None = None,
) -> Iterator[dict[str, Flow]]:
    """Yield the flows of a batch of examples after the other; with a generator, of labels that are drawn."""
    was_training = network.training
    network.eval()
    try:
        for start in range(0, len(examples), batch):
            part = examples[start : start + batch]
            if generator is None:
                losses = partial(objective.losses, network, part)
            else:
                losses = partial(objective.drawn, network, part, generator)
            yield flows(layers, losses, len(part))
    finally:
        network.train(was_training)


def _basis(factor: Tensor) -> Tensor:
    """Return float[d, d], the eigenvectors of a symmetric matrix as columns."""
    import torch

    if not torch.isfinite(factor).all():
        raise InputError(
            "Gradients of the network are no numbers (NaN, or infinite).",
            fix="Look whether its loss on the training examples is one.",
        )
    return torch.linalg.eigh(factor.cpu().double()).eigenvectors.to(factor)


def _kept(gradients: Tensor, rank: int | None) -> Asked:
    """Return float[q, o, d] whole, or as float[q, o, r] and float[q, r, d] whose product is nearest to it."""
    import torch

    if rank is None or rank >= min(gradients.shape[1:]):
        return gradients
    outer, sizes, inner = torch.linalg.svd(gradients, full_matrices=False)
    return outer[:, :, :rank] * sizes[:, None, :rank], inner[:, :rank]


def _product(query: Asked, flow: Flow) -> Tensor:
    """Return float[q, n]: scalar products of queries' gradients with each example's."""
    import torch

    if isinstance(query, tuple):
        outer, inner = query
        along = torch.einsum("nto,qor->qntr", flow.pulls, outer)
        return (along * torch.einsum("ntd,qrd->qntr", flow.inputs, inner)).sum((2, 3))
    return query.flatten(1) @ flow.gradients().flatten(1).T
