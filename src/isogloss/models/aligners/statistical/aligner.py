"""The statistical aligner: it learns from the pairs it is given, in both directions, and aligns by both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.data.examples import Entry
from isogloss.models.aligners.evidence import listed
from isogloss.models.aligners.similarity import Languages, check_sizes
from isogloss.models.aligners.statistical.corpus import numbered
from isogloss.models.aligners.statistical.decoding import both_ways, both_ways_long
from isogloss.models.aligners.statistical.lengths import LONG, longer, pieces_of
from isogloss.models.aligners.statistical.prior import prior_weights
from isogloss.models.aligners.statistical.symmetrisation import BothWays, symmetrisation
from isogloss.models.aligners.statistical.training import Tables, learn
from isogloss.models.aligners.statistical.vocabulary import Vocabulary, learned
from isogloss.models.contracts import Link, WordEncoder, WordPair
from isogloss.models.speaking import speaking

MOST_CELLS: Final = 20_000_000  # to learn from: some 30,000 pairs of news; more pairs teach little more
_BATCH_CELLS: Final = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class StatisticalAligner:
    """Learns, then aligns. A LearningAligner.

    encoder: its words' similarity is the prior of the translation tables; none for statistics alone.
    lexicon: entries that count as similar words. symmetrised: a name of SYMMETRISATIONS. languages: of the
    two sides, for an encoder that asks.
    """

    name: str
    encoder: WordEncoder | None
    lexicon: tuple[Entry, ...] = ()
    symmetrised: str = "agreement"
    languages: Languages = (None, None)

    def encoder_of(self, side: int) -> WordEncoder | None:
        """Return the encoder of the words of side 0 or 1."""
        return None if self.encoder is None else speaking(self.encoder, self.languages[side])

    def fit(self, pairs: Sequence[WordPair]) -> TaughtAligner:
        """Return the aligner that has learned from ``pairs``: all, or evenly spaced ones of a great many.

        The same pairs in the same order give the same links, bit for bit.
        """
        chosen = _chosen(pairs)
        source, target = (learned([pair[side] for pair in chosen], self.encoder_of(side)) for side in (0, 1))
        corpus = numbered(chosen, source, target)
        known = listed(self.lexicon)
        tables: tuple[Tables, Tables] | None = None
        if len(corpus.keys):
            weights = prior_weights(corpus, source, target, known)
            counts = (source.counts, target.counts)
            tables = learn(corpus, weights, counts)
        return TaughtAligner(self, (source, target), known, tables)

    def align(self, pairs: Sequence[WordPair]) -> list[tuple[Link, ...]]:
        """Return the links of each pair, after having learned from all of them."""
        check_sizes(pairs)
        return self.fit(pairs).align(pairs)


@dataclass(frozen=True, slots=True, eq=False)
class TaughtAligner:
    """Aligns by the tables it holds. An Aligner."""

    plan: StatisticalAligner
    vocabularies: tuple[Vocabulary, Vocabulary]
    known: frozenset[tuple[str, str]]
    tables: tuple[Tables, Tables] | None

    @property
    def name(self) -> str:
        """That of the aligner that taught it."""
        return self.plan.name

    def align(self, pairs: Sequence[WordPair]) -> list[tuple[Link, ...]]:
        """Return the links of each pair; a link is sure where both directions choose it."""
        check_sizes(pairs)
        links: list[tuple[Link, ...]] = [()] * len(pairs)
        if self.tables is None:  # taught nothing
            return self.plan.align(pairs) if any(left and right for left, right in pairs) else links
        for batch in _batches(pairs):
            found_here = self._align(self.tables, [pairs[number] for number in batch])
            for number, found in zip(batch, found_here, strict=True):
                links[number] = found
        return links

    def both_ways(self, pairs: Sequence[WordPair]) -> list[BothWays]:
        """Return what both directions say of each pair, with the probability of every link.

        float32[m, n] a pair is held, so give a batch at a time. An aligner taught nothing learns from these.
        """
        check_sizes(pairs)
        found = [BothWays(set(), set(), np.zeros((len(a), len(b)), np.float32)) for a, b in pairs]
        if self.tables is None:
            return self.plan.fit(pairs).both_ways(pairs) if any(a and b for a, b in pairs) else found
        for batch in _batches(pairs):
            ways = self._both_ways(self.tables, [pairs[number] for number in batch])
            for number, both in zip(batch, ways, strict=True):
                found[number] = both
        return found

    def links(self, both: BothWays) -> tuple[Link, ...]:
        """Return the links of a pair as ``align`` does; sure are those that both directions choose."""
        sure = both.forward & both.backward
        cells = sorted(symmetrisation(self.plan.symmetrised)(both))
        return tuple(Link(i, j, min(float(both.agreement[i, j]), 1.0), (i, j) in sure) for i, j in cells)

    def _align(self, tables: tuple[Tables, Tables], pairs: list[WordPair]) -> list[tuple[Link, ...]]:
        return [self.links(both) for both in self._both_ways(tables, pairs)]

    def _both_ways(self, tables: tuple[Tables, Tables], pairs: list[WordPair]) -> list[BothWays]:
        source, target = (
            known.extended((pair[side] for pair in pairs), self.plan.encoder_of(side))
            for side, known in enumerate(self.vocabularies)
        )
        corpus = numbered(pairs, source, target)
        weights = prior_weights(corpus, source, target, self.known)
        emissions = [table.emission(corpus, weights) for table in tables]
        if max(map(longer, pairs)) > LONG:
            return both_ways_long(corpus, tables, emissions)
        return both_ways(corpus, tables, emissions)


def _chosen(pairs: Sequence[WordPair]) -> list[WordPair]:
    """Return what is learned from: pairs with two sides, long ones in pieces, evenly spaced if too many."""
    pieces = [piece for pair in pairs if pair[0] and pair[1] for piece in pieces_of(pair)]
    sizes = np.array([len(source) * len(target) for source, target in pieces], np.int64)
    if sizes.sum() <= MOST_CELLS:
        return pieces
    count = int(len(pieces) * MOST_CELLS / sizes.sum())
    return [pieces[place] for place in np.linspace(0, len(pieces) - 1, max(count, 1)).astype(np.int64)]


def _batches(pairs: Sequence[WordPair]) -> Iterator[list[int]]:
    """Yield the numbers of pairs that are aligned together: few cells at a time, each long pair alone."""
    batch: list[int] = []
    cells = 0
    for number, pair in enumerate(pairs):
        if not pair[0] or not pair[1]:
            continue
        if longer(pair) > LONG:
            yield [number]
            continue
        batch.append(number)
        cells += len(pair[0]) * len(pair[1])
        if cells > _BATCH_CELLS:
            yield batch
            batch, cells = [], 0
    if batch:
        yield batch
