"""Which candidates become pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from isogloss.bitext.mining.options import Retrieval

if TYPE_CHECKING:
    from isogloss.arrays import Doubles2d, Floats1d, Ints1d, Ints2d


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Rows of either side, int64[p] each, and their scores, float64[p]; by source, then target."""

    source: Ints1d
    target: Ints1d
    scores: Floats1d

    def __len__(self) -> int:
        return len(self.source)

    def where(self, kept: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] | Ints1d) -> Pairs:
        """Return the pairs under a mask, or at places."""
        return Pairs(self.source[kept], self.target[kept], self.scores[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The k candidates of each row of both sides, with their scores.

    forward: int64[n, k] rows of the target side, and float64[n, k]; backward: int64[m, k] of the source side.
    """

    forward: Ints2d
    forward_scores: Doubles2d
    backward: Ints2d
    backward_scores: Doubles2d

    def best(self) -> tuple[Pairs, Pairs]:
        """Return each source row with its best target, and each target row with its best source."""
        i, j, scores = _best(self.forward, self.forward_scores)
        y, x, others = _best(self.backward, self.backward_scores)
        return Pairs(i, j, scores), Pairs(x, y, others)

    def all(self) -> Pairs:
        """Return every candidate of either direction once."""
        i, place = np.nonzero(self.forward >= 0)
        y, other = np.nonzero(self.backward >= 0)
        return _union(
            Pairs(i, self.forward[i, place], self.forward_scores[i, place]),
            Pairs(self.backward[y, other], y, self.backward_scores[y, other]),
        )


def retrieve(candidates: Candidates, retrieval: Retrieval) -> Pairs:
    """Return the pairs that candidates make.

    ``forward``: each source line with its best target; ``backward``: each target line with its best source;
    ``intersection``: both at once; ``max``: the union of both, the highest score first, each line once
    (Artetxe and Schwenk 2019, section 3.2). ``assignment``: of all k candidates the one-to-one pairs whose
    scores have the largest sum, by sparse bipartite matching; scores of 0 and less take no part.
    """
    forward, backward = candidates.best()
    if retrieval == "forward":
        return forward
    if retrieval == "backward":
        return backward.where(np.lexsort((backward.target, backward.source)))
    if retrieval == "intersection":
        chosen = np.full(len(candidates.backward), -1, np.int64)
        chosen[backward.target] = backward.source
        return forward.where(chosen[forward.target] == forward.source)
    if retrieval == "max":
        return greedy(_union(forward, backward))
    return assignment(candidates.all())


def greedy(pairs: Pairs) -> Pairs:
    """Return pairs by falling score, each row of either side once; equal scores by source, then target.

    A pair that is the first of both its rows is taken, and what shares a row with it falls away; so again
    until none is left, which gives what going through them one by one would.
    """
    left = np.lexsort((pairs.target, pairs.source, -pairs.scores))
    taken = []
    while len(left):
        source, target = pairs.source[left], pairs.target[left]
        first = np.zeros(len(left), np.int8)
        first[np.unique(source, return_index=True)[1]] += 1
        first[np.unique(target, return_index=True)[1]] += 1
        chosen = first == 2
        taken.append(left[chosen])
        left = left[~(np.isin(source, source[chosen]) | np.isin(target, target[chosen]))]
    kept = np.concatenate(taken) if taken else left
    return pairs.where(np.sort(kept))


def assignment(pairs: Pairs) -> Pairs:
    """Return the one-to-one pairs of largest total score; a row whose pairs would cost more stays alone."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    pairs = pairs.where(pairs.scores > 0)
    if not len(pairs):
        return pairs
    rows, i = np.unique(pairs.source, return_inverse=True)
    columns, j = np.unique(pairs.target, return_inverse=True)
    # Each row may also stay alone, in a column of its own, at what a score of 0 costs: a matching that is
    # full on the rows' side always exists. A cost of 0 would be no edge in a sparse matrix.
    most = float(pairs.scores.max()) + 1
    alone = np.arange(len(rows))
    cost = np.concatenate([most - pairs.scores, np.full(len(rows), most)])
    edges = (np.concatenate([i, alone]), np.concatenate([j, len(columns) + alone]))
    graph = csr_array((cost, edges), shape=(len(rows), len(columns) + len(rows)))
    chosen_rows, chosen = min_weight_full_bipartite_matching(graph)
    partner = np.full(len(rows), -1, np.int64)
    partner[chosen_rows] = chosen
    return pairs.where(partner[i] == j)


def _best(indices: Ints2d, scores: Doubles2d) -> tuple[Ints1d, Ints1d, Floats1d]:
    rows = np.arange(len(indices))
    if not indices.size:
        return rows[:0], rows[:0], np.empty(0)
    best = scores.argmax(axis=1)
    chosen = indices[rows, best]
    seen = chosen >= 0
    return rows[seen], chosen[seen], scores[rows, best][seen]


def _union(one: Pairs, other: Pairs) -> Pairs:
    """Return all pairs of both, by source, then target, each once."""
    source = np.concatenate([one.source, other.source])
    target = np.concatenate([one.target, other.target])
    scores = np.concatenate([one.scores, other.scores])
    order = np.lexsort((target, source))
    both = Pairs(source, target, scores).where(order)
    new = np.ones(len(both), bool)
    new[1:] = (np.diff(both.source) != 0) | (np.diff(both.target) != 0)
    return both.where(new)
