"""A network that reads a text and its translation together in its middle layers.

Source: Fang et al. 2021, "FILTER: An Enhanced Fusion Method for Cross-lingual Language Understanding", AAAI,
arXiv:2009.05166, section 3.1: the first layers read each language alone, the middle ones both as one
sequence, the last ones each alone again. Places are counted anew in each language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from isogloss.errors import InputError
from isogloss.models.hf.network import blocks_of

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

# Encoders that add places to their embeddings: whatever else tells places apart would need to be joined too.
ABSOLUTE: Final = frozenset(
    {"bert", "camembert", "distilbert", "electra", "ernie", "roberta", "xlm-roberta", "xlm-roberta-xl"}
)
_LOCAL, _JOINT, _DEPTH = 1, 10, 24  # of XLM-R large, as the paper has them


@dataclass(frozen=True, slots=True)
class Depths:
    """local: layers that read each language alone at first. joint: those above them that read both."""

    local: int
    joint: int


def check_kind(kind: str) -> None:
    """Raise InputError where networks of a type, as their configuration names it, cannot be fused."""
    if kind not in ABSOLUTE:
        raise InputError(
            f"A model of type {kind} cannot read two languages as one sequence.",
            fix=f"Choose one of type {', '.join(sorted(ABSOLUTE))}.",
        )


def depths_of(model: PreTrainedModel, local: int | None, joint: int | None) -> Depths:
    """Return how deep the layers of ``model`` are joined; where None, in the proportion of the paper.

    Raises InputError where there are fewer layers, or the network is of another kind.
    """
    check_kind(model.config.model_type)
    depth = len(blocks_of(model.base_model))
    first = min(_LOCAL, depth - 1) if local is None else local
    middle = min(max(1, round(depth * _JOINT / _DEPTH)), depth - first) if joint is None else joint
    if first + middle > depth:
        raise InputError(
            f"The model has {depth} layers, fewer than {first} local and {middle} joint ones.",
            fix="Set `local` and `joint` of the strategy lower.",
        )
    return Depths(first, middle)


def fuse(model: PreTrainedModel, depths: Depths) -> None:
    """Make the network join both halves of every batch: row i of the one is a text, of the other its like.

    Batches have 2n rows from then on. What it gives has the rows of what it was given.
    """
    if model.config._attn_implementation != "sdpa":
        model.set_attn_implementation("eager")
    blocks = list(blocks_of(model.base_model))[depths.local : depths.local + depths.joint]
    masks: dict[str, Any] = {}

    def note(_: object, _positional: tuple[Any, ...], named: dict[str, Any]) -> None:
        masks["both"] = _side_by_side(named["attention_mask"]).bool()

    def join(_: object, positional: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        states, *others = positional
        mask = _mask(masks["both"], states, model.config._attn_implementation)
        if others:
            others[0] = mask
        else:
            named = {**named, "attention_mask": mask}
        return (_side_by_side(states), *others), named

    def part(_: object, _inputs: object, output: Tensor | tuple[Any, ...]) -> Tensor | tuple[Any, ...]:
        if isinstance(output, tuple):
            return (_below_each_other(output[0]), *output[1:])
        return _below_each_other(output)

    model.base_model.register_forward_pre_hook(note, with_kwargs=True)
    for block in blocks:
        block.register_forward_pre_hook(join, with_kwargs=True)
        block.register_forward_hook(part)


def _side_by_side(rows: Tensor) -> Tensor:
    """Return [n, 2t, ...] of [2n, t, ...]."""
    import torch

    return torch.cat(torch.chunk(rows, 2, dim=0), dim=1)


def _below_each_other(rows: Tensor) -> Tensor:
    """Return [2n, t, ...] of [n, 2t, ...]."""
    import torch

    return torch.cat(torch.chunk(rows, 2, dim=1), dim=0)


def _mask(read: Tensor, states: Tensor, attention: str) -> Tensor:
    """Return what attention takes of bool[n, 2t]: what may be read, or what is added to its logits."""
    import torch

    if attention == "sdpa":
        return read[:, None, None, :].expand(-1, 1, read.shape[1], -1)
    least = torch.finfo(states.dtype).min
    return (~read[:, None, None, :]).to(states.dtype) * least
