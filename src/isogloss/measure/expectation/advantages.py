"""How much better than others a source is for a target: a regression on what differs between sources.

What a target scores from any source says nothing of which to choose, and is most of what a regression of the
scores learns. Within a target only the differences are left, of scores and of traits, as in the pairwise
ranking of LangRank (Lin et al. 2019, arXiv:1905.12688).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from isogloss.arrays import Doubles2d, Floats1d, Ints1d
from isogloss.measure.expectation.design import Case, Design, Shape
from isogloss.metrics.ridge import Ridge, fit_ridge

FEWEST: Final = 4  # targets with several sources; fewer tell nothing
# Squares of traits made no difference; sources count for what they are, whatever their traits.
_SHAPE: Final = Shape(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Advantages:
    """What is known of sources from other targets."""

    design: Design
    ridge: Ridge

    def of(self, cases: Sequence[Case]) -> Floats1d:
        """Return of the cases of one target how much more each scores than the mean of them."""
        table = self.design.matrix(cases, _SHAPE)
        return self.ridge.predict(table - table.mean(axis=0))


def advantages(cases: Sequence[Case], scores: Floats1d, names: Sequence[str]) -> Advantages | None:
    """Return what targets with several sources tell, a target itself being none; None if they are too few."""
    rows = [row for row, case in enumerate(cases) if case.source.code != case.target.code]
    targets = np.array([str(cases[row].target) for row in rows])
    _, group_of, counts = np.unique(targets, return_inverse=True, return_counts=True)
    kept = counts[group_of] > 1
    if (counts > 1).sum() < FEWEST:
        return None
    own = [cases[row] for row, keep in zip(rows, kept, strict=True) if keep]
    values = scores[np.array(rows)[kept]]
    _, groups = np.unique(targets[kept], return_inverse=True)
    design = Design.of(own, names)
    table = design.matrix(own, _SHAPE)
    return Advantages(
        design, fit_ridge(_within(table, groups), _within(values[:, None], groups)[:, 0], groups)
    )


def left_out(cases: Sequence[Case], scores: Floats1d, names: Sequence[str]) -> Floats1d:
    """Return float64[n], the advantage of each case by other targets; nan where too few are left.

    What was learned from the target as a source is left out as well.
    """
    found = np.full(len(cases), np.nan)
    with threadpool_limits(1):
        for code in dict.fromkeys(case.target.code for case in cases):
            rest = [row for row, case in enumerate(cases) if code not in (case.target.code, case.source.code)]
            known = advantages([cases[row] for row in rest], scores[rest], names) if rest else None
            if known is None:
                continue
            for target in dict.fromkeys(case.target for case in cases if case.target.code == code):
                own = [
                    row
                    for row, case in enumerate(cases)
                    if case.target == target and case.source.code != code
                ]
                if own:
                    found[own] = known.of([cases[row] for row in own])
    return found


def _within(table: Doubles2d, groups: Ints1d) -> Doubles2d:
    """Return the rows less the mean of their group."""
    sums = np.zeros((int(groups.max()) + 1, table.shape[1]))
    np.add.at(sums, groups, table)
    return np.asarray(table - (sums / np.bincount(groups)[:, None])[groups])
