"""Which languages a report calls guesswork: coverage expects it, and what was measured does not refute it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from isogloss.metrics.group import Group
from isogloss.report.portrait import Portrait

# How far from the majority class to 100% a score may get and be guesswork: on SIB-200, whose majority class
# has a quarter, it is twice the majority class, by which benchmarks/coverage.py sets its thresholds.
SHARE: Final = 1 / 3


def is_guesswork(portrait: Portrait, groups: Sequence[Group]) -> bool:
    """Return whether coverage says so, and the mean accuracy over trials does not say otherwise.

    groups: gold and predicted classes of the language, one or more trials.
    """
    if not portrait.guesswork:
        return False
    majority = float(np.mean([np.bincount(group.gold).max() / len(group.gold) for group in groups]))
    accuracy = float(np.mean([np.mean(group.gold == group.predicted) for group in groups]))
    return accuracy < majority + SHARE * (1 - majority)
