"""Aligners by a similarity alone: each pair of sentences by itself, nothing is learned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.data.examples import Entry
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.models.aligners.evidence import folded, listed, raise_known
from isogloss.models.contracts import Link, WordEncoder, WordPair, WordVectors
from isogloss.models.speaking import speaking

Method: TypeAlias = Callable[[Floats2d], list[tuple[int, int]]]
Languages: TypeAlias = tuple[Language | None, Language | None]

DISTANCE: Final = 0.4  # of cosine, what words lose that stand at opposite ends of their sentences
MOST_CELLS: Final = 40_000_000  # of one pair: 6,300 words a side
_BATCH_WORDS: Final = 1 << 18  # encoded at once, each distinct word of theirs only once: 134 MB of vectors


@dataclass(frozen=True, slots=True, eq=False)
class SimilarityAligner:
    """Links by ``method`` in the matrix of the words' cosines, less a penalty for distance. An Aligner.

    The same word on both sides has a cosine of 1, words that ``lexicon`` pairs have 0.6 at least. A link
    whose cosine is not above 0 is left out. Sure are the links of words that are each other's nearest.
    languages: of the two sides, for an encoder that asks.
    """

    name: str
    method: Method
    encoder: WordEncoder
    lexicon: tuple[Entry, ...] = ()
    distance: float = DISTANCE
    languages: Languages = (None, None)
    _known: frozenset[tuple[str, str]] = field(init=False)
    _sources: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Fold the lexicon once."""
        known = listed(self.lexicon)
        object.__setattr__(self, "_known", known)
        object.__setattr__(self, "_sources", frozenset(source for source, _ in known))

    def align(self, pairs: Sequence[WordPair]) -> list[tuple[Link, ...]]:
        """Return the links of each pair of word lists; one pair's matrix is held at a time.

        Raises InputError for a pair of more than 40 million cells.
        """
        links: list[tuple[Link, ...]] = []
        check_sizes(pairs)
        for batch in _batches(pairs):
            links += map(self._links, batch, *self._vectors(batch))
        return links

    def _vectors(self, batch: Sequence[WordPair]) -> tuple[list[WordVectors], list[WordVectors]]:
        """Return the words of both sides with their vectors; in one go, unless a language was named."""
        if self.languages != (None, None):
            source, target = (speaking(self.encoder, language) for language in self.languages)
            left = source.encode_words([pair[0] for pair in batch])
            return left, target.encode_words([pair[1] for pair in batch])
        both = self.encoder.encode_words([side for pair in batch for side in pair])
        return both[::2], both[1::2]

    def _links(self, pair: WordPair, source: WordVectors, target: WordVectors) -> tuple[Link, ...]:
        if not len(pair[0]) or not len(pair[1]):
            return ()
        similarity = source.vectors @ target.vectors.T
        sides = ([folded(word) for word in pair[0]], [folded(word) for word in pair[1]])
        raise_known(similarity, sides, self._known, self._sources)
        near = nearer(similarity, self.distance)
        cells = [cell for cell in self.method(near) if similarity[cell] > 0]
        rows, columns = near.argmax(axis=1).tolist(), near.argmax(axis=0).tolist()
        return tuple(
            Link(i, j, min(float(similarity[i, j]), 1.0), rows[i] == j and columns[j] == i) for i, j in cells
        )


def _batches(pairs: Sequence[WordPair]) -> Iterator[Sequence[WordPair]]:
    start = words = 0
    for number, (source, target) in enumerate(pairs):
        words += len(source) + len(target)
        if words > _BATCH_WORDS and number > start:
            yield pairs[start:number]
            start, words = number, len(source) + len(target)
    if start < len(pairs):
        yield pairs[start:]


def nearer(similarity: Floats2d, distance: float = DISTANCE) -> Floats2d:
    """Return float32[m, n]: each similarity less ``distance`` times how far apart the two places are.

    A place is counted in sentence lengths. This tells the first ``the`` of a sentence from its second.
    """
    rows, columns = (np.arange(size, dtype=np.float32) / max(size, 1) for size in similarity.shape)
    far = np.abs(rows[:, None] - columns)
    far *= distance
    penalised: Floats2d = np.subtract(similarity, far, out=far, dtype=np.float32)
    return penalised


def check_sizes(pairs: Sequence[WordPair], first: int = 1) -> None:
    """Raise InputError for a pair too long for a matrix of its words.

    first: the number of the first pair, for the message.
    """
    for number, (source, target) in enumerate(pairs, start=first):
        if len(source) * len(target) > MOST_CELLS:
            raise InputError(
                f"Pair {number:,} has {len(source):,} and {len(target):,} words, too many to align at once.",
                fix="Cut it into sentences or paragraphs first.",
            )
