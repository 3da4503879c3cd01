"""What a reader sees of the spans of a passage that may answer a question.

Nothing in it belongs to one language: how much of the question stands near a span and in its sentence, by the
cosines of words; what kind of thing the span is and the question asks for, by their cosines to a few anchors;
digits, capitals and length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Doubles2d, Floats1d, Floats2d, Ints1d
from isogloss.languages import Span, sentences
from isogloss.training.heads.shapes import shapes
from isogloss.training.inputs import Passage

LONGEST: Final = 10  # words of an answer
_NEAR: Final = (2, 5, 10)  # words to either side
_LEAST: Final = 0.02
_SAME: Final = 0.6  # cosine from which a word of the passage counts as one of the question's


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Spans of a passage: words ``[starts, ends)``, and float64[spans, features]."""

    starts: Ints1d
    ends: Ints1d
    features: Doubles2d


def candidates(passage: Passage, anchors: Floats2d) -> Candidates:
    """Return every span of up to LONGEST words within a sentence; anchors: float32[len(ANCHORS), d]."""
    count = len(passage.words)
    starts, lengths = np.divmod(np.arange(count * LONGEST), LONGEST)
    ends = starts + lengths + 1
    sentence = _sentence_of(passage)
    inside = ends <= count
    starts, ends = starts[inside], ends[inside]
    same = sentence[starts] == sentence[ends - 1]
    starts, ends = starts[same], ends[same]
    columns = [
        *_overlap(passage, sentence, starts, ends),
        *_kinds(passage, anchors, starts, ends),
        *_surface(passage, sentence, starts, ends),
    ]
    return Candidates(starts, ends, np.stack(columns, axis=1))


def _sentence_of(passage: Passage) -> Ints1d:
    """Return the number of the sentence in which each word stands."""
    begins = [found.start for found in sentences(passage.context, passage.language)]
    places = [word.start for word in passage.words]
    return np.searchsorted(np.array(begins or [0]), np.array(places), side="right")


def _overlap(passage: Passage, sentence: Ints1d, starts: Ints1d, ends: Ints1d) -> list[np.ndarray]:
    """Return how much of the question stands in a span, beside it and in its sentence.

    Once with all words of the question alike, once with those that tell the passage's sentences apart.
    """
    cosines = passage.vectors @ passage.asked.T  # words of the passage, words of the question
    if not cosines.size:
        cosines = np.zeros((len(passage.words), 1), dtype=np.float32)
    best = np.zeros((int(sentence.max()) + 1 if len(sentence) else 1, cosines.shape[1]))
    for number in np.unique(sentence):
        best[number] = cosines[sentence == number].max(axis=0)
    there = best[np.unique(sentence)]
    telling = _telling(there)
    alike = np.clip(cosines.max(axis=1), 0, 1) * _rarity(passage)
    apart = (np.clip(cosines, 0, 1) * telling).max(axis=1) * len(telling)
    columns = [*_beside(alike, starts, ends), *_beside(apart, starts, ends)]
    own = sentence[starts]
    for found in (best, best > _SAME):
        for weights in (np.full(len(telling), 1 / len(telling)), telling):
            shares = found @ weights
            columns += [shares[own], shares[own] - shares[np.unique(sentence)].max()]
    rank = np.zeros(len(best))
    rank[np.unique(sentence)[np.argsort(-(there @ telling), kind="stable")]] = 1 / np.arange(
        1, len(there) + 1
    )
    return [*columns, rank[own]]


def _telling(best: Doubles2d) -> Floats1d:
    """Return for each word of the question how much it tells sentences apart, summing to 1.

    best: float[sentences, words of the question], the nearest word's cosine. A word that some sentence has,
    and most have not, tells; what all have (*the*, *of*) or none has tells nothing.
    """
    weights = np.clip(best.max(axis=0), 0, 1) * np.clip(1 - best.mean(axis=0), _LEAST, 1)
    if len(best) < 2 or weights.sum() < _LEAST:
        return np.full(best.shape[1], 1 / best.shape[1])
    found: Floats1d = weights / weights.sum()
    return found


def _beside(like: Floats1d, starts: Ints1d, ends: Ints1d) -> list[np.ndarray]:
    """Return the mean of a number of each word over a span, and over the words before and behind it."""
    sums = np.concatenate([[0.0], np.cumsum(like)])

    def mean(first: Ints1d, last: Ints1d) -> np.ndarray:
        first, last = np.clip(first, 0, len(like)), np.clip(last, 0, len(like))
        total: np.ndarray = (sums[last] - sums[first]) / np.maximum(last - first, 1)
        return total

    columns = [mean(starts, ends)]
    for near in _NEAR:
        columns += [mean(starts - near, starts), mean(ends, ends + near)]
    return columns


def _rarity(passage: Passage) -> np.ndarray:
    """Return a weight in (0, 1] for each word: the more often it stands in the passage, the less it says."""
    folded = [word.text.casefold() for word in passage.words]
    counts = {word: folded.count(word) for word in set(folded)}
    return np.array([1.0 / counts[word] for word in folded])


def _kinds(passage: Passage, anchors: Floats2d, starts: Ints1d, ends: Ints1d) -> list[np.ndarray]:
    """Return what the question asks for, what the span is, by anchors, and the product of both."""
    asked = (passage.asked @ anchors.T).max(axis=0) if len(passage.asked) else np.zeros(len(anchors))
    sums = np.concatenate([np.zeros((1, len(anchors))), np.cumsum(passage.vectors @ anchors.T, axis=0)])
    kinds = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
    whole = np.repeat(asked[None, :], len(starts), axis=0)
    return [*whole.T, *kinds.T, *(whole[:, ::2] * kinds[:, 1::2]).T]


def _surface(passage: Passage, sentence: Ints1d, starts: Ints1d, ends: Ints1d) -> list[np.ndarray]:
    """Return what letters and places show: shapes of first, last and all words, length, neighbours."""
    letters = shapes([word.text for word in passage.words]).astype(np.float64)
    sums = np.concatenate([np.zeros((1, letters.shape[1])), np.cumsum(letters, axis=0)])
    mean = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
    lengths = ends - starts
    one_hot = [(lengths == length).astype(np.float64) for length in range(1, LONGEST + 1)]
    gaps = _gaps(passage.context, passage.words)
    cut = np.concatenate([[0.0], np.cumsum(gaps[1:-1])])  # signs between neighbouring words
    within = cut[ends - 1] - cut[starts]
    first = np.concatenate([[True], sentence[1:] != sentence[:-1]])[starts]
    return [
        *letters[starts].T,
        *letters[ends - 1].T,
        *mean.T,
        *one_hot,
        gaps[starts],
        gaps[ends],
        within,
        first,
    ]


def _gaps(context: str, found: Sequence[Span]) -> np.ndarray:
    """Return for each place between words, and both ends, whether more than blanks stands there."""
    edges = [0, *(place for word in found for place in (word.start, word.end)), len(context)]
    between = [context[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]
    return np.array([float(bool(text.strip())) for text in between])
