"""A translation much shorter or longer than translations between these languages are."""

from __future__ import annotations

import math
from typing import Final

from isogloss.bitext.quality.batch import UNKNOWN, Batch, Finding
from isogloss.bitext.quality.lengths import Expected
from isogloss.bitext.quality.lengths import length as characters

# Standard deviations: where the rule fires, and where it says its utmost.
_FIRES: Final = 4.0
_UTMOST: Final = 8.0


def length(batch: Batch) -> list[Finding]:
    """Find pairs whose lengths are far from what the two languages lead to expect.

    Source of the idea of a variance that falls with length: Gale and Church 1993, Computational Linguistics.
    """
    if batch.expected is None:
        return [UNKNOWN] * len(batch.sources)
    return [_of(*pair, batch.expected) for pair in zip(batch.sources, batch.targets, strict=True)]


def _of(source: str, target: str, expected: Expected) -> Finding:
    a, b = characters(source), characters(target)
    off = expected.deviation(a, b)
    badness = min(1.0, abs(off) / _UTMOST)
    if abs(off) < _FIRES:
        return Finding(badness)
    usual = round(a * math.exp(expected.mean))
    return Finding(badness, f"{b:,} characters for {a:,}, where about {usual:,} are usual")
