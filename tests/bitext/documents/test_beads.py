"""Documents aligned: the programme equals trying all paths, and coarse-to-fine equals looking everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.arrays import Floats3d
from isogloss.bitext.documents.beads import Bead, align_sentences, steps_of
from isogloss.bitext.documents.overlaps import Side, sample, side_of
from isogloss.bitext.documents.programme import Step, cheapest_path, pair_costs, whole
from isogloss.bitext.documents.refinement import around, best_path
from isogloss.errors import InputError
from isogloss.models.registry import load_encoder

ENGLISH = [
    "The house by the river is red.",
    "We bought bread at the market.",
    "The milk and the cheese were sold out.",
    "The doctor works in the hospital.",
    "It is raining in the mountains today.",
    "My brother reads a book about animals.",
]


def made(n: int, sizes: int, seed: int, d: int = 6) -> Floats3d:
    vectors = np.random.default_rng(seed).normal(size=(sizes, n, d)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    for size in range(sizes):
        vectors[size, :size] = 0
    return np.asarray(vectors, np.float32)


def cost_of(path: Sequence[Step], a: Side, b: Side, skip: float) -> float:
    total = 0.0
    for (i, j), (k, m) in pairwise(path):
        alone = k == i or m == j
        total += skip * (k - i + m - j) if alone else float(pair_costs(a, b, k, k - i, m - j, m, m)[0])
    return total


def slow_least_cost(a: Side, b: Side, steps: Sequence[Step], skip: float) -> float:
    @cache
    def least(i: int, j: int) -> float:
        if (i, j) == (0, 0):
            return 0.0
        ways = [
            least(i - p, j - q) + float(pair_costs(a, b, i, p, q, j, j)[0])
            for p, q in steps
            if i >= p and j >= q
        ]
        ways += [least(i - 1, j) + skip] if i else []
        ways += [least(i, j - 1) + skip] if j else []
        return min(ways)

    return least(len(a), len(b))


@settings(max_examples=40, deadline=None)
@given(n=st.integers(1, 7), m=st.integers(1, 7), seed=st.integers(0, 99), skip=st.floats(0.2, 1.2))
def test_the_programme_finds_the_least_cost_of_all_paths(n: int, m: int, seed: int, skip: float) -> None:
    x, y = made(n, 3, seed), made(m, 3, seed + 1)
    a, b = side_of(x, sample(y)), side_of(y, sample(x))
    path = cheapest_path(a, b, whole(n, m), steps_of(4), skip)
    assert (path[0], path[-1]) == ((0, 0), (n, m))
    assert cost_of(path, a, b, skip) == pytest.approx(slow_least_cost(a, b, steps_of(4), skip), abs=1e-3)


def test_chance_is_the_mean_distance_to_the_sample() -> None:
    x, y = made(5, 2, 1), made(9, 2, 2)
    side = side_of(x, sample(y))
    for size in range(2):
        for i in range(5):
            wanted = np.mean([1 - x[size, i] @ other for other in sample(y)])
            assert side.chance[size, i] == pytest.approx(float(wanted), abs=1e-6)


def test_from_coarse_to_fine_equals_looking_everywhere_in_a_long_document() -> None:
    random = np.random.default_rng(5)
    x = made(900, 1, 3, d=32)
    kept = np.sort(random.choice(900, 800, replace=False))
    kept = np.concatenate([kept[:300], kept[380:]])  # a passage of some 80 sentences is left out as well
    y = (x[:, kept] + 0.5 * made(len(kept), 1, 4, d=32)).astype(np.float32)
    y /= np.linalg.norm(y, axis=-1, keepdims=True)
    path = best_path(x, y, ((1, 1),), 0.6)
    a, b = side_of(x, sample(y)), side_of(y, sample(x))
    everywhere = cheapest_path(a, b, whole(900, len(kept)), ((1, 1),), 0.6)
    paired = {place for place, after in pairwise(path) if after[1] > place[1]}
    right = {(int(i), j) for j, i in enumerate(kept)}
    assert len(paired & right) >= 0.99 * len(right)
    assert cost_of(path, a, b, 0.6) == pytest.approx(cost_of(everywhere, a, b, 0.6), rel=0.01)


@settings(max_examples=40, deadline=None)
@given(n=st.integers(0, 40), m=st.integers(0, 40), seed=st.integers(0, 50))
def test_a_band_holds_the_path_it_was_made_from(n: int, m: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    path = [(0, 0)]
    while path[-1] != ((n + 1) // 2, (m + 1) // 2):
        i, j = path[-1]
        step = random.integers(0, 3)
        place = (i + (step != 1), j + (step != 0))
        if place[0] <= (n + 1) // 2 and place[1] <= (m + 1) // 2:
            path.append(place)
    band = around(path, n, m)
    for i, j in path:
        row = min(2 * i, n)
        assert band.low[row] <= min(2 * j, m) <= band.high[row]
    assert (band.low[0], band.high[n]) == (0, m)
    assert (band.low <= band.high).all()


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (
            [
                "Das Haus am Fluss ist rot.",
                "Wir kauften Brot auf dem Markt, die Milch und der Käse waren ausverkauft.",
                "Heute regnet es in den Bergen.",
                "Mein Bruder liest ein Buch über Tiere.",
            ],
            [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2,)), ((5,), (3,))],
        ),
    ],
)
def test_sentences_are_merged_and_left_alone(
    target: list[str], wanted: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    beads = align_sentences(ENGLISH, target, load_encoder("static"))
    assert [(bead.source, bead.target) for bead in beads] == wanted
    assert all(bead.score > 0.2 for bead in beads if bead.source and bead.target)


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (2, 0), (1, 1), (1, 6), (6, 1)])
def test_every_sentence_is_in_one_bead(n: int, m: int) -> None:
    beads = align_sentences(ENGLISH[:n], ENGLISH[:m], load_encoder("static"))
    assert [place for bead in beads for place in bead.source] == list(range(n))
    assert [place for bead in beads for place in bead.target] == list(range(m))


def test_a_document_and_itself() -> None:
    beads = align_sentences(ENGLISH, ENGLISH, load_encoder("static"))
    assert [(bead.source, bead.target) for bead in beads] == [((i,), (i,)) for i in range(len(ENGLISH))]
    assert isinstance(beads[0], Bead)
    assert beads[0].score == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(("most", "skip"), [(1, 0.6), (11, 0.6), (4, 0.0), (4, float("nan"))])
def test_options_that_make_no_sense_are_refused(most: int, skip: float) -> None:
    with pytest.raises(InputError):
        align_sentences(ENGLISH, ENGLISH, load_encoder("static"), most=most, skip=skip)
