"""The test examples of one language, as one system predicted them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isogloss.arrays import Ints1d


@dataclass(frozen=True, slots=True)
class Group:
    """One language's examples: ids that may recur in other groups, gold and predicted class numbers."""

    ids: Sequence[str]
    gold: Ints1d
    predicted: Ints1d
