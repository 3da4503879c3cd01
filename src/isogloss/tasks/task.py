"""What a task kind is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isogloss.arrays import Floats2d
from isogloss.tasks.sides import alone


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of task: its example type, the metrics of its rows (the first leads), its usual heads.

    heads: trained on what a model gives; the first is the usual one. baselines: systems that need no model
        and always run beside it, by name, with the head that each is.
    text: what an example says, for its length and how much of it a model knows. gold: what is to be
        predicted, as one line of text: what heads learn, metrics read and a run keeps. classes: those in it,
        that training must hold; empty where answers are free. sides: the texts of an example that are
        encoded; none where its words are. features: what a head takes of the vectors of the sides,
        float32[n, d] each.
    """

    name: str
    example: type
    metrics: tuple[str, ...]
    heads: tuple[str, ...]
    baselines: Mapping[str, str]
    text: Callable[[Any], str]
    gold: Callable[[Any], str]
    classes: Callable[[Any], tuple[str, ...]]
    sides: Callable[[Any], tuple[str, ...]] = lambda _: ()
    features: Callable[[Sequence[Floats2d]], Floats2d] = alone
