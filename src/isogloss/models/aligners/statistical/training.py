"""Translation tables learned by variational Bayes: a few rounds of model 1, then of the HMM.

Source: Riley and Gildea 2012, "Improving the IBM Alignment Models Using Variational Bayes". Here the
Dirichlet prior of a table's row is sparse and not flat: it has the shape of ``prior_weights``.
Both directions learn side by side from what they agree on, in kind as in Liang, Taskar and Klein 2006,
"Alignment by Agreement": there the posteriors of two words are multiplied, here the counts of two stems.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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


def learn(corpus: Corpus, weights: Floats1d, counts: tuple[Ints1d, Ints1d]) -> tuple[Tables, Tables]:
    """Return the tables given the sources and given the targets, from a corpus of one pair at least.

    weights: float64[k], prior weights of its keys. counts: how often each source and target was met.
    """
    laid_out = (blocks(corpus, 0), blocks(corpus, 1))
    tables = (_untaught(corpus, 0, weights, counts), _untaught(corpus, 1, weights, counts))
    for number in track(range(DIAGONAL_ROUNDS + MARKOV_ROUNDS), label="learning", unit="rounds"):
        markov = number >= DIAGONAL_ROUNDS
        forward, backward = (
            _expectations(blocks_of, table, markov=markov)
            for blocks_of, table in zip(laid_out, tables, strict=True)
        )
        agreed = np.sqrt(forward.pairs * backward.pairs) + CONCENTRATION * weights
        tables = (
            _renewed(tables[0], corpus, agreed, forward, counts[1]),
            _renewed(tables[1], corpus, agreed, backward, counts[0]),
        )
    return tables


@dataclass(frozen=True, slots=True, eq=False)
class _Expected:
    """Expected counts of pairs (float64[k]), of words that come from none, and of jumps, if any."""

    pairs: Floats1d
    null: Floats1d
    jumps: Floats1d


def _untaught(corpus: Corpus, given: int, weights: Floats1d, counts: tuple[Ints1d, Ints1d]) -> Tables:
    """Return what is believed before anything was read: the prior, normalised."""
    words = corpus.parts(given)
    mass = np.bincount(words, weights, len(counts[given])).astype(np.float64)
    total = np.asarray(digamma(CONCENTRATION * np.append(mass, np.median(mass))), np.float64)
    null = _null(np.zeros(len(counts[1 - given])), counts[1 - given])
    return Tables(given, corpus.keys, weights / mass[words], total, null, first_jumps())


def _renewed(tables: Tables, corpus: Corpus, pseudo: Floats1d, expected: _Expected, counts: Ints1d) -> Tables:
    """Return the tables that fit what is expected.

    pseudo: float64[k] > 0, counts of the corpus's keys. counts: how often each other word was met.
    """
    words = corpus.parts(tables.given)
    total = tables.total.copy()
    total[:-1] = digamma(np.bincount(words, pseudo, len(total) - 1))
    translation = np.maximum(np.exp(digamma(pseudo) - total[words]), _LEAST)
    jumps = (expected.jumps + 1) / (expected.jumps + 1).sum() if expected.jumps.any() else tables.jumps
    return replace(
        tables, translation=translation, total=total, null=_null(expected.null, counts), jumps=jumps
    )


def _null(expected: Floats1d, counts: Ints1d) -> Floats1d:
    spread = (expected + _NULL_PSEUDO * counts / counts.sum()) / (expected.sum() + _NULL_PSEUDO)
    return np.append(spread, spread.min())


def _expectations(laid_out: list[Block], tables: Tables, *, markov: bool) -> _Expected:
    """Return expected counts by the HMM, or else by model 1 about the diagonal."""
    emission = np.append(tables.translation, 1.0)
    pairs, null, jumps = (
        np.zeros(size) for size in (len(tables.keys), len(tables.null) - 1, len(tables.jumps))
    )
    for block in laid_out:
        given, none = emission[block.cells], tables.empty(block.words)
        if markov:
            believed = forward_backward(given, none, block.present, tables.jumps, NULL_SHARE)
            words, nulls = believed.words, believed.null
            jumps += believed.jumps
        else:
            words, nulls = near_diagonal(given, none, _ahead(block), NULL_SHARE)
        here = block.present
        pairs += np.bincount(block.cells[here].ravel(), words[here].ravel(), len(pairs))
        null += np.bincount(block.words[here], nulls[here], len(null))
    return _Expected(pairs, null, jumps)


def _ahead(block: Block) -> Doubles2d:
    lengths = block.present.sum(axis=1, keepdims=True)
    steps = (np.arange(block.present.shape[1]) + 0.5) / lengths
    return diagonal(steps, block.cells.shape[2], SHARPNESS)
