"""The two records a run stores: a number, and the prediction it came from."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

# Begins the detail of a row over those questions that are asked in one language.
QUESTION: Final = "question="


class Row(Struct, frozen=True, kw_only=True):
    """One number and all that identifies it.

    system: model and head, ``static+logreg``; baselines are ``majority`` and ``tfidf+logreg``; empty for
        a number about the data alone. low, high: 95% interval, absent where none makes sense.
    n: how many examples the value rests on. detail: sorted ``key=value`` pairs joined by ``;``.
    """

    workbench: str
    dataset: str
    task: str
    system: str
    recipe: str
    source: str
    language: str
    split: str
    metric: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int
    seed: int
    cell: str
    detail: str = ""
    signature: str = ""


class Prediction(Struct, frozen=True):
    """What was predicted for one example; ``score`` is the probability of the predicted class."""

    cell: str
    id: str
    gold: str
    predicted: str
    score: float
