"""How likely words translate each other before any sentence was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from isogloss.arrays import Floats1d, Ints1d
from isogloss.models.aligners.evidence import IDENTICAL, LISTED
from isogloss.models.aligners.statistical.corpus import SHIFT, Corpus
from isogloss.models.aligners.statistical.vocabulary import Vocabulary, stem

STRENGTH: Final = 6.0  # a cosine of 1 makes a pair exp(6) = 400 times as likely as one of 0
_BLOCK: Final = 1 << 16


def prior_weights(
    corpus: Corpus, source: Vocabulary, target: Vocabulary, known: frozenset[tuple[str, str]]
) -> Floats1d:
    """Return float64[k] > 0 for each key of the corpus: exp(6 s), not normalised.

    s is the cosine of the vectors, 1 for equal stems, and at least 0.6 for stems of a pair in ``known``,
    which holds folded words.
    """
    left, right = corpus.parts(0), corpus.parts(1)
    similarity = np.zeros(len(left))
    if source.vectors.shape[1]:
        for start in range(0, len(left), _BLOCK):
            rows = slice(start, start + _BLOCK)
            similarity[rows] = np.einsum("ij,ij->i", source.vectors[left[rows]], target.vectors[right[rows]])
    stems = {(stem(word), stem(other)) for word, other in known}
    listed = np.isin(corpus.keys, _keys(stems, source, target))
    similarity[listed] = np.maximum(similarity[listed], LISTED)
    shared = source.numbers.keys() & target.numbers.keys()
    similarity[np.isin(corpus.keys, _keys(((word, word) for word in shared), source, target))] = IDENTICAL
    weights: Floats1d = np.exp(STRENGTH * similarity)
    return weights


def _keys(stems: Iterable[tuple[str, str]], source: Vocabulary, target: Vocabulary) -> Ints1d:
    return np.array(
        [
            source.numbers[left] << SHIFT | target.numbers[right]
            for left, right in stems
            if left in source.numbers and right in target.numbers
        ],
        np.int64,
    )
