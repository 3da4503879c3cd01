"""Objectives by the kind of task."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from isogloss import table
from isogloss.models.hf.loading import read_config
from isogloss.models.hf.model import reads_forward
from isogloss.training.finetuning.objectives.objective import Objective

OBJECTIVES: Final[Mapping[str, str]] = {
    "answers": "isogloss.training.finetuning.objectives.answers:Answers",
    "choice": "isogloss.training.finetuning.objectives.choice:MultipleChoice",
    "classification": "isogloss.training.finetuning.objectives.classification:Classification",
    "entities": "isogloss.training.finetuning.objectives.tagging:Tagging",
    "generation": "isogloss.training.finetuning.objectives.rewriting:Rewriting",
    "numbers": "isogloss.training.finetuning.objectives.rewriting:Rewriting",
    "pairs": "isogloss.training.finetuning.objectives.classification:Classification",
    "similarity": "isogloss.training.finetuning.objectives.similarity:Likeness",
    "tagging": "isogloss.training.finetuning.objectives.tagging:Tagging",
}

# Of decoders, where it is another than that of encoder-decoders.
OF_DECODERS: Final[Mapping[str, str]] = {
    "generation": "isogloss.training.finetuning.objectives.continuing:Continuing",
    "numbers": "isogloss.training.finetuning.objectives.continuing:Continuing",
}


def objective(task: str, folder: Path) -> type[Objective]:
    """Return how the network in ``folder`` is trained for tasks of a kind.

    Raises UnknownName if they are not trained, InputError where the folder cannot be read.
    """
    known = OF_DECODERS if task in OF_DECODERS and reads_forward(read_config(folder)) else OBJECTIVES
    found: type[Objective] = table.load(known, task, kind="objective")
    return found
