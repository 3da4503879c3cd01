"""Entities in sequences of tags, and how many of them were found: F1, precision, recall.

Source: the scorer of CoNLL-2000 and CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): an entity is right if
its first word, its last word and its type are; counts are summed over all sentences. ``I-X`` after anything
but ``B-X`` or ``I-X`` begins an entity, and BIOES is read as well.
``data.chunks.chunks_of`` reads what files hold, which is BIO by then; this reads what a predictor says, as
the official scorer does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.metrics.contract import Metric
from isogloss.metrics.counted import counted, share

Entity = tuple[str, int, int]  # type, first word, the word after its last


def entities(tags: Sequence[str]) -> tuple[Entity, ...]:
    """Return the entities that tags such as ``B-PER I-PER O`` describe, in their order."""
    begins = [place for place, (before, tag) in enumerate(pairwise(("O", *tags))) if _begins(before, tag)]
    found = []
    for begin, limit in pairwise((*begins, len(tags))):
        end = next((place for place in range(begin, limit) if _outside(tags[place])), limit)
        found.append((_type(tags[begin]), begin, end))
    return tuple(found)


def span_f1(labels: Sequence[str]) -> Metric:
    """Return the F1 of entities, in [0, 1]; labels: sequences of tags joined by blanks."""
    return counted(labels, _counts, _f1)


def span_precision(labels: Sequence[str]) -> Metric:
    """Return the share of predicted entities that are right; labels as in ``span_f1``."""
    return counted(labels, lambda gold, predicted: _counts(gold, predicted)[:2], share)


def span_recall(labels: Sequence[str]) -> Metric:
    """Return the share of gold entities that were found; labels as in ``span_f1``."""
    return counted(labels, lambda gold, predicted: _counts(gold, predicted)[::2], share)


def tag_accuracy(labels: Sequence[str]) -> Metric:
    """Return the share of words tagged right, in [0, 1]; a word without a prediction counts as wrong."""
    return counted(labels, _words_right, share)


def _begins(before: str, tag: str) -> bool:
    if _outside(tag):
        return False
    return tag[0] in "BS" or before[0] in "OES" or _type(before) != _type(tag)


def _outside(tag: str) -> bool:
    return tag == "O"


def _type(tag: str) -> str:
    return tag.split("-", maxsplit=1)[-1]


@lru_cache(maxsize=65_536)
def _entities_of(text: str) -> frozenset[Entity]:
    return frozenset(entities(text.split(" ")))


def _counts(gold: str, predicted: str) -> tuple[int, int, int]:
    """Return how many entities are right, predicted, and in the gold."""
    wanted, found = _entities_of(gold), _entities_of(predicted)
    return len(wanted & found), len(found), len(wanted)


def _f1(sums: Doubles2d, examples: Floats1d) -> Floats1d:
    import numpy as np

    return share(np.stack([2 * sums[:, 0], sums[:, 1] + sums[:, 2]], axis=1), examples)


def _words_right(gold: str, predicted: str) -> tuple[int, int]:
    wanted, found = gold.split(" "), predicted.split(" ")
    return sum(one == other for one, other in zip(wanted, found, strict=False)), len(wanted)
