"""What a task kind is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of task: its example type, the metrics of its rows (the first leads), its usual heads.

    head: trained on a model's vectors. baselines: systems that need no model and always run beside it, by
        name, with the head that each is.
    """

    name: str
    example: type
    metrics: tuple[str, ...]
    head: str
    baselines: Mapping[str, str]
