"""The graph of texts: what passes along its ties, and where that helps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.errors import InputError
from isogloss.training.heads import graph as graph_module
from isogloss.training.heads.graph import GraphHead
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.heads.logreg import LogisticHead
from isogloss.training.heads.ties import TextGraph, Ties
from isogloss.training.strategies.corpusgraph import CorpusGraph
from isogloss.training.strategies.table import strategy
from tests.training.strategies.invented import sides


def slow_states(known: Floats2d, others: Floats2d, ties: Ties, new: Floats2d) -> tuple[Floats2d, Floats2d]:
    """The equation as it stands, loops and all: states of the nodes, and of new texts."""
    nodes = [row / np.linalg.norm(row) for row in (*known, *others)]
    groups = [g for g in (range(len(known)), range(len(known), len(nodes))) if len(g)]

    def tied(row: Floats2d, itself: int) -> list[tuple[int, float]]:
        found = []
        for group in groups:
            cosines = sorted((-float(row @ nodes[j]), j) for j in group if j != itself)[: ties.neighbours]
            found += [(j, max(0.0, -cosine)) for cosine, j in cosines]
        whole = sum(weight for _, weight in found) or 1.0
        return [(j, weight / whole) for j, weight in found]

    def mixed(row: Floats2d, itself: int, states: list[Floats2d]) -> Floats2d:
        return ties.stay * row + (1 - ties.stay) * sum(w * states[j] for j, w in tied(row, itself))

    states = list(nodes)
    for _ in range(ties.steps):
        states = [mixed(row, place, states) for place, row in enumerate(nodes)]
    return np.array(states), np.array([mixed(row / np.linalg.norm(row), -1, states) for row in new])


@pytest.mark.parametrize(("known", "others"), [(7, 9), (6, 0), (1, 4), (2, 1)])
@pytest.mark.parametrize(
    "ties", [Ties(), Ties(neighbours=2, stay=0.6, steps=1), Ties(neighbours=50, steps=3)]
)
def test_states_are_those_of_the_equation(known: int, others: int, ties: Ties) -> None:
    chance = np.random.default_rng(known)
    labelled, unlabelled, new = (
        chance.normal(size=(n, 5)).astype(np.float32) + 0.3 for n in (known, others, 4)
    )
    graph = TextGraph.of(labelled, unlabelled, ties)
    states, tied = slow_states(labelled, unlabelled, ties, new)
    assert graph.states == pytest.approx(states, abs=1e-5)
    assert graph.tie(new) == pytest.approx(tied, abs=1e-5)


def test_a_text_of_which_nothing_is_known_stays_nothing() -> None:
    chance = np.random.default_rng(0)
    known, others = (chance.normal(size=(5, 3)).astype(np.float32) for _ in range(2))
    graph = TextGraph.of(known, others, Ties())
    assert not graph.tie(np.zeros((1, 3), np.float32)).any()


def test_copies_of_a_text_do_not_tie_it_to_itself() -> None:
    rows = np.tile(np.eye(2, 4, dtype=np.float32), (4, 1))
    states, _ = slow_states(rows, rows[:3], Ties(neighbours=3), rows[:1])
    assert TextGraph.of(rows, rows[:3], Ties(neighbours=3)).states == pytest.approx(states, abs=1e-5)


def test_it_gains_where_texts_of_a_class_lie_together() -> None:
    def mean(fit: type[Head] | CorpusGraph) -> float:
        found = []
        for seed in range(4):
            one = sides(labelled=4, noise=0.35, shift=0.6, seed=seed)
            own = fit.fit(GraphHead, one.lesson) if isinstance(fit, CorpusGraph) else fit.fit(one.lesson)
            found.append(one.right(own))
        return float(np.mean(found))

    assert mean(CorpusGraph()) > mean(LogisticHead) + 0.06
    assert mean(CorpusGraph(stay=1.0)) == pytest.approx(mean(LogisticHead), abs=0.02)


def test_a_saved_graph_says_the_same(tmp_path: Path) -> None:
    one = sides(labelled=4, noise=0.35, shift=0.6)
    head = CorpusGraph(neighbours=3).fit(GraphHead, one.lesson)
    assert isinstance(head, GraphHead)
    head.save(tmp_path)
    loaded = GraphHead.load(tmp_path)
    assert np.array_equal(loaded.probabilities(one.tests), head.probabilities(one.tests))
    assert loaded.graph.ties == Ties(neighbours=3)
    assert loaded.predict(one.tests[:0]) == []
    assert not [path for path in tmp_path.iterdir() if path.suffix not in (".json", ".safetensors")]


def test_a_graph_of_too_many_texts_is_drawn_and_what_it_leaves_out_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    one = sides(labelled=20, noise=0.3, shift=0.2)
    monkeypatch.setattr(graph_module, "_MOST", 40)
    head = GraphHead.fit(one.lesson)
    assert (head.graph.labelled, len(head.graph.nodes)) == (40, 80)
    assert "40 unlabelled texts; 158 are left out" in caplog.text
    assert one.right(head) > 0.9


def test_a_graph_of_labelled_texts_alone_is_one_too() -> None:
    one = sides(labelled=20, noise=0.3, shift=0.0)
    assert one.right(GraphHead.fit(Lesson(one.lesson.inputs, one.lesson.labels))) > 0.9


@pytest.mark.parametrize("wrong", [{"neighbours": 0}, {"stay": 0.0}, {"steps": 0}, {"hops": 3}])
def test_parameters_that_mean_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        strategy({"strategy": "corpus-graph", **wrong})
