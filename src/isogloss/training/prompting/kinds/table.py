"""How tasks are asked, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.training.prompting.kinds.kind import Kind

KINDS: Final[Mapping[str, str]] = {
    "answers": "isogloss.training.prompting.kinds.passages:PASSAGES",
    "choice": "isogloss.training.prompting.kinds.choices:CHOICES",
    "classification": "isogloss.training.prompting.kinds.classes:CLASSES",
    "entities": "isogloss.training.prompting.kinds.tags:ENTITIES",
    "generation": "isogloss.training.prompting.kinds.texts:TEXTS",
    "numbers": "isogloss.training.prompting.kinds.numbers:NUMBERS",
    "pairs": "isogloss.training.prompting.kinds.pairs:PAIRS",
    "similarity": "isogloss.training.prompting.kinds.scores:SCORES",
    "tagging": "isogloss.training.prompting.kinds.tags:TAGS",
}


def kind(task: str) -> Kind:
    """Return how a task is asked; raises UnknownName if it cannot be."""
    found: Kind = table.load(KINDS, task, kind="kind of prompt")
    return found
