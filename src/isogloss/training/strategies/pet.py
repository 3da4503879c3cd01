"""Pattern-exploiting training: what fills gaps labels the target's texts, and a classifier learns from them.

Source: Schick and Schütze 2021, "Exploiting Cloze Questions for Few Shot Text Classification and Natural
Language Inference", arXiv:2001.07676, sections 3.3 and 3.4. There the classifier learns from the soft labels
alone; here the labelled examples stand beside them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from msgspec import Struct

from isogloss.errors import InputError
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.finetuned import FineTunedHead
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.heads.pet import PetHead


class Pet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of pattern-exploiting training.

    temperature: of the soft labels, 2 in the paper; more makes them more even. final: how the classifier at
    the end is trained; how the patterns are is said under ``[finetune]``.
    """

    over: ClassVar[tuple[str, ...]] = ("pet",)
    reads_target: ClassVar[bool] = True
    gives: ClassVar[str] = "finetuned"

    temperature: float = 2.0
    final: FineTuning = FineTuning()

    def __post_init__(self) -> None:
        """Refuse a number that means nothing."""
        if not 0.01 <= self.temperature <= 100:
            raise ValueError("`temperature` must lie between 0.01 and 100")

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:  # noqa: ARG002  there is one head it trains
        """Return a fine-tuned classifier; of the texts of the target it never sees a label."""
        from isogloss.training.finetuning.determinism import steady
        from isogloss.training.finetuning.fitting import finished, started
        from isogloss.training.finetuning.loop import train

        filler = PetHead.fit(replace(lesson, unlabelled=())).filler
        texts = list(lesson.unlabelled)
        soft = filler.probabilities(texts) ** (1 / self.temperature)
        soft /= soft.sum(axis=1, keepdims=True)
        with steady(lesson.seed):
            start = started(replace(lesson, finetune=self.final, unlabelled=()))
            if start.objective.labels != filler.card.labels:
                raise InputError("The classifier has other labels than the patterns.", fix="Report it.")
            goal, reading = start.objective, start.trainee.reading
            own = goal.features(lesson.inputs, lesson.labels, reading)
            others = goal.features(texts, None, reading)
            taught = [
                replace(feature, example=len(lesson.labels) + feature.example, target=tuple(target))
                for feature, target in zip(others, soft.tolist(), strict=True)
            ]
            languages = tuple(str(one.language) for one in (*lesson.inputs, *texts))
            watched = start.material.dev if len(lesson.dev_labels) else ()
            material = replace(
                start.material,
                train=(*own, *taught),
                languages=languages,
                dev=watched,
                select="source-dev" if watched else "fixed",
            )
            work = lesson.work and lesson.work / f"final-{material.digest}"
            start = replace(start, material=material, course=replace(start.course, work=work))
            progress = train(start.trainee, start.objective, start.material, start.course)
            return FineTunedHead(finished(start, epoch=progress.best, losses=progress.losses))
