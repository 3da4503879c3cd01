"""Linear layers on a CPU with AVX-512 by oneDNN, with their weights as it wants them.

PyTorch gives float32 to MKL, which uses half the width of the registers on processors that are not Intel's:
94 against 220 GFLOP/s on one core of an AMD EPYC with AVX-512. oneDNN is part of PyTorch; the results differ
by the order of summing, some 1e-6. With products of bfloat16 the same core makes 445 GFLOP/s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

    from isogloss.models.hf.products import Activation

Entering: TypeAlias = Callable[[], AbstractContextManager[Any]]

WORTH: Final = 1_000  # tokens from which on it pays to pack the weights
_MOST: Final = 1 << 28  # weights packed, 1 GB
_ROWS: Final = 768  # that oneDNN is told to expect


@dataclass(slots=True)
class _Kept:
    """What was packed of a network: name of the weights -> what they were when they were, and the pack."""

    packs: dict[str, tuple[Tensor, Tensor]] = field(default_factory=dict)
    followed: dict[int, Activation | None] = field(default_factory=dict)


_kept: WeakKeyDictionary[Module, _Kept] = WeakKeyDictionary()  # of the network that was read last
_mixing: WeakKeyDictionary[Module, bool] = WeakKeyDictionary()


@contextmanager
def packed(network: Module, tokens: int, *, mixed: bool = False) -> Iterator[None]:
    """Compute the linear layers of a network by oneDNN within this block, where that is faster.

    tokens: that will be read in it; few are not worth it. mixed: what is multiplied is rounded to bfloat16,
    however few they are. The block holds for this thread alone, for vectors without gradients. What was
    packed is kept until the network is gone or another one is read, and packed again where the weights have
    changed since. Elsewhere, and where PyTorch lacks the operations, nothing changes, or, where it is to be
    mixed, autocast does it.
    """
    with packing(network, tokens, mixed=mixed)():
        yield


def packing(network: Module, tokens: int, *, mixed: bool = False) -> Entering:
    """Return what enters such a block; each thread that reads enters its own."""
    weights = _packable(network, mixed=mixed) if mixed or tokens >= WORTH else {}
    if not weights:
        return partial(_autocast, network) if mixed else nullcontext
    from isogloss.models.hf.products import Products

    if network not in _kept:
        _kept.clear()
    kept = _kept.setdefault(network, _Kept())
    packs = _packs(weights, kept, mixed=mixed)

    @contextmanager
    def entering(_held: object = weights) -> Iterator[None]:  # freed weights would lend others their ids
        with _autocast(network) if mixed else nullcontext(), Products(packs, kept.followed):
            yield

    return entering


def mixes(network: Module, token: int) -> bool:
    """Return whether mixed numbers make the network faster on this processor, and it can be read in them.

    token: the id of any, by which that is tried, once for a network.
    """
    if network not in _mixing:
        _mixing[network] = bool(_packable(network, mixed=True)) and _reads(network, token)
    return _mixing[network]


def _reads(network: Module, token: int) -> bool:
    import torch

    try:
        with torch.inference_mode(), packed(network, 1, mixed=True):
            network(input_ids=torch.tensor([[token] * 2]), attention_mask=torch.tensor([[1, 0]]))
    except RuntimeError:  # tensors of two types met
        return False
    return True


def _autocast(network: Module) -> AbstractContextManager[Any]:
    import torch

    device = next(network.parameters()).device.type
    mixed: AbstractContextManager[Any] = torch.autocast(device, dtype=torch.bfloat16)
    return mixed


def _packs(weights: Mapping[str, tuple[Tensor, bool]], kept: _Kept, *, mixed: bool) -> dict[int, Tensor]:
    """Return id of the weights -> these for oneDNN, packed anew where they are not what they were."""
    import torch

    packs: dict[int, Tensor] = {}
    numbers = torch.bfloat16 if mixed else torch.float32
    with torch.inference_mode(), torch.autocast("cpu", enabled=False):
        for name, (weight, turned) in weights.items():
            mark = torch.mv(weight, _drawn(weight.shape[1]))
            before, pack = kept.packs.get(name, (None, None))
            if before is None or pack is None or pack.dtype != numbers or not torch.equal(before, mark):
                rows = (weight.t().contiguous() if turned else weight).detach().to(numbers)
                pack = torch.ops.mkldnn._reorder_linear_weight(rows, _ROWS)
                kept.packs[name] = mark, pack
            packs[id(weight)] = pack
    return packs


@lru_cache(maxsize=64)
def _drawn(width: int) -> Tensor:
    """Return float32[width], drawn: whatever changes in weights, their product with it changes, too."""
    import torch

    return torch.randn(width, generator=torch.Generator().manual_seed(0), device="cpu", dtype=torch.float32)


def _packable(network: Module, *, mixed: bool) -> dict[str, tuple[Tensor, bool]]:
    """Return the weights of linear layers by name, and whether they are kept the other way round.

    Empty where packing them would not pay, or take too much memory.
    """
    import torch

    if not _usable(mixed=mixed):
        return {}
    found = {
        name: (module.weight, type(module) is not torch.nn.Linear)
        for name, module in network.named_modules()
        if type(module) is torch.nn.Linear or type(module).__name__ == "Conv1D"
    }
    fit = {
        name: (weight, turned)
        for name, (weight, turned) in found.items()
        if weight.device.type == "cpu" and weight.dtype == torch.float32 and weight.is_contiguous()
    }
    return fit if sum(weight.numel() for weight, _ in fit.values()) <= _MOST else {}


def _usable(*, mixed: bool) -> bool:
    import torch

    return (
        (not mixed or multiplies_bfloat16())
        and torch.backends.mkldnn.is_available()
        and torch.backends.cpu.get_cpu_capability().startswith("AVX512")
        and hasattr(torch.ops.mkldnn, "_linear_pointwise")
        and hasattr(torch.ops.mkldnn, "_reorder_linear_weight")
    )


def multiplies_bfloat16() -> bool:
    """Return whether the processor has instructions of its own for products of bfloat16."""
    import torch

    known: Mapping[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return any(known.get(name, False) for name in ("avx512_bf16", "amx_bf16"))
