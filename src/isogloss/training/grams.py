"""Weighted character n-grams, each word cut once: an article is a few hundred words, many times over.

What scikit-learn's TfidfVectorizer with ``analyzer="char_wb"`` gives, to the last bit (its counts, its order
of terms, its weighing), in a third of the time on long texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from isogloss.arrays import Floats1d, Ints1d
from isogloss.errors import InputError

LENGTHS: Final = range(2, 6)
MOST_TERMS: Final = 100_000
_MOST_WORDS: Final = 30_000  # whose n-grams are remembered
_BLOCK: Final = 256  # texts whose n-grams stand in memory before they are counted
Rows = Any  # a scipy CSR matrix, float64[n, len(terms)]


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams that are known, sorted, and the inverse document frequency of each, float64[len(terms)].

    n = 2 ... 5, inside words, whose ends are marked by blanks; lower case; sublinear term frequency; rows of
    unit length.
    """

    terms: Sequence[str]
    idf: Floats1d
    _words: _Words = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Give each n-gram its number."""
        known = {term: place for place, term in enumerate(self.terms)}
        object.__setattr__(self, "_words", _Words(known, grow=False))

    @classmethod
    def fit(cls, texts: Sequence[str]) -> tuple[Grams, Rows]:
        """Return the n-grams of the texts, the most frequent 100,000, and the rows of the texts.

        Raises InputError if no text holds any.
        """
        from sklearn.feature_extraction.text import TfidfTransformer

        found: dict[str, int] = {}  # numbered as they are first met
        counts = _counts(texts, _Words(found, grow=True))
        if not found:
            raise InputError("No text to learn from holds a letter.", fix="Check which column is the text.")
        ordered = sorted(found)
        places = np.empty(len(ordered), dtype=counts.indices.dtype)
        places[[found[term] for term in ordered]] = np.arange(len(ordered))
        counts.indices = places[counts.indices]
        if len(ordered) > MOST_TERMS:
            often = np.asarray(counts.sum(axis=0)).ravel()
            kept = np.sort((-often).argsort()[:MOST_TERMS])
            counts, ordered = counts[:, kept], [ordered[place] for place in kept.tolist()]
        weighing = TfidfTransformer(sublinear_tf=True)
        rows = weighing.fit_transform(counts)
        return cls(ordered, weighing.idf_), rows

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return the rows of other texts; one that holds no known n-gram is all zeros."""
        from sklearn.feature_extraction.text import TfidfTransformer

        counts = _counts(texts, self._words)
        if not len(texts):
            return counts
        weighing = TfidfTransformer(sublinear_tf=True)
        weighing.idf_ = self.idf
        return weighing.transform(counts)


class _Words(dict[str, Ints1d]):
    """The numbers of each word's n-grams, int64[n]; those unknown get one, or are left out."""

    def __init__(self, known: dict[str, int], *, grow: bool) -> None:
        self.known, self._grow = known, grow

    def __missing__(self, word: str) -> Ints1d:
        known = self.known
        if len(self) >= _MOST_WORDS:  # a long stream of texts is to fit into memory
            self.clear()
        if self._grow:
            numbers = [known.setdefault(gram, len(known)) for gram in grams(word)]
        else:
            numbers = [known[gram] for gram in grams(word) if gram in known]
        self[word] = np.array(numbers, dtype=np.int64)
        return self[word]


def grams(word: str) -> Iterator[str]:
    """Yield the n-grams of a word between two blanks, short ones first; one that is all of it once."""
    marked = f" {word} "
    for length in LENGTHS:
        yield marked[:length]
        for start in range(1, len(marked) - length + 1):
            yield marked[start : start + length]
        if len(marked) <= length:
            break


def _counts(texts: Sequence[str], words: _Words) -> Rows:
    """Return how often each n-gram stands in each text, float64[len(texts), n-grams], in CSR."""
    from scipy.sparse import csr_matrix, vstack

    blocks = []
    for start in range(0, len(texts), _BLOCK):
        numbers, times, ends = [np.empty(0, np.int64)], [np.empty(0)], [0]
        for text in texts[start : start + _BLOCK]:
            own = Counter(text.lower().split())
            cut = [words[word] for word in own]
            numbers += cut
            times += [np.repeat(np.array([*own.values()], dtype=np.float64), list(map(len, cut)))]
            ends.append(ends[-1] + sum(map(len, cut)))
        block = csr_matrix(
            (np.concatenate(times), np.concatenate(numbers), ends),
            shape=(len(ends) - 1, max(1, len(words.known))),
        )
        block.sum_duplicates()
        blocks.append(block)
    width = max(1, len(words.known))  # which has grown since
    wide = [csr_matrix((one.data, one.indices, one.indptr), shape=(one.shape[0], width)) for one in blocks]
    return vstack(wide, format="csr") if wide else csr_matrix((0, width))
