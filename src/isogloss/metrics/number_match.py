"""How often the final number of an answer is the right one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from isogloss.languages.answers import read_answer
from isogloss.metrics.contract import Metric
from isogloss.metrics.counted import counted, mean
from isogloss.metrics.references import references


def number_match(labels: Sequence[str]) -> Metric:
    """Return the share of answers whose final number is a right one, in digits of any script, in [0, 1].

    Gold labels are of ``References`` whose texts are plain numbers. Where marks leave two readings (1.234),
    either may be right; an answer of which no number can be read is wrong.
    """
    return counted(labels, _same, mean)


def _same(gold: str, predicted: str) -> tuple[float]:
    right = references(gold)
    number = read_answer(predicted, "number", language=right.language).number
    if number is None:
        return (0.0,)
    return (float(any(Fraction(one) in (number.value, number.other) for one in right.references)),)
