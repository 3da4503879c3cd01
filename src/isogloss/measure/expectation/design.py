"""Traits of pairs as the columns of a regression; what is unknown is told apart, never made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d
from isogloss.languages import Language
from isogloss.languages.ancestry import place

# Large beside the others, so that no penalty reaches it.
_INTERCEPT: Final = 30.0
_FARTHEST: Final = 3.0  # standard deviations; past that a trait says no more


@dataclass(frozen=True, slots=True)
class Case:
    """A source, a target, and what is known of them without the target's labels."""

    source: Language
    target: Language
    traits: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """How much the squares of traits count beside the traits, and how much kinship and script do."""

    bend: float
    kin: float


SHAPES: Final = (Shape(0.7, 0.0), Shape(0.7, 1.0))


@dataclass(frozen=True, slots=True)
class Design:
    """The columns, as the training cases decide them.

    traits: name -> mean and standard deviation. bent: those with more than two values. gaps: those that some
    training case lacks. kin: names of clades, scripts and sources that two training languages share.
    """

    traits: Mapping[str, tuple[float, float]]
    bent: frozenset[str]
    gaps: tuple[str, ...]
    kin: tuple[str, ...]

    @classmethod
    def of(cls, cases: Sequence[Case], names: Sequence[str]) -> Design:
        """Return the columns for ``names``; those in which all training cases are alike are left out."""
        traits, bent, gaps = {}, [], []
        for name in names:
            known = np.array([case.traits[name] for case in cases if name in case.traits])
            if not len(known):
                continue
            if np.ptp(known) > 0:
                traits[name] = (float(known.mean()), float(known.std()))
            if len(np.unique(known)) > 2:
                bent.append(name)
            if len(known) < len(cases):
                gaps.append(name)
        targets: dict[str, set[str]] = {}
        for case in cases:
            for key in _kin(case):
                targets.setdefault(key, set()).add(case.target.code)
        shared = tuple(sorted(key for key, codes in targets.items() if len(codes) > 1))
        return cls(traits, frozenset(bent), tuple(gaps), shared)

    def matrix(self, cases: Sequence[Case], shape: Shape) -> Doubles2d:
        """Return float64[n, d]: a constant, every trait, its square, what is unknown, and kinship."""
        columns = [np.full(len(cases), _INTERCEPT)]
        for name, (mean, deviation) in self.traits.items():
            raw = np.array([case.traits.get(name, mean) for case in cases])
            scaled = np.clip((raw - mean) / deviation, -_FARTHEST, _FARTHEST)
            columns.append(scaled)
            if shape.bend and name in self.bent:
                columns.append(shape.bend * (scaled**2 - 1))
        columns += [np.array([float(name not in case.traits) for case in cases]) for name in self.gaps]
        table = np.stack(columns, axis=1)
        return np.concatenate([table, shape.kin * self._shared(cases)], axis=1) if shape.kin else table

    def _shared(self, cases: Sequence[Case]) -> Doubles2d:
        at = {key: column for column, key in enumerate(self.kin)}
        table = np.zeros((len(cases), len(at)))
        for row, case in enumerate(cases):
            for key, weight in _kin(case).items():
                if key in at:
                    table[row, at[key]] = weight
        return table


def _kin(case: Case) -> dict[str, float]:
    """Return the clades above the target, its script and the source, each with its weight.

    The products of two rows are then how much descent two targets share, and one each for script and source.
    """
    stands = place(case.target.code)
    path = stands.path if stands is not None else ()
    clades = {f"clade {node}": len(path) ** -0.5 for node in path}
    return {**clades, f"script {case.target.script}": 1.0, f"source {case.source}": 1.0}
