"""ROUGE of words and pairs of words, and of the longest common subsequence, in any language.

Source: Lin 2004. Words are those of ``languages.words`` in lower case, cut where signs stand in them, so that
on English (ASCII) the tokens are those of Google's ``rouge-score`` without stemming, and the figures equal to
its own; other scripts, of which that package keeps nothing, have words too. Of several references the one
with the best F counts. Sequences are compared bit-parallel (Hyyrö 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Final

import regex

from isogloss.languages import Language, words
from isogloss.metrics.contract import Metric
from isogloss.metrics.counted import counted, mean
from isogloss.metrics.references import references

_PART: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def rouge_1(labels: Sequence[str]) -> Metric:
    """Return the mean F1 of words, in [0, 1]; gold labels are of ``References``."""
    return counted(labels, partial(_best, order=1), mean)


def rouge_2(labels: Sequence[str]) -> Metric:
    """Return the mean F1 of pairs of neighbouring words; labels as in ``rouge_1``."""
    return counted(labels, partial(_best, order=2), mean)


def rouge_l(labels: Sequence[str]) -> Metric:
    """Return the mean F1 of the longest common subsequence of words; labels as in ``rouge_1``."""
    return counted(labels, partial(_best, order=0), mean)


def tokens_of(_: Language) -> str:
    """Return where the rules are written by which words are cut, the same in every language."""
    return "uax29"


@lru_cache(maxsize=4096)
def tokens(text: str, language: str) -> tuple[str, ...]:
    """Return the words that ROUGE compares."""
    found = (part for word in words(text, language) for part in _PART.findall(word.text.lower()))
    return tuple(found)


def common_length(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest common subsequence."""
    places: dict[str, int] = {}
    for place, token in enumerate(one):
        places[token] = places.get(token, 0) | 1 << place
    every = (1 << len(one)) - 1
    row = every
    for token in other:
        matched = row & places.get(token, 0)
        row = (row + matched | row - matched) & every
    return len(one) - row.bit_count()


def _best(gold: str, predicted: str, *, order: int) -> tuple[float]:
    right = references(gold)
    own = tokens(predicted, right.language)
    return (max(_f1(own, tokens(one, right.language), order) for one in right.references),)


def _f1(predicted: Sequence[str], gold: Sequence[str], order: int) -> float:
    if order == 0:
        same, first, second = common_length(gold, predicted), len(predicted), len(gold)
    else:
        one, other = _grams(predicted, order), _grams(gold, order)
        same, first, second = (one & other).total(), one.total(), other.total()
    return 2 * same / (first + second) if same else 0.0


def _grams(found: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(found[place : place + order]) for place in range(len(found) - order + 1))
