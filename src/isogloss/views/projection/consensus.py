"""Marks placed where most of several methods place them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from isogloss.data.marked import Marked
from isogloss.languages import Language
from isogloss.views.projection.alignment import by_alignment
from isogloss.views.projection.candidates import by_candidates
from isogloss.views.projection.conflicts import settled
from isogloss.views.projection.evidence import Evidence
from isogloss.views.projection.ownership import by_ownership
from isogloss.views.projection.places import snapped
from isogloss.views.projection.projected import Carried, Projected


def by_consensus(source: Marked, evidence: Evidence, language: Language) -> Projected:
    """Return what ``candidates``, ``align`` and ownership of words agree on, as ``consensus``."""
    methods = (by_candidates, by_alignment, by_ownership)
    return consensus([method(source, evidence, language) for method in methods])


def consensus(projections: Sequence[Projected]) -> Projected:
    """Return the marks where most of the projections of one text have them.

    A place that more than half of those that found one agree on is taken; else the characters that more than
    half of them cover, the longest run of these; else the first projection's place. A mark that more than
    half have lost is lost.
    """
    first = projections[0]
    voted = (_voted(votes, first.text) for votes in zip(*(one.spans for one in projections), strict=True))
    return settled(replace(first, spans=tuple(voted)))


def _voted(votes: Sequence[Carried], text: str) -> Carried:
    found = [vote for vote in votes if vote.place is not None]
    if 2 * len(found) < len(votes) or not found:
        return next(vote for vote in votes if vote.place is None)
    place, count = Counter(vote.place for vote in found).most_common(1)[0]
    if 2 * count > len(found):
        return next(vote for vote in found if vote.place == place)
    shared = _shared([vote.place for vote in found if vote.place is not None], text)
    return found[0] if shared is None else replace(found[0], place=shared)


def _shared(places: Sequence[tuple[int, int]], text: str) -> tuple[int, int] | None:
    """Return the longest run that more than half of the places cover."""
    edges = sorted({edge for place in places for edge in place})
    runs: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(edges):
        if 2 * sum(first <= start and end <= last for first, last in places) > len(places):
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
    longest = max(runs, key=lambda run: run[1] - run[0], default=None)
    return None if longest is None else snapped(text, *longest)
