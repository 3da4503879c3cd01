"""Scores to expect of languages: a regression on traits, every choice of it made within the folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from threadpoolctl import threadpool_limits

from isogloss.arrays import Bools1d, Floats1d, Ints1d
from isogloss.errors import InputError
from isogloss.languages import lineage
from isogloss.measure.expectation.design import SHAPES, Case, Design, Shape
from isogloss.metrics.ridge import Ridge, fit_ridge

By: TypeAlias = Literal["language", "family"]
LEVEL: Final = 0.95
FEWEST: Final = 8  # languages; fewer explain nothing
FEWEST_FAMILIES: Final = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """Scores of some cases, float64[n] each, and the bounds that should hold 95% of them.

    known: false where too few other languages were left to expect anything from (the rest is then nan).
    """

    values: Floats1d
    low: Floats1d
    high: Floats1d
    known: Bools1d


@dataclass(frozen=True, slots=True)
class Fit:
    """A regression on traits. share: whether the scores it learned from are shares, between 0 and 1."""

    design: Design
    shape: Shape
    ridge: Ridge
    share: bool

    def expect(self, cases: Sequence[Case]) -> Expected:
        """Return what to expect of other cases; scores that are shares stay between 0 and 1."""
        features = self.design.matrix(cases, self.shape)
        low, high = self.ridge.intervals(features, LEVEL)
        middle = self.ridge.predict(features)
        if self.share:
            middle, low, high = (np.clip(one, 0.0, 1.0) for one in (middle, low, high))
        return Expected(middle, low, high, np.ones(len(cases), np.bool_))


def unit(case: Case, by: By) -> str:
    """Return what a case is left out with: its target's code, or family; an isolate is its own."""
    if by == "language":
        return case.target.code
    above = lineage(case.target)
    return above[0] if above else case.target.code


def fit(cases: Sequence[Case], scores: Floats1d, names: Sequence[str], by: By) -> Fit:
    """Return the regression whose error on languages (or families) left out is least.

    Raises InputError for fewer than ``FEWEST`` languages, or families fewer than three.
    """
    units = [unit(case, by) for case in cases]
    numbers = {name: place for place, name in enumerate(dict.fromkeys(units))}
    fewest = FEWEST if by == "language" else FEWEST_FAMILIES
    languages = len({case.target.code for case in cases})
    if len(numbers) < fewest or languages < FEWEST:
        what = "one language" if languages == 1 else f"{languages} languages"
        raise InputError(
            f"Scores of {what} ({len(numbers)} to leave out by {by}) explain nothing.",
            fix=f"Score {FEWEST} languages or more: isogloss transfer DATA --from eng --to all.",
        )
    group_of: Ints1d = np.array([numbers[name] for name in units])
    design = Design.of(cases, names)
    fits = [(shape, fit_ridge(design.matrix(cases, shape), scores, group_of)) for shape in SHAPES]
    shape, ridge = min(fits, key=lambda one: one[1].error)
    return Fit(design, shape, ridge, bool(((scores >= 0) & (scores <= 1)).all()))


def left_out(cases: Sequence[Case], scores: Floats1d, names: Sequence[str], by: By) -> Expected:
    """Return what is expected of each case by a regression chosen and fitted without its language or family.

    Where there are several sources, what was learned *from* the language is left out as well. By family it
    is not: most sources are of few families, and next to nothing would be left.
    """
    units = np.array([unit(case, by) for case in cases])
    sources = np.array([case.source.code for case in cases])
    several = len(set(sources.tolist())) > 1 and by == "language"
    found = [np.full(len(cases), np.nan) for _ in range(3)]
    # Many small systems: threads would cost more than they bring.
    with threadpool_limits(1):
        for name in dict.fromkeys(units.tolist()):
            out = units == name
            rest = np.flatnonzero(~(out | (sources == name)) if several else ~out).tolist()
            try:
                fitted = fit([cases[row] for row in rest], scores[rest], names, by)
            except InputError:
                continue
            expected = fitted.expect([cases[row] for row in np.flatnonzero(out).tolist()])
            for into, values in zip(found, (expected.values, expected.low, expected.high), strict=True):
                into[out] = values
    return Expected(found[0], found[1], found[2], ~np.isnan(found[0]))
