"""Which source for which target: what is lost by going after what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from isogloss.arrays import Floats1d
from isogloss.measure.averages import averages
from isogloss.measure.expectation.design import Case
from isogloss.measure.probe import Finding


def regret(
    cases: Sequence[Case], scores: Floats1d, promised: Floats1d, seed: int, said: dict[str, str | int]
) -> Iterator[Finding]:
    """Yield the score lost against the best source, by three ways of choosing one without labels.

    expected: the source that promises most, by ``promised``, float64[n], out of fold; nan of a case that
    nothing is known of. nearest: the one of least genetic
    distance, then geographic. usual: the one that is best on average over the other targets. A target itself
    is no source. Targets with one source have nothing to choose.
    """
    by_target: dict[str, list[int]] = {}
    for row, case in enumerate(cases):
        if case.source.code != case.target.code and not np.isnan(promised[row]):
            by_target.setdefault(str(case.target), []).append(row)
    choices = {target: rows for target, rows in by_target.items() if len(rows) > 1}
    if len(choices) < 2:
        return

    def nearest(rows: list[int]) -> int:
        return min(rows, key=lambda row: _distances(cases[row]))

    def usual(rows: list[int]) -> int:
        target = cases[rows[0]].target.code
        return max(rows, key=lambda row: _elsewhere(cases, scores, cases[row].source.code, target))

    ways: dict[str, Callable[[list[int]], int]] = {
        "expected": lambda rows: max(rows, key=lambda row: float(promised[row])),
        "nearest": nearest,
        "usual": usual,
    }
    lost = np.array(
        [[scores[rows].max() - scores[choose(rows)] for choose in ways.values()] for rows in choices.values()]
    )
    yield from averages([("regret", {**said, "choice": way}) for way in ways], lost, seed)


def _distances(case: Case) -> tuple[float, float]:
    return (case.traits.get("genetic_distance", 1.0), case.traits.get("geographic_distance", np.inf))


def _elsewhere(cases: Sequence[Case], scores: Floats1d, source: str, target: str) -> float:
    """Return the mean score of a source over other targets than one, and than the source itself."""
    others = [
        float(score)
        for case, score in zip(cases, scores, strict=True)
        if case.source.code == source and case.target.code not in (source, target)
    ]
    return float(np.mean(others)) if others else float("-inf")
