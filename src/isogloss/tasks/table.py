"""Task kinds by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.tasks.task import Answer, Task

TASKS: Final[Mapping[str, str]] = {
    "answers": "isogloss.tasks.answers:ANSWERS",
    "choice": "isogloss.tasks.choice:CHOICE",
    "classification": "isogloss.tasks.classification:CLASSIFICATION",
    "entities": "isogloss.tasks.tagging:ENTITIES",
    "generation": "isogloss.tasks.generation:GENERATION",
    "numbers": "isogloss.tasks.generation:NUMBERS",
    "pairs": "isogloss.tasks.pairs:PAIRS",
    "similarity": "isogloss.tasks.similarity:SIMILARITY",
    "tagging": "isogloss.tasks.tagging:TAGGING",
}


def task(name: str) -> Task:
    """Return the task kind called ``name``; raises UnknownName if there is none."""
    found: Task = table.load(TASKS, name, kind="task")
    return found


def answered_by(*answers: Answer) -> list[str]:
    """Return the names of the task kinds whose answers are of one of these sorts."""
    return [name for name in TASKS if task(name).answer in answers]
