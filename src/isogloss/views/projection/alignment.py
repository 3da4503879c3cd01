"""Marks carried over the links of an alignment: what stands together, gaps filled, strays left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from isogloss.data.marked import Mark, Marked
from isogloss.languages import Language
from isogloss.views.projection.conflicts import settled
from isogloss.views.projection.copies import copies
from isogloss.views.projection.evidence import Evidence
from isogloss.views.projection.places import covering, placed, snapped
from isogloss.views.projection.projected import Carried, Projected

GAP: Final = 2  # words that may stand between two linked ones without a link of their own
_ASIDE: Final = 0.5  # of the best run's weight: what a second run needs for a mark to count as split


@dataclass(frozen=True, slots=True)
class _Run:
    """Words ``first`` to ``last`` of the target, and the summed scores of their links."""

    first: int
    last: int
    weight: float


def by_alignment(source: Marked, evidence: Evidence, language: Language) -> Projected:
    """Return the marks of a text where its translation's words are linked to theirs.

    The linked words that stand together are the place: unlinked ones between two of them are filled in, and
    of several such runs the one with the most weight is taken, the mark then counts as split. A mark with no
    link is looked for as it is: names and numbers are often copied. Overlaps that the source does not have
    are given to the mark with more weight.
    """
    return settled(
        Projected(source, evidence.target, language, tuple(_carried(mark, evidence) for mark in source.marks))
    )


def _carried(mark: Mark, evidence: Evidence) -> Carried:
    own = covering(evidence.source_words, mark.start, mark.end)
    runs = _runs(own, evidence)
    if not runs:
        return copied(mark, evidence, "no word of it has a link" if own else "it has no words")
    best = max(runs, key=lambda run: run.weight)
    words = evidence.target_words[best.first : best.last + 1]
    place = placed(evidence.source, (mark.start, mark.end), evidence.target, words)
    if place is None:
        return Carried(mark, None, "lost", reason="its words are blank")
    aside = [run for run in runs if run is not best and run.weight >= _ASIDE * best.weight]
    score = min(best.weight / len(own), 1.0)
    if aside:
        return Carried(mark, place, "split", score, f"its words stand in {len(aside) + 1} places")
    return Carried(mark, place, "kept", score)


def copied(mark: Mark, evidence: Evidence, reason: str) -> Carried:
    """Return a mark at the copy of its text in the target, nearest to where it would be; else lost."""
    text = evidence.source[mark.start : mark.end].strip()
    found = list(copies(text, evidence.target, evidence.target_words))
    if not found:
        return Carried(mark, None, "lost", reason=reason)
    share = mark.start / max(len(evidence.source), 1)
    start, end = min(found, key=lambda place: abs(place[0] / max(len(evidence.target), 1) - share))
    place = snapped(evidence.target, start, end)
    if place is None:
        return Carried(mark, None, "lost", reason=reason)
    return Carried(mark, place, "kept", 1.0)


def _runs(own: range, evidence: Evidence) -> list[_Run]:
    """Return the runs of target words that belong to the source words ``own``, in order."""
    inside: dict[int, float] = {}
    outside: dict[int, float] = {}
    for link in evidence.links:
        side = inside if link.source in own else outside
        side[link.target] = max(side.get(link.target, 0.0), link.score)
    linked = sorted(word for word, score in inside.items() if score >= outside.get(word, 0.0))
    runs: list[_Run] = []
    for word in linked:
        if runs and _bridged(runs[-1].last, word, outside):
            last = runs[-1]
            runs[-1] = _Run(last.first, word, last.weight + inside[word])
        else:
            runs.append(_Run(word, word, inside[word]))
    return runs


def _bridged(left: int, right: int, outside: dict[int, float]) -> bool:
    between: Sequence[int] = range(left + 1, right)
    return len(between) <= GAP and not any(word in outside for word in between)
