"""Strategies by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from isogloss import table
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
    found: Strategy = table.described(STRATEGIES, spec, kind="strategy", such_as='{strategy = "filter"}')
    return found
