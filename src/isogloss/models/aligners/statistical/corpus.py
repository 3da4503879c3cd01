"""Sentence pairs as numbers, and laid out in blocks whose sentences are worked on at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from isogloss.arrays import Bools1d, Ints1d
from isogloss.models.aligners.statistical.vocabulary import Vocabulary
from isogloss.models.contracts import WordPair

# Half of int64: the cells are what takes memory.
Numbers: TypeAlias = npt.NDArray[np.int32]

SHIFT: Final = 32  # bits of a target's number in a key
_BLOCK: Final = 1_000_000  # cells


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Pairs of which both sides have words.

    sides: the numbers of the words of each sentence, sources and targets. keys: int64[k], the distinct
    pairs of a source and a target that meet in a pair of sentences, sorted; ``source << 32 | target``.
    cells: for each pair of sentences int32[m, n], the places in ``keys`` of its words.
    """

    sides: tuple[list[Ints1d], list[Ints1d]]
    keys: Ints1d
    cells: list[Numbers]

    def parts(self, side: int) -> Ints1d:
        """Return int64[k]: the numbers of the words on one side, 0 source or 1 target, of each key."""
        return self.keys >> SHIFT if side == 0 else self.keys & ((1 << SHIFT) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Sentence pairs whose conditioning sides all have I words; J is the longest other side.

    pairs: which of the corpus they are. cells: int32[b, J, I], places in the corpus's keys, and one past
    the last where a sentence has ended. words: int32[b, J], numbers of the words on the other side, -1
    where it has ended. present: bool[b, J].
    """

    pairs: list[int]
    cells: Numbers
    words: Numbers
    present: Bools1d


def numbered(pairs: Sequence[WordPair], source: Vocabulary, target: Vocabulary) -> Corpus:
    """Return the corpus of ``pairs``, all with words on both sides, in the numbers of two vocabularies."""
    sides = [source.encode(pair[0]) for pair in pairs], [target.encode(pair[1]) for pair in pairs]
    if not pairs:
        return Corpus(sides, np.zeros(0, np.int64), [])
    # Words that recur in a long sentence are paired once: its cells may be millions, its words are not.
    distinct = [[np.unique(sentence, return_inverse=True) for sentence in side] for side in sides]
    met = [(left[:, None] << SHIFT | right).ravel() for (left, _), (right, _) in zip(*distinct, strict=True)]
    keys, places = np.unique(np.concatenate(met), return_inverse=True)
    cut = np.split(places.astype(np.int32), np.cumsum([len(found) for found in met])[:-1])
    cells = [
        found.reshape(len(left), -1)[np.ix_(rows, columns)]
        for found, (left, rows), (_, columns) in zip(cut, *distinct, strict=True)
    ]
    return Corpus(sides, keys, cells)


def blocks(corpus: Corpus, given: int) -> list[Block]:
    """Return all pairs in blocks; ``given`` is the conditioning side, 0 for the source, 1 for the target."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, sentence in enumerate(corpus.sides[given]):
        by_length[len(sentence)].append(number)
    made = []
    for length, numbers in sorted(by_length.items()):
        # Sentences of like length side by side leave little padding.
        numbers.sort(key=lambda number: len(corpus.sides[1 - given][number]))
        start = 0
        for end in range(1, len(numbers) + 1):
            longest = 0 if end == len(numbers) else len(corpus.sides[1 - given][numbers[end]])
            if end == len(numbers) or (end - start + 1) * length * longest > _BLOCK:
                made.append(_block(corpus, given, numbers[start:end]))
                start = end
    return made


def _block(corpus: Corpus, given: int, numbers: list[int]) -> Block:
    others = [corpus.sides[1 - given][number] for number in numbers]
    shape = (len(numbers), len(others[-1]))
    cells = np.full((*shape, len(corpus.sides[given][numbers[0]])), len(corpus.keys), np.int32)
    words = np.full(shape, -1, np.int32)
    for row, (number, other) in enumerate(zip(numbers, others, strict=True)):
        found = corpus.cells[number]
        cells[row, : len(other)] = found.T if given == 0 else found
        words[row, : len(other)] = other
    return Block(numbers, cells, words, words >= 0)
