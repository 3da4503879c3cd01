"""One probability from what all rules say, by weights that were fitted (``building``)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

TABLE: Final = "weights.tsv"
BIAS: Final = "bias"


def probability(badness: Mapping[str, float | None]) -> float:
    """Return in (0, 1) how likely a pair is good; a rule that was not asked has nothing against it.

    badness: by rule, in [0, 1], None where it cannot tell. Rules without weights have no say.
    """
    weights = _weights()
    total = weights[BIAS][0]
    for name, value in badness.items():
        if name in weights:
            slope, bend, unknown = weights[name]
            total += unknown if value is None else slope * value + bend * value * value
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _weights() -> dict[str, tuple[float, float, float]]:
    """Return by rule the weights of its badness, of its square, and of its silence."""
    lines = files("isogloss.bitext.quality").joinpath(TABLE).read_text("utf-8").splitlines()[2:]
    rows = [line.split("\t") for line in lines]
    return {name: (float(slope), float(bend), float(unknown)) for name, slope, bend, unknown in rows}
