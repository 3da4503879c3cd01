"""What a task kind is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of task: its example type, the metrics of its rows (the first leads), its usual heads.

    head: trained on what a model gives. baselines: systems that need no model and always run beside it, by
        name, with the head that each is.
    text: what an example says, for its length and how much of it a model knows. gold: what is to be
        predicted, as one line of text: what heads learn, metrics read and a run keeps. classes: those in it,
        that training must hold; empty where answers are free.
    """

    name: str
    example: type
    metrics: tuple[str, ...]
    head: str
    baselines: Mapping[str, str]
    text: Callable[[Any], str]
    gold: Callable[[Any], str]
    classes: Callable[[Any], tuple[str, ...]]
