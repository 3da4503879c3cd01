"""Strategies by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from isogloss import table
from isogloss.errors import InputError
from isogloss.training.strategies.strategy import Strategy

STRATEGIES: Final[Mapping[str, str]] = {
    "average-checkpoints": "isogloss.training.strategies.averaging:AverageCheckpoints",
    "average-runs": "isogloss.training.strategies.averaging:AverageRuns",
    "corpus-graph": "isogloss.training.strategies.corpusgraph:CorpusGraph",
    "filter": "isogloss.training.strategies.filter:Filter",
    "pet": "isogloss.training.strategies.pet:Pet",
    "self-distillation": "isogloss.training.strategies.distillation:SelfDistillation",
    "self-training": "isogloss.training.strategies.selftraining:SelfTraining",
}


def strategy(spec: Mapping[str, Any]) -> Strategy:
    """Return the strategy that ``{"strategy": name, parameter: value, ...}`` describes.

    Raises UnknownName if there is none of that name, InputError if a parameter is unknown, missing or wrong.
    """
    parameters = dict(spec)
    name = parameters.pop("strategy", None)
    if not isinstance(name, str):
        raise InputError(f"The strategy {spec!r} has no name.", fix='Write for example {strategy = "…"}.')
    kind = table.load(STRATEGIES, name, kind="strategy")
    try:
        found: Strategy = msgspec.convert(parameters, kind)
    except msgspec.ValidationError as fault:
        raise InputError(f"The strategy {name!r} takes no such parameters: {fault}.") from None
    return found
