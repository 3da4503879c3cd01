"""Answers learned from gold spans and from what a teacher says, as far as the teacher is right.

Source: Carrino, Escolano and Fonollosa 2023, "Promoting Generalized Cross-lingual Question Answering in
Few-resource Scenarios via Self-knowledge Distillation", arXiv:2309.17134, section 3, and its authors' code
(github.com/ccasimiro88/self-distillation-gxlt-qa), where the paper leaves the margin and the rank open:

    L = CE + mAP@k * KL,  KL = T^2 (KL(teacher || student) of the first token + of the last) / 2
    mAP@k = mean over the batch of (AP@k of the first token + of the last) / 2

AP@k is one over the rank of the best teacher prediction, among its k best, that lies within a margin of the
gold token, 0 where none does: all tokens there count as one hit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from isogloss.training.finetuning.network import Trainee
from isogloss.training.finetuning.objectives.answers import Answers
from isogloss.training.finetuning.objectives.objective import Feature, Output

if TYPE_CHECKING:
    from torch import Tensor

    from isogloss.arrays import Floats2d, Ints1d


@dataclass(frozen=True, slots=True)
class Distillation:
    """k: the teacher's best tokens that are looked at. margin: of tokens around the gold one that are right.

    temperature: of teacher and student in the divergence.
    """

    k: int = 10
    margin: int = 5
    temperature: float = 2.0


@dataclass(frozen=True, slots=True)
class DistilledAnswers(Answers):
    """The objective ``Answers``, with a teacher beside the gold spans.

    Without gradients, where training is watched, the gold alone counts.
    """

    teacher: Trainee | None = None
    distillation: Distillation = Distillation()

    def loss(self, output: Output, features: Sequence[Feature]) -> Tensor:
        """Return float[n]: cross-entropy, and the divergence times the batch's mAP@k."""
        import torch

        hard = Answers.loss(self, output, features)
        if self.teacher is None or not torch.is_grad_enabled():
            return hard
        student = self.logits(output, features)
        with torch.no_grad():
            teacher = self.logits(self.teacher.run(self, features), features)
        soft = divergence(student, teacher, self.distillation.temperature)
        return hard + self._coefficient(teacher, features) * soft

    def _coefficient(self, teacher: Tensor, features: Sequence[Feature]) -> float:
        """Return the batch's mAP@k; features whose gold is not known take no part."""
        rows = teacher.cpu().numpy()
        found = [
            average_precision(row[side, : feature.length], feature.target.tokens[side], self.distillation)
            for row, feature in zip(rows, features, strict=True)
            if feature.target is not None
            for side in (0, 1)
        ]
        return float(np.mean(found)) if found else 0.0


def divergence(student: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """Return float[n]: T^2 KL(teacher || student), the mean over both tokens; logits: float[n, 2, t]."""
    import torch

    given = torch.nn.functional.log_softmax(teacher / temperature, dim=2)
    said = torch.nn.functional.log_softmax(student / temperature, dim=2)
    both = torch.nn.functional.kl_div(said, given, log_target=True, reduction="none").sum(dim=2)
    return both.mean(dim=1) * temperature**2


def average_precision(logits: Floats2d | Ints1d, gold: int, how: Distillation) -> float:
    """Return AP@k of one token's predictions; logits: float[t]. Ties go to the token that comes first.

    As in the authors' code the margin ends before ``gold + margin``.
    """
    best = np.argsort(-logits, kind="stable")[: how.k]
    hits = np.flatnonzero((best >= gold - how.margin) & (best < gold + max(1, how.margin)))
    return 1.0 / (int(hits[0]) + 1) if len(hits) else 0.0
