"""Objectives by the kind of task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.training.finetuning.objectives.objective import Objective

OBJECTIVES: Final[Mapping[str, str]] = {
    "answers": "isogloss.training.finetuning.objectives.answers:Answers",
    "choice": "isogloss.training.finetuning.objectives.choice:MultipleChoice",
    "classification": "isogloss.training.finetuning.objectives.classification:Classification",
    "entities": "isogloss.training.finetuning.objectives.tagging:Tagging",
    "pairs": "isogloss.training.finetuning.objectives.classification:Classification",
    "similarity": "isogloss.training.finetuning.objectives.similarity:Likeness",
    "tagging": "isogloss.training.finetuning.objectives.tagging:Tagging",
}


def objective(task: str) -> type[Objective]:
    """Return how tasks of a kind are trained; raises UnknownName if they are not."""
    found: type[Objective] = table.load(OBJECTIVES, task, kind="objective")
    return found
