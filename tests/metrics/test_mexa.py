"""MEXA beside the rule as the paper states it, read one pair at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.arrays import Floats2d
from isogloss.metrics.cka import cka, mutual_neighbours
from isogloss.metrics.mexa import cosines, mexa, mexa_csls, neighbourhoods, over_layers
from isogloss.metrics.xsim import own_margin, xsim


def cosine(a: Floats2d, b: Floats2d) -> float:
    u, v = a.astype(np.float64), b.astype(np.float64)
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    return float(u @ v / lengths) if lengths else 0.0


def official(source: Floats2d, target: Floats2d) -> list[bool]:
    """The rule of arXiv:2410.05873: the diagonal strictly above all else in its row and its column."""
    n = len(source)
    table = [[cosine(source[i], target[j]) for j in range(n)] for i in range(n)]
    return [
        all(table[i][i] > table[i][j] and table[i][i] > table[j][i] for j in range(n) if j != i)
        for i in range(n)
    ]


def pair(n: int, d: int, noise: float, seed: int = 0) -> tuple[Floats2d, Floats2d]:
    random = np.random.default_rng(seed)
    source = random.normal(size=(n, d)).astype(np.float32)
    return source, (source + noise * random.normal(size=(n, d))).astype(np.float32)


@pytest.mark.parametrize(("n", "d", "noise"), [(2, 1, 0.1), (30, 8, 1.5), (40, 64, 3.0), (25, 300, 0.1)])
def test_every_sentence_is_judged_as_by_the_official_rule(n: int, d: int, noise: float) -> None:
    source, target = pair(n, d, noise)
    assert mexa(source, target).tolist() == official(source, target)


@given(st.integers(2, 12), st.integers(1, 4), st.integers(0, 10_000), st.sampled_from([1e-7, 1e-6, 1e-4]))
@settings(max_examples=60, deadline=None)
def test_what_float32_cannot_tell_apart_is_decided_in_float64(n: int, d: int, seed: int, near: float) -> None:
    random = np.random.default_rng(seed)
    source = (1 + near * random.normal(size=(n, d))).astype(np.float32)
    target = (1 + near * random.normal(size=(n, d))).astype(np.float32)
    assert mexa(source, target).tolist() == official(source, target)


def test_a_sentence_that_comes_twice_is_a_tie_and_a_miss() -> None:
    source, target = pair(10, 16, 0.1)
    source[3], target[3] = source[7], target[7]
    hits = mexa(source, target)
    assert hits.tolist() == official(source, target)
    assert hits.tolist() == [place not in (3, 7) for place in range(10)]


def test_vectors_of_any_length_and_type_give_the_same_hits() -> None:
    source, target = pair(20, 12, 1.0)
    expected = mexa(source, target).tolist()
    for scale in (1e-30, 1e-12, 1e25):
        assert mexa(source.astype(np.float64) * scale, target * np.float32(3)).tolist() == expected  # type: ignore[arg-type]  # float64 is taken too
    huge = source * np.float32(1e25)
    assert mexa(huge, target).tolist() == expected


def test_a_vector_of_zeros_is_near_to_nothing_and_spoils_no_other() -> None:
    source, target = pair(10, 16, 0.1)
    source[0] = 0
    assert mexa(source, target).tolist() == [False] + [True] * 9


def test_csls_saves_sentences_from_a_hub() -> None:
    source, target = pair(60, 24, 1.0, seed=3)
    target[5] = source.mean(axis=0) * 4 + 0.2 * target[5]
    similarity = cosines(source, target)
    assert mexa_csls(similarity).mean() > mexa(source, target).mean()


def test_csls_doubles_the_cosine_and_takes_both_neighbourhoods() -> None:
    source, target = pair(15, 6, 1.0)
    similarity = cosines(source, target)
    rows = [np.sort(row)[-3:].mean() for row in similarity]
    columns = [np.sort(column)[-3:].mean() for column in similarity.T]
    assert np.allclose(neighbourhoods(similarity, 3), rows)
    table = 2 * similarity - np.array(rows)[:, None] - np.array(columns)[None]
    slow = [
        all(table[i, i] > table[i, j] and table[i, i] > table[j, i] for j in range(15) if j != i)
        for i in range(15)
    ]
    assert mexa_csls(similarity, 3).tolist() == slow


def test_layers_are_pooled_by_their_mean_or_their_best() -> None:
    scores = np.array([[0.2, 0.6, 0.4]])
    assert over_layers(scores, "mean").tolist() == pytest.approx([0.4])
    assert over_layers(scores, "max").tolist() == [0.6]


def test_xsim_counts_those_whose_best_margin_is_another_sentence() -> None:
    source, target = pair(25, 6, 1.2)
    similarity = cosines(source, target)
    slow = []
    for i in range(25):

        def score(i: int, j: int) -> float:
            a = np.sort(similarity[i])[-4:].mean()
            b = np.sort(similarity[:, j])[-4:].mean()
            return float(similarity[i, j] / ((a + b) / 2))

        slow.append(max(range(25), key=lambda j, i=i: score(i, j)) != i)  # type: ignore[misc]  # i is bound
    assert xsim(similarity).tolist() == slow
    assert 0 < sum(slow) < 25


def test_an_altered_copy_that_is_nearer_makes_an_error_of_xsim() -> None:
    source, target = pair(12, 32, 0.3)
    altered = np.concatenate([target, source[:4]])
    assert xsim(cosines(source, altered)).tolist() == [True] * 4 + [False] * 8


def test_the_margin_is_how_far_a_translation_stands_above_its_best_rival() -> None:
    similarity = np.array([[0.9, 0.2, 0.1], [0.3, 0.5, 0.7], [0.0, 0.1, 0.4]], np.float32)
    assert own_margin(similarity).tolist() == pytest.approx([0.6, -0.2, -0.3], abs=1e-6)


def test_cka_is_one_for_a_turned_space_and_none_for_noise() -> None:
    random = np.random.default_rng(1)
    first = random.normal(size=(60, 20)).astype(np.float32)
    turn = np.linalg.qr(random.normal(size=(20, 20)))[0].astype(np.float32)
    assert cka(first, 3 * first @ turn + 5) == pytest.approx(1, abs=1e-4)
    many = [cka(first, random.normal(size=(60, 400)).astype(np.float32)) for _ in range(20)]
    assert abs(np.mean(many)) < 0.03
    assert np.isnan(cka(first, np.ones((60, 3), np.float32)))


def test_mutual_neighbours_are_shared_by_those_of_both_sets() -> None:
    source, target = pair(20, 5, 0.5)
    k, shared = 3, []
    for i in range(20):
        near = []
        for vectors in (source, target):
            others = sorted((j for j in range(20) if j != i), key=lambda j, v=vectors: -cosine(v[i], v[j]))  # type: ignore[misc]  # v is bound
            near.append(set(others[:k]))
        shared.append(len(near[0] & near[1]) / k)
    assert mutual_neighbours(source, target, k).tolist() == pytest.approx(shared)
