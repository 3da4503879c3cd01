"""Marks carried over by choosing among all stretches of the translation the one that fits best.

As in T-Projection (García-Ferrero et al. 2023, arXiv:2212.10548) candidates are scored by how likely they and
the marked text translate each other, in both directions. There candidates are written by a language model and
scored by a translation model; here all n-grams of the translation are candidates, the aligner's probabilities
of both directions score them in their context, and an encoder, their sounds and (if given) a model's
log-probabilities judge the best of them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
import regex

from isogloss.arrays import Floats1d, Ints1d
from isogloss.data.marked import Mark, Marked
from isogloss.languages import Language
from isogloss.views.projection.alignment import copied
from isogloss.views.projection.conflicts import settled
from isogloss.views.projection.evidence import Evidence
from isogloss.views.projection.places import covering, placed
from isogloss.views.projection.projected import Carried, Projected
from isogloss.views.projection.sounds import alike, skeleton

JUDGED: Final = 40  # candidates that are looked at closely
OTHERS: Final = 0.5  # what a word loses for translating what is not marked
FREE: Final = 0.04  # what a word gains that translates nothing: names are often unknown to the aligner
LENGTH: Final = 0.3  # of the squared logarithm of how much longer than expected, or shorter
FIRM: Final = 1.0  # links of less than this in all are not scaled up to count as much as sure ones
SIGN: Final = 0.25  # what a sign inside costs that the marked text does not have
SOUND: Final = 0.5
NAME: Final = 0.5  # added for a name that is heard as it is
MEANING: Final = 0.6
LIKELIHOOD: Final = 0.3  # of a model's log-probability of a token
_HEARD: Final = 0.4  # how alike names must sound at least for it to say something
_LETTERS: Final = 4  # letters of a skeleton that is hardly met by chance
_LEAST: Final = 0.1  # links and sounds below which a mark counts as lost
_SIGN: Final = regex.compile(r"[\p{P}\p{S}--[·・\-'’.&/]]", regex.V1)


@dataclass(frozen=True, slots=True, eq=False)
class _Candidates:
    """Stretches of target words ``[first, last)``, best first, and what speaks for each."""

    first: Ints1d
    last: Ints1d
    scores: Floats1d


def by_candidates(source: Marked, evidence: Evidence, language: Language) -> Projected:
    """Return the marks of a text at the stretches of its translation that fit them best.

    A mark for which no stretch has a link or sounds alike is looked for as it is, else lost. It counts as
    split where more of its links lead outside its place than into it. Overlaps that the source does not have
    are given to the mark with more evidence.
    """
    carried = tuple(_carried(mark, source, evidence, language) for mark in source.marks)
    return settled(Projected(source, evidence.target, language, carried))


def _carried(mark: Mark, source: Marked, evidence: Evidence, language: Language) -> Carried:
    own = covering(evidence.source_words, mark.start, mark.end)
    if not own or not evidence.target_words:
        return copied(mark, evidence, "it has no words" if not own else "the translation has no words")
    inside = np.minimum(evidence.agreement[own.start : own.stop].sum(axis=0), 1.0, dtype=np.float64)
    found = _candidates(mark, own, inside, evidence)
    texts = [_text(evidence, *cell) for cell in zip(found.first, found.last, strict=True)]
    phrase = evidence.source[mark.start : mark.end]
    sounds = np.array([alike(phrase, text) for text in texts])
    scores = found.scores + _heard(phrase, sounds)
    if evidence.encoder is not None:
        asked = evidence.encoder.encode([phrase], language=source.language)
        scores += MEANING * (evidence.encoder.encode(texts, language=language) @ asked[0])
    if evidence.phrases is not None:
        scores += LIKELIHOOD * np.asarray(evidence.phrases(phrase, texts, (source.language, language)))
    best = int(scores.argmax())
    first, last = int(found.first[best]), int(found.last[best])
    linked, whole = float(inside[first:last].sum()), float(inside.sum())
    if linked < _LEAST and sounds[best] <= _HEARD:
        return copied(mark, evidence, "no word of it has a link")
    words = evidence.target_words[first:last]
    place = placed(evidence.source, (mark.start, mark.end), evidence.target, words)
    if place is None:
        return Carried(mark, None, "lost", reason="its words are blank")
    score = min(max(linked / len(own), float(sounds[best])), 1.0)
    if whole - linked > linked + _HEARD:
        return Carried(mark, place, "split", score, "more of its words stand elsewhere")
    return Carried(mark, place, "kept", score)


def _heard(phrase: str, sounds: Floats1d) -> Floats1d:
    """Return what sounds add: nothing if hardly alike, most for a name heard almost as it is."""
    said = SOUND * np.where(sounds > _HEARD, sounds, 0.0)
    if len(skeleton(phrase)) >= _LETTERS:
        said += NAME * np.clip((sounds - 0.6) / 0.4, 0.0, 1.0)
    return said


def _text(evidence: Evidence, first: int, last: int) -> str:
    words = evidence.target_words
    return evidence.target[words[first].start : words[last - 1].end]


def _candidates(mark: Mark, own: range, inside: Floats1d, evidence: Evidence) -> _Candidates:
    """Return the stretches that the aligner finds best for the source words ``own``, 40 at most.

    inside: float64[n], how much each target word is linked to these.
    """
    words, count = evidence.target_words, len(evidence.target_words)
    outside = np.maximum(evidence.agreement.sum(axis=0, dtype=np.float64) - inside, 0.0)
    gains = inside - OTHERS * outside + FREE
    widest = min(count, 4 + max(4, 3 * len(own) * count // max(len(evidence.source_words), 1)))
    first = np.repeat(np.arange(count), widest)
    last = first + np.tile(np.arange(1, widest + 1), count)
    first, last = first[last <= count], last[last <= count]
    gained = np.concatenate([[0.0], np.cumsum(gains)])
    signs = _signs(mark, evidence)
    starts = np.array([word.start for word in words])
    ends = np.array([word.end for word in words])
    expected = (mark.end - mark.start) * len(evidence.target) / max(len(evidence.source), 1)
    longer = np.log((ends[last - 1] - starts[first] + 1) / (expected + 1))
    scores = (gained[last] - gained[first]) / max(inside.sum(), FIRM)
    scores -= LENGTH * longer**2 + SIGN * (signs[last - 1] - signs[first])
    best = np.argsort(-scores, kind="stable")[:JUDGED]
    return _Candidates(first[best], last[best], scores[best])


def _signs(mark: Mark, evidence: Evidence) -> Ints1d:
    """Return int64[n]: up to each target word, how many gaps hold a sign that the marked text has not."""
    phrase, words = evidence.source[mark.start : mark.end], evidence.target_words
    found = [0]
    for left, right in itertools.pairwise(words):
        gap = evidence.target[left.end : right.start]
        found.append(found[-1] + any(sign not in phrase for sign in _SIGN.findall(gap)))
    return np.array(found, np.int64)
