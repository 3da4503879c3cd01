"""Retrieval on arrays equals going through candidates one by one; scores equal their formulas."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from isogloss.bitext.mining.margins import candidate_scores
from isogloss.bitext.mining.options import Margin, Retrieval
from isogloss.bitext.mining.retrieval import Candidates, Pairs, assignment, greedy, retrieve
from isogloss.bitext.mining.thresholds import usual_threshold
from isogloss.metrics.neighbours import nearest_both, neighbourhood
from isogloss.metrics.topk import TopK


def unit(n: int, seed: int, d: int = 8) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    made = np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def candidates(n: int, m: int, k: int, seed: int) -> Candidates:
    forward, backward = nearest_both(unit(n, seed), unit(m, seed + 1), k)
    means = forward.means(), backward.means()
    return Candidates(
        forward.indices,
        candidate_scores(forward, *means, "ratio"),
        backward.indices,
        candidate_scores(backward, means[1], means[0], "ratio"),
    )


def as_tuples(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.source.tolist(), pairs.target.tolist(), strict=True))


@pytest.mark.parametrize("margin", ["ratio", "distance", "absolute"])
@pytest.mark.parametrize(("n", "m", "k"), [(7, 9, 3), (1, 1, 4), (2, 30, 4)])
def test_scores_equal_the_formulas_of_the_paper(margin: Margin, n: int, m: int, k: int) -> None:
    x, y = unit(n, 3), unit(m, 4)
    forward, backward = nearest_both(x, y, k)
    scores = candidate_scores(forward, forward.means(), backward.means(), margin)
    of_x, of_y = neighbourhood(x, y, k), neighbourhood(y, x, k)
    for i in range(n):
        for place, j in enumerate(forward.indices[i].tolist()):
            cosine, both = float(x[i] @ y[j]), (of_x[i] + of_y[j]) / 2
            ratio = cosine / both if both > 0 else 0.0
            wanted = {"ratio": ratio, "distance": cosine - both, "absolute": cosine}[margin]
            assert scores[i, place] == pytest.approx(wanted, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("margin", ["ratio", "distance", "absolute"])
def test_a_neighbour_that_was_not_found_scores_least_of_all(margin: Margin) -> None:
    found = TopK(np.array([[1, -1]]), np.array([[0.5, -np.inf]], np.float32))
    scores = candidate_scores(found, np.array([0.4]), np.array([0.3, 0.2]), margin)
    assert np.isfinite(scores[0, 0])
    assert scores[0, 1] == -np.inf


@pytest.mark.parametrize("seed", range(6))
def test_max_takes_the_best_pair_that_is_left_as_a_loop_does(seed: int) -> None:
    random = np.random.default_rng(seed)
    pairs = Pairs(random.integers(0, 9, 60), random.integers(0, 9, 60), random.integers(0, 5, 60) / 2)
    ranked = sorted(zip(-pairs.scores, pairs.source.tolist(), pairs.target.tolist(), strict=True))
    taken: list[tuple[int, int]] = []
    for _, i, j in ranked:
        if all(i != a and j != b for a, b in taken):
            taken.append((i, j))
    assert sorted(as_tuples(greedy(pairs))) == sorted(taken)


@pytest.mark.parametrize("seed", range(4))
def test_assignment_has_the_largest_sum_of_all_one_to_one_pairs(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = np.where(random.random((8, 6)) < 0.4, random.random((8, 6)), 0.0)
    i, j = np.nonzero(scores)
    found = assignment(Pairs(i, j, scores[i, j]))
    rows, columns = linear_sum_assignment(scores, maximize=True)
    assert found.scores.sum() == pytest.approx(scores[rows, columns].sum())
    assert len(set(found.source.tolist())) == len(set(found.target.tolist())) == len(found)


def test_each_retrieval_keeps_what_it_promises() -> None:
    made = candidates(40, 30, 4, 7)
    found = {name: retrieve(made, name) for name in _RETRIEVALS}
    assert found["forward"].source.tolist() == list(range(40))
    assert sorted(found["backward"].target.tolist()) == list(range(30))
    both = set(as_tuples(found["forward"])) & set(as_tuples(found["backward"]))
    assert set(as_tuples(found["intersection"])) == both
    assert set(as_tuples(found["max"])) >= both
    for name in ("intersection", "max", "assignment"):
        pairs = found[name]
        assert len(set(pairs.source.tolist())) == len(set(pairs.target.tolist())) == len(pairs)


_RETRIEVALS: tuple[Retrieval, ...] = ("forward", "backward", "intersection", "max", "assignment")


def test_the_usual_threshold_rises_as_translations_become_rare() -> None:
    x = unit(400, 1, d=32)
    noise = unit(400, 2, d=32)
    thresholds = []
    for share in (400, 200, 0):
        y = np.concatenate([x[:share] + 0.7 * noise[:share], unit(400 - share, 3, d=32)])
        y /= np.linalg.norm(y, axis=1, keepdims=True)
        forward, backward = nearest_both(x, y.astype(np.float32), 4)
        means = forward.means(), backward.means()
        threshold = usual_threshold(
            Candidates(
                forward.indices,
                candidate_scores(forward, *means, "ratio"),
                backward.indices,
                candidate_scores(backward, means[1], means[0], "ratio"),
            )
        )
        assert threshold is not None
        thresholds.append(threshold)
    assert thresholds == sorted(thresholds)
    assert thresholds[0] < thresholds[2]


def test_without_a_second_best_there_is_no_usual_threshold() -> None:
    assert usual_threshold(candidates(1, 1, 4, 0)) is None
    assert usual_threshold(candidates(9, 9, 1, 0)) is None
