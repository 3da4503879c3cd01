"""What goes with the numbers that a user gave: rank correlations over languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Ints1d
from isogloss.metrics.ranks import rank_correlation
from isogloss.report.profile.details import detail_of
from isogloss.report.profile.headlines import HEADLINES
from isogloss.report.profile.reading import Probed

_FEWEST: Final = 4
_DRAWS: Final = 1000


@dataclass(frozen=True, slots=True)
class Beside:
    """Spearman's rank correlation of a measure with a given column, over n languages, with a 95% interval."""

    column: str
    measure: str
    rho: float
    low: float
    high: float
    n: int


def correlations(found: Probed) -> list[Beside]:
    """Return the rank correlation of every measure with every given column that four languages have.

    The interval is a percentile bootstrap over languages.
    """
    given: dict[str, dict[str, float]] = {}
    for row in found.rows:
        if row.metric == "given":
            given.setdefault(detail_of(row).get("column", ""), {})[row.language] = row.value
    pairs = []
    for column, of in given.items():
        for key in found.profile.measures:
            both = [
                (of[one.language], one.measures[key].value)
                for one in found.profile.languages
                if one.language in of and key in one.measures
            ]
            beside = _spearman(column, HEADLINES[key].title, both)
            if beside is not None:
                pairs.append(beside)
    return pairs


def _spearman(column: str, measure: str, both: Sequence[tuple[float, float]]) -> Beside | None:
    if len(both) < _FEWEST or any(len(set(side)) == 1 for side in zip(*both, strict=True)):
        return None
    table = np.array(both)

    def rho(rows: Ints1d) -> float:
        return rank_correlation(table[rows, 0], table[rows, 1])

    random = np.random.default_rng(0)
    draws = [rho(random.integers(0, len(both), len(both))) for _ in range(_DRAWS)]
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return Beside(column, measure, rho(np.arange(len(both))), float(low), float(high), len(both))
