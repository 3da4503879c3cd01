"""What two texts say of each other: their words, and which translate which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeAlias

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.languages import Language, Span, words
from isogloss.models.aligners.similarity import check_sizes
from isogloss.models.aligners.statistical.aligner import TaughtAligner
from isogloss.models.contracts import Aligner, Encoder, LearningAligner, Link, WordPair
from isogloss.progress import track
from isogloss.views.projection.stretches import stretches

_BATCH: Final = 64
_MOST_TAUGHT: Final = 50_000

Languages: TypeAlias = tuple[Language, Language]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Two texts, their words, the links between these, and how likely every link is.

    agreement: float32[m, n] in [0, 1]: what both directions of a statistical aligner make of each pair of
    words; of another aligner, the scores of its links, and 0 where there is none. encoder, phrases: what can
    be asked how alike two phrases are, if there is anything. brackets: what a translator had in brackets.
    """

    source: str
    target: str
    source_words: tuple[Span, ...]
    target_words: tuple[Span, ...]
    links: tuple[Link, ...]
    agreement: Floats2d
    encoder: Encoder | None = None
    phrases: PhraseScorer | None = None
    brackets: tuple[tuple[int, int], ...] | None = None


class PhraseScorer(Protocol):
    """Tells how likely phrases translate each other."""

    def __call__(self, phrase: str, candidates: Sequence[str], languages: Languages) -> Sequence[float]:
        """Return the mean log-probability of a token for each candidate, both directions averaged."""
        ...


def taught(aligner: Aligner, pairs: Sequence[tuple[str, str]]) -> Aligner:
    """Return the aligner, having learned from pairs of texts if it is one that learns.

    Evenly spaced ones of more than 50,000 pairs.
    """
    if not isinstance(aligner, LearningAligner):
        return aligner
    count = min(len(pairs), _MOST_TAUGHT)
    chosen = (pairs[number * len(pairs) // count] for number in range(count))
    return aligner.fit([_texts(*sides) for pair in chosen for sides in _sides(pair)])


def gather(
    pairs: Sequence[tuple[str, str]],
    aligner: Aligner,
    *,
    encoder: Encoder | None = None,
    phrases: PhraseScorer | None = None,
) -> Iterator[Evidence]:
    """Yield what an aligner says of each pair of texts, 64 at a time.

    encoder, phrases: handed on with each pair. Texts of several sentences are aligned by the sentences that
    stand for each other. Raises InputError for a stretch too long to be aligned whole.
    """
    for start in track(range(0, len(pairs), _BATCH), label="aligning", unit="batches"):
        batch = pairs[start : start + _BATCH]
        cut = [_sides(pair) for pair in batch]
        taken = [_texts(*sides) for stretches_of in cut for sides in stretches_of]
        check_sizes(taken, start + 1)
        said = _said(aligner, taken)
        for texts, parts in zip(batch, cut, strict=True):
            found = _together(texts, [(sides, *next(said)) for sides in parts])
            yield replace(found, encoder=encoder, phrases=phrases)


_Sides: TypeAlias = tuple[tuple[Span, ...], tuple[Span, ...]]


def _sides(pair: tuple[str, str]) -> list[_Sides]:
    """Return the words of both texts, stretch by stretch, at their places in the whole."""
    source, target = words(pair[0]), words(pair[1])
    return [
        (_inside(source, *stretch.source), _inside(target, *stretch.target)) for stretch in stretches(*pair)
    ]


def _inside(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    first, last = (bisect_left(spans, edge, key=lambda span: span.start) for edge in (start, end))
    return spans[first:last]


def _together(texts: tuple[str, str], parts: Sequence[tuple[_Sides, tuple[Link, ...], Floats2d]]) -> Evidence:
    """Return the evidence of whole texts from that of their stretches."""
    source, target = (tuple(span for sides, _, _ in parts for span in sides[side]) for side in (0, 1))
    likely = np.zeros((len(source), len(target)), np.float32)
    links: list[Link] = []
    i = j = 0
    for (left, right), own, agreement in parts:
        likely[i : i + len(left), j : j + len(right)] = agreement
        links += [replace(link, source=link.source + i, target=link.target + j) for link in own]
        i, j = i + len(left), j + len(right)
    return Evidence(*texts, source, target, tuple(links), likely)


def _said(aligner: Aligner, pairs: Sequence[WordPair]) -> Iterator[tuple[tuple[Link, ...], Floats2d]]:
    """Yield the links of each pair of word lists, and how likely each pair of words is one."""
    if isinstance(aligner, TaughtAligner):
        for both in aligner.both_ways(pairs):
            yield aligner.links(both), both.agreement
        return
    for (source, target), links in zip(pairs, aligner.align(pairs), strict=True):
        likely = np.zeros((len(source), len(target)), np.float32)
        for link in links:
            likely[link.source, link.target] = link.score
        yield links, likely


def _texts(source: Sequence[Span], target: Sequence[Span]) -> WordPair:
    return [span.text for span in source], [span.text for span in target]
