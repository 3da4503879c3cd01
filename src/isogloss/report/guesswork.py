"""Which languages a report calls guesswork, and why: a score that is poor, and signs that explain it.

Signs are coverage (the encoder knows too little of the texts) and confidence (the head is less sure of its
answers than in the source). Both need no labels; the score, which a report has, decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import numpy as np

from isogloss.metrics.group import Group
from isogloss.models.knowledge import is_unsure
from isogloss.report.portrait import Portrait

# How far from the majority class to 100% a score may get and be guesswork: on SIB-200, whose majority class
# has a quarter, it is twice the majority class, by which benchmarks/coverage.py sets its thresholds.
SHARE: Final = 1 / 3

# Why a score is poor: too little is known of the texts; the head is unsure; nothing that was looked at tells.
Reason: TypeAlias = Literal["coverage", "confidence", "unexplained"]


def reason_of(portrait: Portrait, groups: Sequence[Group], sureness: float | None) -> Reason | None:
    """Return why a language is guesswork; None where it is not, or nothing was calibrated for the encoder.

    groups: gold and predicted classes of the language, one or more trials, over which accuracy is averaged.
    sureness: see ``sureness_of``.
    """
    if not portrait.encoder_is_known or not is_poor(groups):
        return None
    if portrait.guesswork:
        return "coverage"
    return "confidence" if sureness is not None and is_unsure(sureness) else "unexplained"


def is_poor(groups: Sequence[Group]) -> bool:
    """Return whether the mean accuracy is less than a third of the way from the majority class to 1."""
    majority = float(np.mean([np.bincount(group.gold).max() / len(group.gold) for group in groups]))
    accuracy = float(np.mean([np.mean(group.gold == group.predicted) for group in groups]))
    return accuracy < majority + SHARE * (1 - majority)


def sureness_of(confidence: float, of_source: float, labels: int) -> float | None:
    """Return how sure a head is above chance, as a share of what it is on texts of its source.

    confidence, of_source: mean probability of its own answers. None where it is no surer than chance there.
    """
    chance = 1 / max(labels, 1)
    return (confidence - chance) / (of_source - chance) if of_source > chance else None
