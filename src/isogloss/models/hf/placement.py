"""Where a network is computed, in which numbers, and how much of it at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from isogloss.errors import InputError
from isogloss.models.hf.memory import TOKENS

DTYPES: Final = ("float32", "mixed_bfloat16", "bfloat16", "float16", "auto")
_DEVICES: Final = ("cpu", "cuda", "mps", "auto")
_BATCH: Final = {"cpu": 32}
_BATCH_ELSEWHERE: Final = 64
_CPU_TOKENS: Final = 768


@dataclass(frozen=True, slots=True)
class Placement:
    """device: ``cpu``, ``cuda``, ``cuda:1``, ``mps``, or ``auto`` to spread over all that accelerate finds.

    dtype: of the weights; ``auto`` as they are stored; ``mixed_bfloat16`` float32, of which only what linear
    layers multiply, and what they give, is bfloat16 when texts become vectors. batch: texts at once, fewer
    where they are long. layers_mixed: vectors of layers are computed in mixed numbers, whatever ``dtype``
    says, on a processor that is faster with them.
    """

    device: str = "cpu"
    dtype: str = "float32"
    batch: int = 32
    layers_mixed: bool = False

    @property
    def tokens(self) -> int:
        """Tokens of a batch of vectors, padding included.

        A core is busy with some hundred tokens; more only means more padding among texts of unlike length.
        """
        return _CPU_TOKENS if self.device == "cpu" else TOKENS

    def torch_dtype(self) -> Any:  # noqa: ANN401  a torch.dtype, or "auto"
        """Return what transformers takes as ``dtype``."""
        import torch

        if self.dtype == "auto":
            return self.dtype
        return torch.float32 if self.mixed else getattr(torch, self.dtype)

    @property
    def mixed(self) -> bool:
        """Whether vectors are computed in float32 from products of bfloat16."""
        return self.dtype == "mixed_bfloat16"


def placement(environment: Mapping[str, str] = os.environ) -> Placement:
    """Return where ISOGLOSS_DEVICE, ISOGLOSS_DTYPE and ISOGLOSS_BATCH want a network to be.

    By default on the first accelerator there is, else on the CPU, in float32, so that vectors are the same
    everywhere to 1e-4: were mixed numbers the default where a processor is fast with them, a head trained on
    one machine would meet other vectors on the next. Vectors of all layers, which are measured and never
    learned from, are computed in mixed numbers there, unless ISOGLOSS_DTYPE is set. Raises InputError for a
    value that means nothing here.
    """
    device = environment.get("ISOGLOSS_DEVICE") or _found()
    _check_device(device)
    asked = environment.get("ISOGLOSS_DTYPE")
    dtype = asked or "float32"
    if dtype not in DTYPES:
        raise InputError(
            f"ISOGLOSS_DTYPE is {dtype!r}, which is no type of numbers known here.",
            fix=f"Choose one of {', '.join(DTYPES)}.",
        )
    batch = environment.get("ISOGLOSS_BATCH") or str(_BATCH.get(device, _BATCH_ELSEWHERE))
    if not (batch.isascii() and batch.isdigit() and 0 < int(batch) <= 65_536):
        raise InputError(
            f"ISOGLOSS_BATCH is {batch!r}, not a number of texts.", fix="Write a number from 1, such as 16."
        )
    return Placement(device, dtype, int(batch), layers_mixed=not asked)


def _found() -> str:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _check_device(device: str) -> None:
    import torch

    kind, _, number = device.partition(":")
    if kind not in _DEVICES or not (number.isdigit() or not number):
        raise InputError(
            f"ISOGLOSS_DEVICE is {device!r}, which is no device known here.",
            fix="Choose cpu, cuda, cuda:1, mps, or auto to spread over all there are.",
        )
    there = {"cuda": torch.cuda.is_available, "mps": torch.backends.mps.is_available}
    if kind in there and not there[kind]():
        raise InputError(
            f"ISOGLOSS_DEVICE is {device!r}, and PyTorch finds no such device on this machine.",
            fix="Choose cpu, or install a PyTorch that was built for the device.",
        )
    if kind == "cuda" and number and int(number) >= torch.cuda.device_count():
        raise InputError(
            f"ISOGLOSS_DEVICE is {device!r}, and there are only {torch.cuda.device_count()} such devices.",
            fix="They are counted from 0.",
        )
