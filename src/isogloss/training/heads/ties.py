"""A graph of texts: each is seen with those that lie near it, in both languages.

A text is tied to its nearest neighbours among the labelled and among the unlabelled, so that the two sides
are bound together even where each language keeps to itself. What a text is passes along these ties, as in
APPNP (Gasteiger et al. 2019, arXiv:1810.05997, equation 4, here with weights of ties that sum to 1 a text):

    z = stay * x + (1 - stay) * sum of weight * z over its neighbours

A new text is tied to the graph and gets its z by the same equation; it changes no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from isogloss.arrays import Floats2d, Ints2d
from isogloss.metrics.neighbours import nearest

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class Ties:
    """How texts are tied.

    neighbours: of each text on each of the two sides. stay: the share of itself in what a text becomes.
    steps: how often all pass on what they are; at ``stay`` 0.3 less than a thirtieth is missing after ten.
    """

    neighbours: int = 5
    stay: float = 0.3
    steps: int = 10


@dataclass(frozen=True, slots=True, eq=False)
class TextGraph:
    """Texts that are tied, and what became of them.

    nodes: float32[n, d], of unit length or zero; the first ``labelled`` are one side, the others, of which
    there may be none, the other. states: float32[n, d], the z of each.
    """

    nodes: Floats2d
    states: Floats2d
    labelled: int
    ties: Ties

    @classmethod
    def of(cls, labelled: Floats2d, unlabelled: Floats2d, ties: Ties) -> TextGraph:
        """Return the graph of float32[n, d] and float32[m, d]; memory grows with the number of ties."""
        nodes = np.concatenate([unit(labelled), unit(unlabelled)])
        sides = nodes[: len(labelled)], nodes[len(labelled) :]
        weights = _weights(nodes, sides, ties.neighbours, apart=True)
        states = nodes
        for _ in range(ties.steps):
            states = _mixed(nodes, weights, states, ties.stay)
        return cls(nodes, states, len(labelled), ties)

    def tie(self, vectors: Floats2d) -> Floats2d:
        """Return float32[n, d]: the z of new texts; zeros for a text that is zeros."""
        rows = unit(vectors)
        sides = self.nodes[: self.labelled], self.nodes[self.labelled :]
        return _mixed(rows, _weights(rows, sides, self.ties.neighbours), self.states, self.ties.stay)


def unit(vectors: Floats2d) -> Floats2d:
    """Return the rows made as long as 1; zeros stay zeros."""
    rows = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def _mixed(own: Floats2d, weights: csr_matrix, states: Floats2d, stay: float) -> Floats2d:
    return np.asarray(stay * own + (1 - stay) * (weights @ states), np.float32)


def _weights(
    rows: Floats2d, sides: tuple[Floats2d, Floats2d], neighbours: int, *, apart: bool = False
) -> csr_matrix:
    """Return float32[rows, nodes]: cosines with each row's nearest on either side, made to sum to 1.

    A cosine below 0 is no tie. apart: the rows are the nodes themselves, and none is tied to itself.
    """
    from scipy.sparse import csr_matrix

    columns, cosines, start = [], [], 0
    for side in filter(len, sides):
        places, values = nearest(rows, side, neighbours + apart)
        if apart:
            places, values = _without_itself(places, values, start, neighbours)
        columns.append(places + start)
        cosines.append(np.maximum(values, 0))
        start += len(side)
    found, strengths = np.hstack(columns), np.hstack(cosines)
    strengths = strengths / np.maximum(strengths.sum(axis=1, keepdims=True), 1e-9)
    ends = np.arange(0, found.size + 1, found.shape[1])
    shape = (len(rows), sum(map(len, sides)))
    return csr_matrix((strengths.ravel().astype(np.float32), found.ravel(), ends), shape=shape)


def _without_itself(places: Ints2d, values: Floats2d, start: int, neighbours: int) -> tuple[Ints2d, Floats2d]:
    """Return as many neighbours of each node as are wanted, itself struck out where it is one of them.

    Row i of all nodes is itself column i - start of this side.
    """
    itself = places == (np.arange(len(places)) - start)[:, None]
    order = np.argsort(itself, axis=1, kind="stable")[:, :neighbours]
    kept = np.take_along_axis(values, order, 1)
    return (
        np.take_along_axis(places, order, 1),
        np.where(np.take_along_axis(itself, order, 1), 0, kept),
    )
