"""Linear layers handed to oneDNN, each together with the activation that follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from weakref import ref

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from isogloss.models.hf.attention import short_attention

Activation: TypeAlias = tuple[str, str]  # oneDNN's name, and which form of it

_GELU: Final[Mapping[str, Activation]] = {"none": ("gelu", "none"), "tanh": ("gelu", "tanh")}
_OTHERS: Final[Mapping[Any, Activation]] = {
    functional.silu: ("swish", ""),
    functional.relu: ("relu", ""),
    torch.relu: ("relu", ""),
}
_NONE: Final[Activation] = ("none", "")
_HARMLESS: Final = frozenset(  # what neither changes a tensor nor ends the queue of layers that read it
    {
        functional.linear,
        Tensor.contiguous,
        Tensor.dim,
        Tensor.permute,
        Tensor.reshape,
        Tensor.size,
        Tensor.transpose,
        Tensor.unflatten,
        Tensor.view,
        *(getattr(Tensor, name).__get__ for name in ("device", "dtype", "ndim", "shape")),
    }
)


@dataclass(frozen=True, slots=True)
class Product:
    """A linear layer at work. rows: its input, in the numbers of the pack; weight: the id of its weights.

    pack: these for oneDNN.
    """

    rows: Tensor
    weight: int
    pack: Tensor
    bias: Tensor | None

    def computed(self, activation: Activation = _NONE) -> Tensor:
        """Return float[..., d], in the numbers of the pack."""
        name, form = activation
        return torch.ops.mkldnn._linear_pointwise(self.rows, self.pack, self.bias, name, [], form)


class Products(TorchFunctionMode):  # type: ignore[misc]  # torch is Any where its types are not read
    """Within this block, and in this thread, oneDNN computes each linear layer whose weights were packed.

    Where they were packed in bfloat16, a layer's result is bfloat16, as autocast has it; what several layers
    read one after the other is rounded once, and a norm gives float32, so that states stay so.

    packs: id of the weights -> these for oneDNN. followed: which activation takes a layer's result, or None
    where that is not to be relied on; what is seen is added. Where one follows always, it is computed in the
    same pass, before it is asked for. Should torch be asked for anything else next, or the layer's result be
    held by anyone when torch is asked for what comes after the activation, the result is made the layer's own
    before that is done.
    """

    def __init__(self, packs: Mapping[int, Tensor], followed: dict[int, Activation | None]) -> None:
        super().__init__()
        self.packs = packs
        self.narrow = any(pack.dtype == torch.bfloat16 for pack in packs.values())
        self.followed = followed
        self._rounded: tuple[Tensor, Tensor] | None = None  # what layers read, and the same in their numbers
        self._latest: tuple[Product, Tensor] | None = None  # a layer's own result
        self._ahead: tuple[Product, Tensor] | None = None  # one that went through its activation
        self._taken: tuple[Product, ref[Tensor]] | None = None  # the same, after the activation was asked for

    def __torch_function__(
        self,
        func: Any,  # noqa: ANN401  any function of torch
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401  what it returns
        named = kwargs or {}
        self._give_back()
        before = self._ahead or self._latest
        if before is not None and args and args[0] is before[1]:
            activation = activation_of(func, args, named)
            if self._ahead is None and activation:
                self.followed.setdefault(before[0].weight, activation)
            elif activation and activation == self.followed[before[0].weight]:
                self._taken, self._ahead = (before[0], ref(before[1])), None
                return before[1].view_as(before[1])
        self._take_back()
        self._latest = None
        if func not in _HARMLESS:
            self._rounded = None
        asked = self._product(func, args, named)
        if asked is not None:
            return self._computed(asked)
        found = self._narrowly(func, args, named) if self.narrow else None
        return func(*args, **named) if found is None else found

    def __exit__(self, *fault: object) -> None:
        self._give_back()
        self._take_back()
        self._rounded = None
        super().__exit__(*fault)

    def _product(self, func: Any, args: tuple[Any, ...], named: Mapping[str, Any]) -> Product | None:  # noqa: ANN401  as above
        """Return the layer that a call stands for, if its weights were packed."""
        if func is functional.linear and len(args) > 1:
            rows, weight = args[:2]
            bias = args[2] if len(args) > 2 else named.get("bias")
        elif func is torch.addmm and len(args) == 3 and not named:
            bias, rows, weight = args  # GPT-2 keeps its weights the other way round
            if bias.ndim != 1:
                return None
        else:
            return None
        pack = self.packs.get(id(weight))
        if pack is None or rows.dtype not in (weight.dtype, pack.dtype) or rows.ndim < 2 or not rows.numel():
            return None
        return Product(self._in(pack.dtype, rows), id(weight), pack, bias)

    def _narrowly(self, func: Any, args: tuple[Any, ...], named: Mapping[str, Any]) -> Tensor | None:  # noqa: ANN401  as above
        """Return what else is computed in another way where layers give bfloat16."""
        if func is functional.scaled_dot_product_attention:
            return short_attention(args, named)
        if func is functional.layer_norm and args and args[0].dtype == torch.bfloat16:
            return func(args[0].float(), *args[1:], **named)
        return None

    def _in(self, numbers: torch.dtype, rows: Tensor) -> Tensor:
        """Return the rows in the numbers of a pack."""
        if rows.dtype == numbers:
            return rows
        if self._rounded is None or self._rounded[0] is not rows:
            self._rounded = rows, rows.to(numbers)
        return self._rounded[1]

    def _computed(self, product: Product) -> Tensor:
        activation = self.followed.get(product.weight)
        found = product.computed(activation or _NONE)
        if activation:
            self._ahead = product, found
        elif product.weight not in self.followed:
            self._latest = product, found
        return found

    def _take_back(self) -> None:
        """Make what was computed too far the result of its layer alone."""
        if self._ahead is not None:
            (product, found), self._ahead = self._ahead, None
            self.followed[product.weight] = None
            found.copy_(product.computed())

    def _give_back(self) -> None:
        """Where the result of a layer outlives its activation, make it again what it was."""
        if self._taken is not None:
            product, found = self._taken
            self._taken = None
            held = found()
            if held is not None:
                self.followed[product.weight] = None
                held.set_(product.computed())  # the activation keeps the memory that both had


def activation_of(func: Any, args: Sequence[Any], named: Mapping[str, Any]) -> Activation | None:  # noqa: ANN401  as above
    """Return the activation that a call of torch is, if oneDNN has it; none that overwrites its input."""
    if named.get("inplace"):
        return None
    if func is functional.gelu:
        return _GELU.get(named.get("approximate", args[1] if len(args) > 1 else "none"))
    return _OTHERS.get(func)
