"""chrF and chrF++: F scores of character n-grams, and of words beside them, over a whole test set.

Sources: Popović 2015 (chrF) and 2017 (chrF++), as sacreBLEU 2 computes them: beta 2, six orders of characters
without blanks, of several references the one with the best score, orders without any n-gram left out. Counts
of each example are kept, so that a thousand draws cost a product of matrices; sacreBLEU has no public way to
them. Shares in [0, 1], where sacreBLEU gives percentages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial
from string import punctuation
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.metrics.contract import Metric
from isogloss.metrics.counted import counted
from isogloss.metrics.references import references

_CHARACTERS: Final = 6
_BETA: Final = 2


def chrf(labels: Sequence[str]) -> Metric:
    """Return chrF2, in [0, 1]; gold labels are of ``References``."""
    return counted(labels, partial(_counts, words=0), _f)


def chrf_plus_plus(labels: Sequence[str]) -> Metric:
    """Return chrF2++, with words and pairs of words beside characters; labels as in ``chrf``."""
    return counted(labels, partial(_counts, words=2), _f)


def _counts(gold: str, predicted: str, *, words: int) -> tuple[int, ...]:
    """Return predicted, gold and common n-grams of each order, by the best reference."""
    own = _grams(predicted, words)
    found = [_common(own, _grams(reference, words)) for reference in references(gold).references]
    scores = [_f(np.array([counts], dtype=np.float64), np.ones(1))[0] for counts in found]
    return found[int(np.argmax(scores))]


def _common(predicted: Sequence[Counter[str]], gold: Sequence[Counter[str]]) -> tuple[int, ...]:
    counts: list[int] = []
    for one, other in zip(predicted, gold, strict=True):
        counts += (one.total() if other else 0, other.total(), (one & other).total())
    return tuple(counts)


@lru_cache(maxsize=4096)
def _grams(text: str, words: int) -> tuple[Counter[str], ...]:
    letters = "".join(text.split())
    found = [_of_order(letters, order) for order in range(1, _CHARACTERS + 1)]
    tokens = _parted(text)
    for order in range(1, words + 1):
        places = range(len(tokens) - order + 1)
        found.append(Counter(" ".join(tokens[place : place + order]) for place in places))
    return tuple(found)


def _of_order(letters: str, order: int) -> Counter[str]:
    return Counter(letters[place : place + order] for place in range(len(letters) - order + 1))


def _parted(text: str) -> list[str]:
    """Return the words, one sign at the end (else at the beginning) of each cut off."""
    tokens: list[str] = []
    for word in text.split():
        if len(word) > 1 and word[-1] in punctuation:
            tokens += (word[:-1], word[-1])
        elif len(word) > 1 and word[0] in punctuation:
            tokens += (word[0], word[1:])
        else:
            tokens.append(word)
    return tokens


def _f(sums: Doubles2d, _: Floats1d) -> Floats1d:
    """Return float64[draws] of sums of predicted, gold and common n-grams, order after order."""
    predicted, gold, common = (sums[:, part::3] for part in range(3))
    there = (predicted > 0) & (gold > 0)
    orders = there.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(there, common / predicted, 0.0).sum(axis=1) / orders
        recall = np.where(there, common / gold, 0.0).sum(axis=1) / orders
        score = (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)
    return np.where((orders > 0) & (precision + recall > 0), score, 0.0)
