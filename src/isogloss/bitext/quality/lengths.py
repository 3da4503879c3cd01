"""How long the translation of a text is, by its two languages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median
from typing import Final

from isogloss.languages import Language, matches

TABLE: Final = "lengths.tsv"
# Pairs below which a file says too little about its own lengths.
FEWEST: Final = 50
# Added to both lengths, so that a word against two is no factor of two.
_FLOOR: Final = 5
_TO_DEVIATION: Final = 1.4826
_LEAST_SPREAD: Final = 0.1


@dataclass(frozen=True, slots=True)
class Expected:
    """What the logarithm of target by source length is on the mean, and how far long texts stray from it.

    grain: what a text of one character adds to the variance; of n characters it is grain / n.
    """

    mean: float
    spread: float
    grain: float

    def deviation(self, source: int, target: int) -> float:
        """Return by how many standard deviations two lengths miss each other, with its sign."""
        shorter = min(source, target) + _FLOOR
        return (log_ratio(source, target) - self.mean) / math.sqrt(self.spread**2 + self.grain / shorter)


@dataclass(frozen=True, slots=True)
class Facts:
    """A row of the table: the mean logarithm of a language's length by English, and the spread of it."""

    language: Language
    mean: float
    spread: float


def length(text: str) -> int:
    """Return how many characters of a text are no blanks."""
    return sum(map(len, text.split()))


def log_ratio(source: int, target: int) -> float:
    """Return the natural logarithm of target by source length, smoothed."""
    return math.log((target + _FLOOR) / (source + _FLOOR))


def expected(source: Language, target: Language, pairs: Sequence[tuple[int, int]]) -> Expected:
    """Return what to expect of two languages.

    By the table; where it lacks one of them, by the lengths of ``pairs`` if there are 50 of them: their
    median, and their median deviation from it; else by what is common in the scripts of both.
    """
    grain, known = _table()
    sides = [_own(language, known) for language in (source, target)]
    if None in sides and len(pairs) >= FEWEST:
        return _learned(pairs, grain)
    sides = [
        side or _alike(language.script, known) for side, language in zip(sides, (source, target), strict=True)
    ]
    mean = sides[1].mean - sides[0].mean if sides[0] and sides[1] else 0.0
    spread = math.hypot(*(side.spread if side else 0.4 for side in sides))
    return Expected(mean, max(spread, _LEAST_SPREAD), grain)


def _learned(pairs: Sequence[tuple[int, int]], grain: float) -> Expected:
    ratios = [log_ratio(*pair) for pair in pairs]
    middle = median(ratios)
    typical = median(min(pair) for pair in pairs) + _FLOOR
    spread = _TO_DEVIATION * median(abs(ratio - middle) for ratio in ratios)
    return Expected(middle, math.sqrt(max(spread**2 - grain / typical, _LEAST_SPREAD**2)), grain)


def _own(language: Language, known: tuple[Facts, ...]) -> Facts | None:
    """Return the row of a language, of the very one first; None if there is none."""
    if language.code == "und":
        return None
    fitting = [facts for facts in known if matches(facts.language, language)]
    return next((facts for facts in fitting if facts.language == language), fitting[0] if fitting else None)


def _alike(script: str, known: tuple[Facts, ...]) -> Facts | None:
    """Return the middle of the rows in a script; None if there is none."""
    alike = [facts for facts in known if facts.language.script == script]
    if not alike:
        return None
    means = sorted(facts.mean for facts in alike)
    spread = math.hypot(max(facts.spread for facts in alike), (means[-1] - means[0]) / 4)
    return Facts(Language("und", script), median(means), spread)


@cache
def _table() -> tuple[float, tuple[Facts, ...]]:
    """Return the grain and the rows; the first line names sources, the second the columns."""
    lines = files("isogloss.bitext.quality").joinpath(TABLE).read_text("utf-8").splitlines()[2:]
    rows = [line.split("\t") for line in lines]
    grain = next(float(row[1]) for row in rows if row[0] == "grain")
    return grain, tuple(
        Facts(Language.parse(name), float(mean), float(spread))
        for name, mean, spread in rows
        if name != "grain"
    )
