"""Marks carried over by asking each word of the translation which source word it most likely comes from."""

from __future__ import annotations

from typing import Final

from isogloss.data.marked import Mark, Marked
from isogloss.languages import Language
from isogloss.views.projection.alignment import GAP, copied
from isogloss.views.projection.conflicts import settled
from isogloss.views.projection.evidence import Evidence
from isogloss.views.projection.places import covering, placed
from isogloss.views.projection.projected import Carried, Projected

_LEAST: Final = 0.05  # probability of a link below which a word comes from none


def by_ownership(source: Marked, evidence: Evidence, language: Language) -> Projected:
    """Return the marks at the words that most likely come from theirs, the heaviest run of these.

    Unlike links that both sides must choose, this lets many words come from one, as the characters of a
    Chinese name do.
    """
    owned = tuple(_carried(mark, evidence) for mark in source.marks)
    return settled(Projected(source, evidence.target, language, owned))


def _carried(mark: Mark, evidence: Evidence) -> Carried:
    own = covering(evidence.source_words, mark.start, mark.end)
    if not own or not evidence.target_words:
        return copied(mark, evidence, "it has no words" if not own else "the translation has no words")
    owners, scores = evidence.agreement.argmax(axis=0), evidence.agreement.max(axis=0)
    runs: list[tuple[int, int, float]] = []
    for word, (owner, score) in enumerate(zip(owners.tolist(), scores.tolist(), strict=True)):
        if owner not in own or score < _LEAST:
            continue
        between = scores[runs[-1][1] + 1 : word] if runs else scores[:0]
        if runs and len(between) <= GAP and not (between >= _LEAST).any():
            runs[-1] = (runs[-1][0], word, runs[-1][2] + score)
        else:
            runs.append((word, word, score))
    if not runs:
        return copied(mark, evidence, "no word comes from it")
    first, last, weight = max(runs, key=lambda run: run[2])
    words = evidence.target_words[first : last + 1]
    place = placed(evidence.source, (mark.start, mark.end), evidence.target, words)
    if place is None:
        return Carried(mark, None, "lost", reason="its words are blank")
    aside = sum(run[2] for run in runs) - weight
    if aside >= weight / 2:
        return Carried(mark, place, "split", min(weight / len(own), 1.0), "its words stand in several places")
    return Carried(mark, place, "kept", min(weight / len(own), 1.0))
