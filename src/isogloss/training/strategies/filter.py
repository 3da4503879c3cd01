"""FILTER: texts are read with their translations, and the translation's labels are softened by a teacher.

Source: Fang et al. 2021, "FILTER: An Enhanced Fusion Method for Cross-lingual Language Understanding", AAAI,
arXiv:2009.05166: a network trained on both languages says what it takes translations for, and a second one
learns from that as well as from the labels (section 3.2); at test time the text itself is judged, beside its
translation to the source. What counts as a label of a translation, kind by kind, stands in
``finetuning.fused``.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from isogloss.tasks.task import Task
from isogloss.training.heads.fused import FusedHead
from isogloss.training.heads.head import Head, Lesson


class Filter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The strategy ``filter``; its examples have translations beside them, by the view ``beside``.

    local, joint: layers that read each language alone first, and those above that read both; as in the paper,
    1 and 10 of 24, if None. share: of what the teacher says in the loss of a translation whose label is
    known, the rest is the label's; there is no teacher if 0. temperature: of what it says.
    """

    over: ClassVar[tuple[str, ...]] = ("finetuned",)
    reads_target: ClassVar[bool] = False
    gives: ClassVar[str] = "fused"

    local: Annotated[int, Meta(ge=0)] | None = None
    joint: Annotated[int, Meta(ge=1)] | None = None
    share: Annotated[float, Meta(ge=0, le=1)] = 0.5
    temperature: Annotated[float, Meta(gt=0, le=100)] = 1.0

    def check(self, task: Task, model: str) -> None:
        """Raise InputError where the task or the model is none that is fused."""
        FusedHead.check(task, model)

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:  # noqa: ARG002  there is but one kind it trains
        """Return the head of the second network; raises InputError where translations are missing."""
        return self.trained(lesson)

    def trained(self, lesson: Lesson) -> FusedHead:
        """Return what ``fit`` returns."""
        from isogloss.training.finetuning.fusing import Fusing

        return FusedHead.trained(lesson, Fusing(self.local, self.joint, self.share, self.temperature))
