"""A fine-tuned transformer that reads a text and its translation together, as ``filter`` trains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

import msgspec
from msgspec import Struct

from isogloss.errors import InputError
from isogloss.tasks.table import answered_by
from isogloss.tasks.task import Task
from isogloss.training.finetuning.tuned import Tuned, load_tuned
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Choice, Inputs, Lesson
from isogloss.training.inputs import Takes
from isogloss.training.keeping import keep_card
from isogloss.training.predicted import Predicted

if TYPE_CHECKING:
    from isogloss.training.finetuning.fusing import Fusing

_FUSED: Final = ("class", "passage", "tags")  # what is said of the examples of tasks that are fused


class FusedCard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """source: the language of the labels. local, joint: layers, as ``finetuning.fusion.Depths`` says."""

    source: str
    local: int
    joint: int


@dataclass(frozen=True, slots=True, eq=False)
class FusedHead:
    """A network that was trained fused, as a head that takes examples with their translations beside them."""

    tuned: Tuned
    card: FusedCard
    takes: ClassVar[Takes] = "examples"
    takes_adapter: ClassVar[bool] = False
    reads_beside: ClassVar[bool] = True

    @classmethod
    def check(cls, task: Task, model: str) -> None:
        """Raise InputError where the task is none that is fused, or the model no transformer of that kind."""
        from isogloss.models.hf.loading import read_config
        from isogloss.training.finetuning.fusion import check_kind
        from isogloss.training.finetuning.tuned import base_folder

        if task.answer not in _FUSED:
            known = ", ".join(answered_by(*_FUSED))
            raise InputError(
                f"Two languages are read together for {known}, not for {task.name}.",
                fix="Choose another recipe: docs/recipes.md.",
            )
        FineTunedHead.check(task, model)
        check_kind(read_config(base_folder(model)).model_type)

    @classmethod
    def fit(cls, lesson: Lesson) -> FusedHead:
        """Return the head as the strategy ``filter`` with its usual parameters trains it."""
        from isogloss.training.finetuning.fusing import Fusing

        return cls.trained(lesson, Fusing())

    @classmethod
    def trained(cls, lesson: Lesson, how: Fusing) -> FusedHead:
        """Return the head of the network that ``fused_network`` trains; raises InputError as it does."""
        from isogloss.training.finetuning.fusing import fused_network

        tuned, depths = fused_network(lesson, how)
        return cls(tuned, FusedCard(source=str(lesson.source), local=depths.local, joint=depths.joint))

    @classmethod
    def load(cls, folder: Path) -> FusedHead:
        """Return the head that ``save`` put into ``folder``."""
        from isogloss.training.finetuning.fusing import as_fused
        from isogloss.training.finetuning.fusion import Depths, fuse

        tuned = load_tuned(folder)
        card = msgspec.json.decode((folder / "fused.json").read_bytes(), type=FusedCard)
        fuse(tuned.trainee.model, Depths(card.local, card.joint))
        return cls(replace(tuned, objective=as_fused(tuned.objective, card.source)), card)

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes or tags, sorted; none where answers are free."""
        return self.tuned.card.labels

    @property
    def choice(self) -> Choice:
        """How the best epoch was chosen."""
        return Choice(0.0, self.tuned.card.select)

    def predict(self, inputs: Inputs) -> list[Predicted]:
        """Return what is predicted of each example, in order.

        Raises InputError where one that is not of the source has no translation beside it.
        """
        examples: Sequence[Any] = inputs
        return self.tuned.predict(examples) if len(examples) else []

    def save(self, folder: Path) -> None:
        """Write a folder that transformers reads, though not fused, and what is known of the fusion."""
        self.tuned.save(folder)
        keep_card(folder / "fused.json", self.card)
