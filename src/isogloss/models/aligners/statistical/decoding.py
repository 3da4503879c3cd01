"""What two directions say of pairs of sentences, by their tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Floats2d
from isogloss.models.aligners.statistical.corpus import Corpus, blocks
from isogloss.models.aligners.statistical.hmm import forward_backward
from isogloss.models.aligners.statistical.symmetrisation import BothWays, Cells
from isogloss.models.aligners.statistical.training import NULL_SHARE, Tables

_STRETCH: Final = 100  # words
_CONTEXT: Final = 20  # words on either side of a stretch that help to align it
_MARGIN: Final = 120  # words that a text may stray from its diagonal
_WIDEST: Final = 1200  # words of one window; more only where one side is many times longer


def both_ways(corpus: Corpus, tables: Sequence[Tables], emissions: Sequence[Floats1d]) -> list[BothWays]:
    """Return what both directions, with a table and emissions each, say of each pair by the HMM."""
    (forward, _), (backward, _) = ways = [
        _markov(corpus, table, emission) for table, emission in zip(tables, emissions, strict=True)
    ]
    links = [[_chosen(words, null) for words, null in zip(*way, strict=True)] for way in ways]
    return [
        BothWays(
            {(i, j) for j, i in ahead},
            set(back),
            np.sqrt(one.T * other, dtype=np.float32, casting="same_kind"),
        )
        for one, other, ahead, back in zip(forward, backward, *links, strict=True)
    ]


def both_ways_long(corpus: Corpus, tables: Sequence[Tables], emissions: Sequence[Floats1d]) -> list[BothWays]:
    """Return the same for texts of any length, a stretch at a time, each among the words about its place.

    Of one pair float32[m, n] is held twice, and everything else by stretches.
    """
    made = []
    for number in range(len(corpus.cells)):
        forward, ahead = _by_windows(corpus, number, tables[0], emissions[0])
        backward, back = _by_windows(corpus, number, tables[1], emissions[1])
        np.multiply(backward, forward.T, out=backward)
        np.sqrt(backward, out=backward)
        made.append(BothWays({(i, j) for j, i in ahead}, back, backward))
    return made


def _markov(corpus: Corpus, table: Tables, emission: Floats1d) -> tuple[list[Doubles2d], list[Floats1d]]:
    """Return for each pair float64[J, I] and float64[J], the posteriors of words and of the empty word."""
    words: list[Doubles2d] = [np.zeros((0, 0))] * len(corpus.cells)
    null: list[Floats1d] = [np.zeros(0)] * len(corpus.cells)
    for block in blocks(corpus, table.given):
        found = forward_backward(
            emission[block.cells], table.empty(block.words), block.present, table.jumps, NULL_SHARE
        )
        for row, number in enumerate(block.pairs):
            length = int(block.present[row].sum())
            words[number], null[number] = found.words[row, :length], found.null[row, :length]
    return words, null


def _by_windows(corpus: Corpus, number: int, table: Tables, emission: Floats1d) -> tuple[Floats2d, Cells]:
    """Return float32[J, I], the posteriors of one pair, and its links as (j, i)."""
    cells = corpus.cells[number].T if table.given == 0 else corpus.cells[number]
    none = table.empty(corpus.sides[1 - table.given][number])
    posteriors = np.zeros(cells.shape, np.float32)
    links: Cells = set()
    for start in range(0, len(cells), _STRETCH):
        end = min(start + _STRETCH, len(cells))
        rows = slice(max(start - _CONTEXT, 0), min(end + _CONTEXT, len(cells)))
        columns = _window(rows, cells.shape)
        found = forward_backward(
            emission[cells[rows, columns]][None],
            none[None, rows],
            np.ones((1, rows.stop - rows.start), bool),
            table.jumps,
            NULL_SHARE,
            within=start > 0,
        )
        own = slice(start - rows.start, end - rows.start)
        words, null = found.words[0, own], found.null[0, own]
        posteriors[start:end, columns] = words
        links.update((start + j, columns.start + i) for j, i in _chosen(words, null))
    return posteriors, links


def _window(rows: slice, shape: tuple[int, ...]) -> slice:
    """Return the places of the other side that a stretch may come from: about the diagonal."""
    size, states = shape
    first, last = rows.start * states // size - _MARGIN, -(-rows.stop * states // size) + _MARGIN
    if last - first > _WIDEST:
        first = (first + last - _WIDEST) // 2
        last = first + _WIDEST
    return slice(max(first, 0), min(last, states))


def _chosen(words: Doubles2d, null: Floats1d) -> list[tuple[int, int]]:
    """Return (j, i) for each word j likelier to come from word i than from any other or from none."""
    best = words.argmax(axis=1)
    rows = np.flatnonzero(np.take_along_axis(words, best[:, None], axis=1)[:, 0] > null)
    return list(zip(rows.tolist(), best[rows].tolist(), strict=True))
