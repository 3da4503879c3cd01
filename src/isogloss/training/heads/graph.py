"""A classifier over a graph of texts.

Vectors pass along the ties of the graph, and logistic regression learns from what the labelled texts become:
nothing between the two is needed (Wu et al. 2019, "Simplifying Graph Convolutional Networks"). Ghosh et al.
2022, "Graph Neural Network Enhanced Language Models for Efficient Multilingual Text Classification"
(arXiv:2203.02912), join a graph of the corpus and a transformer that train together; here vectors stay as
the model gives them, so that any model will do, without torch.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

import msgspec
import numpy as np

from isogloss.arrays import Doubles2d, Floats2d, Ints1d
from isogloss.training.heads.head import Inputs, Lesson
from isogloss.training.heads.linear import Linear, LinearHead, fit_linear
from isogloss.training.heads.ties import TextGraph, Ties, unit
from isogloss.training.inputs import Takes
from isogloss.training.keeping import keep_arrays, keep_card

_MOST: Final = 20_000  # texts a side; each costs a row of cosines with all the others
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GraphHead(LinearHead):
    """The graph, and the linear classifier over what its texts become, made as long as 1."""

    graph: TextGraph
    takes: ClassVar[Takes] = "vectors"

    @classmethod
    def fit(cls, lesson: Lesson) -> GraphHead:
        """Return a head trained on the lesson's vectors, with its unlabelled ones where there are any."""
        return cls.tied(lesson, Ties())

    @classmethod
    def tied(cls, lesson: Lesson, ties: Ties) -> GraphHead:
        """Return a head trained on the lesson's vectors, float32[n, d], their texts tied as ``ties`` says.

        Of more than 20,000 labelled texts those drawn make the graph and the others are tied to it; of more
        unlabelled ones the others are left out, and that is logged.
        """
        inner, outer = _drawn(len(lesson.inputs), lesson.seed)
        others = lesson.inputs[:0]
        if len(lesson.unlabelled):
            kept, left = _drawn(len(lesson.unlabelled), lesson.seed)
            others = lesson.unlabelled[kept]
            if len(left):
                _log.warning("The graph holds %d unlabelled texts; %d are left out.", len(kept), len(left))
        graph = TextGraph.of(lesson.inputs[inner], others, ties)
        features = np.empty_like(np.asarray(lesson.inputs, np.float32))
        features[inner] = unit(graph.states[: len(inner)])
        if len(outer):
            features[outer] = unit(graph.tie(lesson.inputs[outer]))
        dev = unit(graph.tie(lesson.dev_inputs)) if len(lesson.dev_inputs) else features[:0]
        return cls(fit_linear(features, lesson, dev), graph)

    @classmethod
    def load(cls, folder: Path) -> GraphHead:
        """Return the head that ``save`` put into ``folder``."""
        from safetensors.numpy import load_file

        arrays = load_file(folder / "graph.safetensors")
        facts = msgspec.json.decode((folder / "graph.json").read_bytes(), type=_Facts)
        graph = TextGraph(arrays["nodes"], arrays["states"], facts.labelled, facts.ties)
        return cls(Linear.load(folder), graph)

    def probabilities(self, inputs: Inputs) -> Doubles2d:
        """Return float64[n, len(labels)] for float32[n, d]."""
        if not len(inputs):
            return np.empty((0, len(self.labels)))
        features: Floats2d = unit(self.graph.tie(inputs))
        return self.linear.probabilities(features)

    def save(self, folder: Path) -> None:
        """Write the graph's vectors, how they are tied, and the classifier."""
        graph = self.graph
        keep_arrays(folder / "graph.safetensors", {"nodes": graph.nodes, "states": graph.states})
        keep_card(folder / "graph.json", _Facts(graph.labelled, graph.ties))
        self.linear.save(folder)


class _Facts(msgspec.Struct, frozen=True):
    labelled: int
    ties: Ties


def _drawn(count: int, seed: int) -> tuple[Ints1d, Ints1d]:
    """Return the places of those that are taken, at most 20,000, and of the others; both in order."""
    if count <= _MOST:
        return np.arange(count), np.arange(0)
    taken = np.random.default_rng(seed).choice(count, _MOST, replace=False)
    return np.sort(taken), np.setdiff1d(np.arange(count), taken)
