"""What tokens cost, from a TOML file."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from isogloss.data.lines import read_lines
from isogloss.errors import InputError

_EXAMPLE: Final = 'Write: currency = "USD", then [prices.my-model] with input = 2.5 and output = 10.0.'


class _Named(Struct, frozen=True, forbid_unknown_fields=True):
    input: float | None = None
    output: float | None = None


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    prices: dict[str, _Named]
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost. side: ``input`` (read) or ``output`` (written)."""

    name: str
    side: str
    million: float
    currency: str

    @property
    def per_token(self) -> float:
        """What one token costs."""
        return self.million / 1e6

    def detail(self) -> dict[str, str]:
        """Return what tells this price from others, and its currency."""
        return {"price": self.name, "side": self.side, "currency": self.currency}


def read_prices(path: Path) -> tuple[Price, ...]:
    """Return the prices of a file, in its order; raises InputError that names what is wrong in it."""
    text = "\n".join(line for _, line in read_lines(path))
    try:
        found = msgspec.toml.decode(text, type=_File)
    except (msgspec.DecodeError, ValueError, RecursionError) as fault:
        raise InputError(f"{path}: {str(fault).splitlines()[0]}.", fix=_EXAMPLE) from None
    prices = tuple(
        Price(name, side, million, found.currency)
        for name, named in found.prices.items()
        for side, million in (("input", named.input), ("output", named.output))
        if million is not None
    )
    for price in prices:
        if not (math.isfinite(price.million) and price.million >= 0):
            raise InputError(
                f"{path}: the {price.side} price of {price.name} is {price.million}.", fix=_EXAMPLE
            )
        if not set("=;|").isdisjoint(price.name + price.currency):
            raise InputError(f"{path}: a name holds '=', ';' or '|': {price.name!r}.", fix="Rename it.")
    if not prices:
        raise InputError(f"{path}: holds no price.", fix=_EXAMPLE)
    return prices
