"""Linear layers in float32 on a CPU with AVX-512, by oneDNN instead of MKL.

PyTorch gives them to MKL, which uses half the width of the registers on processors that are not Intel's: 106
against 240 GFLOP/s on one core of an AMD EPYC with AVX-512. oneDNN is part of PyTorch; the results differ by
the order of summing, some 1e-6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module

WORTH: Final = 1_000  # tokens from which on it pays to copy the weights
_MOST: Final = 1 << 28  # weights copied, 1 GB


@contextmanager
def packed(network: Module, tokens: int) -> Iterator[None]:
    """Compute the linear layers of a network by oneDNN within this block, where that is faster.

    tokens: that will be read in it; few are not worth the copy of the weights, which lives as long as the
    block, so that weights that are trained later are never stale. It holds for this thread alone, for vectors
    without gradients. Elsewhere, and where PyTorch lacks the operation, nothing changes.
    """
    import torch

    weights = _weights(network) if tokens >= WORTH and _usable() else []
    if not weights or sum(weight.numel() for weight in weights) > _MOST:
        yield
        return
    with torch.inference_mode():
        copies = {id(weight): weight.detach().to_mkldnn() for weight in weights}
    with _mode(copies):
        yield


def _weights(network: Module) -> list[Tensor]:
    import torch

    layers = [module for module in network.modules() if type(module) is torch.nn.Linear]
    return [
        layer.weight
        for layer in layers
        if layer.weight.device.type == "cpu" and layer.weight.dtype == torch.float32
    ]


def _usable() -> bool:
    import torch

    return (
        torch.backends.mkldnn.is_available()
        and torch.backends.cpu.get_cpu_capability().startswith("AVX512")
        and hasattr(torch.ops.mkldnn, "_linear_pointwise")
    )


def _mode(copies: Mapping[int, Tensor]) -> Any:  # noqa: ANN401  a context of torch, which is imported here only
    """Return what hands each linear layer whose weights were copied to oneDNN, and all else on as it is."""
    import torch
    from torch.overrides import TorchFunctionMode

    compute = torch.ops.mkldnn._linear_pointwise  # what torch.compile makes of a linear layer

    class Packed(TorchFunctionMode):  # type: ignore[misc]  # torch is Any where its types are not read
        def __torch_function__(
            self,
            func: Any,  # noqa: ANN401  any function of torch
            types: Sequence[type],
            args: tuple[Any, ...] = (),
            kwargs: Mapping[str, Any] | None = None,
        ) -> Any:  # noqa: ANN401  what it returns
            if func is torch.nn.functional.linear and len(args) > 1 and id(args[1]) in copies:
                given, weight = args[0], args[1]
                bias = args[2] if len(args) > 2 else (kwargs or {}).get("bias")
                if given.dtype == weight.dtype and given.ndim > 1 and given.numel():
                    return compute(given, copies[id(weight)], bias, "none", [], "")
            return func(*args, **(kwargs or {}))

    return Packed()
