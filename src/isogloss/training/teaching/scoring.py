"""The held-out tenth: what it is, and how near its texts come to their translations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from isogloss.models.static.taught import TaughtScore
from isogloss.training.teaching.fitting import Problem

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats2d

_PART: Final = 10
_MOST: Final = 2000  # texts scored of each kind, and translations they are compared with
ENOUGH: Final = 20  # held-out pairs that decide; below that the held-out words do


@dataclass(frozen=True, slots=True)
class Standing:
    """How texts of one kind stand to ``candidates`` translations: means over n texts, all in [-1, 1]."""

    n: int
    candidates: int
    nearest: float
    reciprocal_rank: float
    cosine: float


def held_out(problem: Problem, seed: int) -> Bools1d:
    """Return bool[n]: about a tenth of the texts; texts of one translation are held out together."""
    random = np.random.default_rng((seed, 1))
    chosen = np.zeros(len(problem.targets), bool)
    for words in (True, False):
        own = np.unique(problem.target[problem.is_word == words])
        chosen[random.permutation(own)[: len(own) // _PART]] = True
    return np.asarray(chosen[problem.target])


def standings(problem: Problem, vectors: Floats2d, chosen: Bools1d) -> dict[str, Standing]:
    """Return for ``lexicon`` and ``bitext`` how the chosen texts stand among translations of their kind.

    vectors: float32[n, 128], of unit length. A kind without chosen texts is left out.
    """
    found = {}
    for kind, words in (("lexicon", True), ("bitext", False)):
        same = problem.is_word == words
        texts = np.flatnonzero(same & chosen)[:_MOST]
        if not len(texts):
            continue
        needed = np.unique(problem.target[texts])
        others = np.setdiff1d(np.unique(problem.target[same]), needed)[: max(_MOST - len(needed), 0)]
        candidates = np.concatenate([needed, others])
        similarity = vectors[texts] @ problem.targets[candidates].T
        own = similarity[np.arange(len(texts)), np.searchsorted(needed, problem.target[texts])]
        # Ties count against the text, so that a text of which nothing is known is not called found.
        rank = (similarity >= own[:, None]).sum(axis=1)
        found[kind] = Standing(
            n=len(texts),
            candidates=len(candidates),
            nearest=float((rank == 1).mean()),
            reciprocal_rank=float((1 / rank).mean()),
            cosine=float(own.mean()),
        )
    return found


def deciding(found: dict[str, Standing]) -> float:
    """Return the figure that settings are chosen by: the mean reciprocal rank of pairs, else of words."""
    pairs = found.get("bitext")
    if pairs is not None and (pairs.n >= ENOUGH or "lexicon" not in found):
        return pairs.reciprocal_rank
    return found["lexicon"].reciprocal_rank if "lexicon" in found else 0.0


def scores(before: dict[str, Standing], after: dict[str, Standing]) -> tuple[TaughtScore, ...]:
    """Return the figures of both for the card."""
    return tuple(
        TaughtScore(
            kind=kind,
            metric=metric,
            n=after[kind].n,
            candidates=after[kind].candidates,
            before=round(getattr(before[kind], field), 4),
            after=round(getattr(after[kind], field), 4),
        )
        for kind in after
        for metric, field in (("P@1", "nearest"), ("MRR", "reciprocal_rank"), ("cosine", "cosine"))
    )
