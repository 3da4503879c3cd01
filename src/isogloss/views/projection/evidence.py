"""What two texts say of each other: their words, and which translate which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Floats2d
from isogloss.languages import Span, words
from isogloss.models.aligners.similarity import check_sizes
from isogloss.models.aligners.statistical.aligner import TaughtAligner
from isogloss.models.contracts import Aligner, LearningAligner, Link, WordPair
from isogloss.progress import track

_BATCH: Final = 64
_MOST_TAUGHT: Final = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Two texts, their words, the links between these, and how likely every link is.

    agreement: float32[m, n] in [0, 1]: what both directions of a statistical aligner make of each pair of
    words; of another aligner, the scores of its links, and 0 where there is none.
    """

    source: str
    target: str
    source_words: tuple[Span, ...]
    target_words: tuple[Span, ...]
    links: tuple[Link, ...]
    agreement: Floats2d


def taught(aligner: Aligner, pairs: Sequence[tuple[str, str]]) -> Aligner:
    """Return the aligner, having learned from pairs of texts if it is one that learns.

    Evenly spaced ones of more than 50,000 pairs.
    """
    if not isinstance(aligner, LearningAligner):
        return aligner
    count = min(len(pairs), _MOST_TAUGHT)
    chosen = (pairs[number * len(pairs) // count] for number in range(count))
    return aligner.fit([_texts(words(source), words(target)) for source, target in chosen])


def gather(pairs: Sequence[tuple[str, str]], aligner: Aligner) -> Iterator[Evidence]:
    """Yield what an aligner says of each pair of texts, 64 at a time.

    Raises InputError for a pair too long to be aligned whole.
    """
    for start in track(range(0, len(pairs), _BATCH), label="aligning", unit="batches"):
        batch = pairs[start : start + _BATCH]
        cut = [(words(source), words(target)) for source, target in batch]
        taken = [_texts(*sides) for sides in cut]
        check_sizes(taken, start + 1)
        links = aligner.align(taken)
        agreements = _agreements(aligner, taken, links)
        for texts, sides, own, agreement in zip(batch, cut, links, agreements, strict=True):
            yield Evidence(*texts, *sides, own, agreement)


def _agreements(
    aligner: Aligner, pairs: Sequence[WordPair], links: Sequence[tuple[Link, ...]]
) -> list[Floats2d]:
    if isinstance(aligner, TaughtAligner):
        return [both.agreement for both in aligner.both_ways(pairs)]
    found = []
    for (source, target), own in zip(pairs, links, strict=True):
        agreement = np.zeros((len(source), len(target)), np.float32)
        for link in own:
            agreement[link.source, link.target] = link.score
        found.append(agreement)
    return found


def _texts(source: Sequence[Span], target: Sequence[Span]) -> WordPair:
    return [span.text for span in source], [span.text for span in target]
