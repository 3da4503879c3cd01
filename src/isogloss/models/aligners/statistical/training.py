"""Translation tables learned by variational Bayes: a few rounds of model 1, then of the HMM.

Source: Riley and Gildea 2012, "Improving the IBM Alignment Models Using Variational Bayes". Here the
Dirichlet prior of a table's row is sparse and not flat: it has the shape of ``prior_weights``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import digamma

from isogloss.arrays import Doubles2d, Floats1d, Ints1d
from isogloss.models.aligners.statistical.corpus import Block, Corpus, Numbers, blocks
from isogloss.models.aligners.statistical.hmm import (
    diagonal,
    first_jumps,
    forward_backward,
    near_diagonal,
)
from isogloss.progress import track

DIAGONAL_ROUNDS: Final = 3
MARKOV_ROUNDS: Final = 4
CONCENTRATION: Final = 1e-2  # pseudo-counts of a pair whose words have a cosine of 0
NULL_SHARE: Final = 0.3
SHARPNESS: Final = 4.0  # of the diagonal in the first rounds
_NULL_PSEUDO: Final = 5.0  # words that the empty word is taken to have given, spread as the text's words are
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """One direction: what a word of the conditioning side gives.

    given: the conditioning side, 0 for the source. keys: int64[k], sorted, as in a Corpus, and translation:
    float64[k], the (sub-normalised) probability of each. total: float64[n], digamma of the mass of each
    conditioning word, the last being that of a word never seen. null: float64[w + 1], the probability of each
    word given the empty word, the last being that of a word never seen. jumps: as in ``first_jumps``.
    """

    given: int
    keys: Ints1d
    translation: Floats1d
    total: Floats1d
    null: Floats1d
    jumps: Floats1d

    def emission(self, corpus: Corpus, weights: Floats1d) -> Floats1d:
        """Return float64[k + 1] for the keys of any corpus, 1 at the end; weights: their prior weights."""
        places = np.minimum(np.searchsorted(self.keys, corpus.keys), len(self.keys) - 1)
        known = self.keys[places] == corpus.keys
        words = np.minimum(corpus.parts(self.given), len(self.total) - 1)
        unseen = np.exp(digamma(CONCENTRATION * weights) - self.total[words])
        found = np.where(known, self.translation[places], unseen)
        return np.append(np.maximum(found, _LEAST), 1.0)

    def empty(self, words: Ints1d | Numbers) -> Floats1d:
        """Return float64 in the shape of ``words``: how likely each is given the empty word; 1 for -1."""
        found = self.null[np.minimum(words, len(self.null) - 1)]
        found[words < 0] = 1.0
        return found


def learn(corpus: Corpus, given: int, weights: Floats1d, counts: tuple[Ints1d, Ints1d]) -> Tables:
    """Return the tables of one direction, learned from a corpus of one pair at least.

    weights: float64[k], prior weights of its keys. counts: how often each source and target was met.
    """
    words = corpus.parts(given)
    size = len(counts[given])
    mass = np.bincount(words, weights, size)
    other = counts[1 - given] / counts[1 - given].sum()
    translation, null, jumps = weights / mass[words], other, first_jumps()
    total = np.zeros(size)
    laid_out = blocks(corpus, given)
    for number in track(range(DIAGONAL_ROUNDS + MARKOV_ROUNDS), label="learning"):
        markov = number >= DIAGONAL_ROUNDS
        expected = _expectations(laid_out, translation, null, jumps if markov else None)
        pseudo = expected.pairs + CONCENTRATION * weights
        total = np.asarray(digamma(np.bincount(words, pseudo, size)), np.float64)
        translation = np.maximum(np.exp(digamma(pseudo) - total[words]), _LEAST)
        null = (expected.null + _NULL_PSEUDO * other) / (expected.null.sum() + _NULL_PSEUDO)
        if markov:
            jumps = (expected.jumps + 1) / (expected.jumps + 1).sum()
    never_seen = digamma(CONCENTRATION * np.median(mass))
    null = np.append(null, null.min())
    return Tables(given, corpus.keys, translation, np.append(total, never_seen), null, jumps)


@dataclass(frozen=True, slots=True, eq=False)
class _Expected:
    pairs: Floats1d
    null: Floats1d
    jumps: Floats1d


def _expectations(
    laid_out: list[Block], translation: Floats1d, null: Floats1d, jumps: Floats1d | None
) -> _Expected:
    """Return expected counts of pairs, of words without origin, and of jumps; no jumps means the diagonal."""
    emission, empty = np.append(translation, 1.0), np.append(null, 1.0)
    expected = _Expected(np.zeros(len(translation)), np.zeros(len(null)), np.zeros(len(first_jumps())))
    for block in laid_out:
        given, none = emission[block.cells], empty[block.words]
        if jumps is None:
            words, nulls = near_diagonal(given, none, _ahead(block), NULL_SHARE)
        else:
            believed = forward_backward(given, none, block.present, jumps, NULL_SHARE)
            words, nulls = believed.words, believed.null
            expected.jumps[:] += believed.jumps
        here = block.present
        expected.pairs[:] += np.bincount(block.cells[here].ravel(), words[here].ravel(), len(translation))
        expected.null[:] += np.bincount(block.words[here], nulls[here], len(null))
    return expected


def _ahead(block: Block) -> Doubles2d:
    lengths = block.present.sum(axis=1, keepdims=True)
    steps = (np.arange(block.present.shape[1]) + 0.5) / lengths
    return diagonal(steps, block.cells.shape[2], SHARPNESS)
