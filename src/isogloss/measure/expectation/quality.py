"""How well scores were expected: figures over languages that were left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.measure.expectation.design import Case
from isogloss.measure.expectation.expecting import Expected
from isogloss.measure.intervals import BOOTSTRAP, interval, means
from isogloss.measure.probe import Finding
from isogloss.metrics.ranks import rank_correlation

_FEWEST: Final = 4


def quality(
    cases: Sequence[Case], scores: Floats1d, found: Expected, seed: int, said: dict[str, str | int]
) -> Iterator[Finding]:
    """Yield R², mean absolute error, how often the interval held, its width, and the rank correlation.

    R²: of what lies between targets and sources, against their mean; below 0 where the mean says more. All
    out of fold; the intervals of the figures are a bootstrap over targets. left_aside: cases of which too few
    others were left to expect anything.
    """
    kept = found.known
    yield Finding(metric="left_aside", value=float((~kept).sum()), n=len(cases), detail=said)
    targets = [case.target for case, keep in zip(cases, kept, strict=True) if keep]
    if len(set(targets)) < _FEWEST or np.ptp(scores[kept]) == 0:
        return
    y, expected, low, high = (one[kept] for one in (scores, found.values, found.low, found.high))
    held = ((low <= y) & (y <= high)).astype(np.float64)
    table = np.stack([(y - expected) ** 2, y**2, y, np.abs(y - expected), held, high - low], axis=1)
    by_target = _by_target(table, [str(target) for target in targets])
    draws, n = means(by_target, seed), len(by_target)
    mean = by_target.mean(axis=0)[None]
    for metric, of in (
        ("r2", _r2),
        ("mean_error", lambda rows: rows[:, 3]),
        ("interval_holds", lambda rows: rows[:, 4]),
        ("interval_width", lambda rows: rows[:, 5]),
    ):
        bounds = interval(of(draws))
        yield Finding(
            metric=metric,
            value=float(of(mean)[0]),
            n=n,
            low=bounds[0],
            high=bounds[1],
            detail=said,
            interval=BOOTSTRAP,
        )
    yield Finding(metric="rank_correlation", value=rank_agreement(y, expected), n=len(y), detail=said)


def rank_agreement(one: Floats1d, other: Floats1d) -> float:
    """Return Spearman's rho, 0 where a side is all alike: then nothing goes with anything."""
    rho = rank_correlation(one, other)
    return 0.0 if np.isnan(rho) else rho


def _r2(rows: Doubles2d) -> Floats1d:
    spread = rows[:, 1] - rows[:, 2] ** 2
    return np.asarray(1 - rows[:, 0] / np.where(spread > 0, spread, np.inf))


def _by_target(table: Doubles2d, targets: Sequence[str]) -> Doubles2d:
    """Return the mean row of each target: its sources are no independent witnesses."""
    _, number = np.unique(np.array(targets), return_inverse=True)
    sums = np.zeros((int(number.max()) + 1, table.shape[1]))
    np.add.at(sums, number, table)
    return np.asarray(sums / np.bincount(number)[:, None])
