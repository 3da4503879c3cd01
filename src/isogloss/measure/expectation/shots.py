"""How scores grow with labelled examples of the target: ``score = a + b ln k``.

Source: Cortes et al. 1994 (learning curves); Lauscher et al. 2020, arXiv:2005.00633 (few shots across
languages).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from isogloss.measure.averages import averages
from isogloss.measure.expectation.scored import Approach
from isogloss.measure.probe import Finding

_FEWEST: Final = 2  # languages


def curves(approaches: Sequence[Approach], seed: int) -> Iterator[Finding]:
    """Yield of each system the score at one example per class and what every doubling adds.

    Fitted by least squares in each source and target with two numbers of examples or more, then averaged,
    with a bootstrap over them. beyond_error: how far off on average the largest number is by a curve through
    the others, where there are three or more.
    """
    by_system: dict[str, list[Approach]] = {}
    for approach in approaches:
        if approach.shots:
            by_system.setdefault(approach.system, []).append(approach)
    for system, several in by_system.items():
        points: dict[tuple[str, str], dict[int, float]] = {}
        for approach in several:
            for score in approach.scores:
                of = points.setdefault((str(score.source), str(score.target)), {})
                of[approach.shots or 0] = score.value
        fitted = [_line(of) for of in points.values() if len(of) > 1]
        if len(fitted) < _FEWEST:
            continue
        table = np.array(fitted) * np.array([1.0, np.log(2)])
        said = {"system": system}
        yield from averages([("score_at_one_shot", said), ("gain_per_doubling", said)], table, seed)
        beyond = [_beyond(of) for of in points.values() if len(of) > 2]
        if beyond:
            yield Finding(metric="beyond_error", value=float(np.mean(beyond)), n=len(beyond), detail=said)


def _line(points: dict[int, float]) -> tuple[float, float]:
    """Return a and b of the least squares line through scores over the logarithm of k."""
    x, y = np.log(list(points)), np.array(list(points.values()))
    b = float(((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum())
    return float(y.mean() - b * x.mean()), b


def _beyond(points: dict[int, float]) -> float:
    most = max(points)
    a, b = _line({k: score for k, score in points.items() if k != most})
    return abs(points[most] - a - b * float(np.log(most)))
