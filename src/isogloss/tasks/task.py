"""What a task kind is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of task: its example type, the metrics of its rows (the first leads), its usual heads.

    head: trained on a model's vectors. baselines: heads that need no model and always run beside it.
    """

    name: str
    example: type
    metrics: tuple[str, ...]
    head: str
    baselines: tuple[str, ...]
