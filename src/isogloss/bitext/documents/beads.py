"""Which sentences of a document translate which of its translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from isogloss.bitext.documents.overlaps import overlaps, sample, side_of
from isogloss.bitext.documents.programme import Step, pair_costs
from isogloss.bitext.documents.refinement import best_path
from isogloss.errors import InputError

if TYPE_CHECKING:
    from isogloss.arrays import Floats3d
    from isogloss.languages import Language
    from isogloss.models.contracts import Encoder

MOST: Final = 5
# Chosen on NTREX lines 1610-1800 in 14 languages, sentences merged and dropped.
SKIP: Final = 0.6
_LIMIT: Final = 10


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that translate each other, by their places from 0; one side may be empty.

    score: 1 - cost: 1 the same, 0 no nearer than sentences by chance; 0 for what stays alone.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    encoder: Encoder,
    *,
    languages: tuple[Language | None, Language | None] = (None, None),
    most: int = MOST,
    skip: float = SKIP,
) -> list[Bead]:
    """Return the beads of a document and its translation, in order; every sentence is in one of them.

    most: how many sentences of both sides together make one bead, 2 to 10. skip: the cost of leaving a
    sentence alone, where a pair of unrelated sentences costs 1. Raises InputError for other values.
    Source: Vecalign, Thompson and Koehn 2019, https://aclanthology.org/D19-1136. We take a fixed cost of
    skipping in place of a quantile of costs, and draw no random sample.
    """
    if not 2 <= most <= _LIMIT:
        raise InputError(f"A bead of {most} sentences cannot be made.", fix=f"Choose from 2 to {_LIMIT}.")
    if not 0 < skip <= _LIMIT:
        raise InputError(f"A cost of {skip} for leaving a sentence alone is no use.", fix="Try 0.6.")
    if not source or not target:
        return _alone(len(source), len(target))
    vectors = [
        overlaps(side, most - 1, encoder, language)
        for side, language in zip((source, target), languages, strict=True)
    ]
    path = best_path(vectors[0], vectors[1], steps_of(most), skip)
    return _beads(path, vectors[0], vectors[1])


def steps_of(most: int) -> tuple[Step, ...]:
    """Return how many sentences of either side may be one bead: one to one first, then by their number."""
    steps = [(a, b) for a in range(1, most) for b in range(1, most) if a + b <= most]
    return tuple(sorted(steps, key=lambda step: (sum(step), abs(step[0] - step[1]), step)))


def _beads(path: Sequence[Step], source: Floats3d, target: Floats3d) -> list[Bead]:
    one, other = side_of(source, sample(target)), side_of(target, sample(source))
    beads = []
    for (i, j), (k, m) in pairwise(path):
        score = 0.0
        if k > i and m > j:
            a, b = k - i, m - j
            score = 1 - float(pair_costs(one, other, k, a, b, m, m)[0]) / (a * b)
            beads.append(Bead(tuple(range(i, k)), tuple(range(j, m)), round(score, 6)))
        else:
            beads += [Bead((place,), (), 0.0) for place in range(i, k)]
            beads += [Bead((), (place,), 0.0) for place in range(j, m)]
    return beads


def _alone(n: int, m: int) -> list[Bead]:
    return [Bead((place,), (), 0.0) for place in range(n)] + [Bead((), (place,), 0.0) for place in range(m)]
