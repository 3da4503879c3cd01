"""How a transformer is trained: what a recipe may say under ``[finetune]``."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

_HIGHEST: Final = 16_384
_BEAMS: Final = 100
_SHORTEST: Final = 8  # tokens: those that mark the ends of two texts, and some of each


class FineTuning(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of heads that train the model itself; the defaults suit a base model and hundreds of examples.

    adapter: ``none`` trains all weights, ``lora`` low-rank updates of them (Hu et al. 2021), of ``rank``.
    rate: the highest learning rate, None for 2e-5, or 2e-4 of an adapter; it rises over the share ``warmup``
    of all steps and falls to 0. batch: examples a step. epochs: at the most; patience: epochs without a
    better source dev loss after which training ends, 0 for never. longest: tokens of an input; decay: of
    weights. temperature: languages are drawn by their share to the power of its inverse (1: as they come).
    pairs: of each example with others of its class, and with others, where training is by contrast (SetFit).
    beams: kept while a text is written; with 1, the likeliest token each time.
    """

    adapter: Literal["none", "lora"] = "none"
    rank: int = 8
    rate: float | None = None
    batch: int = 16
    epochs: int = 10
    patience: int = 3
    longest: int = 256
    warmup: float = 0.1
    decay: float = 0.01
    temperature: float = 1.0
    pairs: int = 20
    beams: int = 1

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        self._check_counts()
        if self.longest < _SHORTEST:
            raise ValueError(f"`longest` must be {_SHORTEST} or more")
        if self.patience < 0:
            raise ValueError("`patience` must not be negative")
        if not 0 <= self.decay <= 1:
            raise ValueError("`decay` must lie between 0 and 1")
        if self.rate is not None and not 0 < self.rate < 1:
            raise ValueError("`rate` must lie between 0 and 1")
        if not 0 <= self.warmup < 1:
            raise ValueError("`warmup` is a share of all steps, from 0 to below 1")
        if not 1 <= self.temperature <= 100:
            raise ValueError("`temperature` must lie between 1 and 100")

    def _check_counts(self) -> None:
        for name in ("rank", "batch", "epochs", "pairs", "beams"):
            if getattr(self, name) < 1:
                raise ValueError(f"`{name}` must be 1 or more")
        if self.rank > _HIGHEST:
            raise ValueError(f"`rank` must not be above {_HIGHEST:,}: no model is as wide")
        if self.beams > _BEAMS:
            raise ValueError(f"`beams` must not be above {_BEAMS}")
