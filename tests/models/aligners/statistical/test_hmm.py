"""The HMM beside the sum over all alignments, which is what its recursions stand for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from isogloss.arrays import Doubles2d, Floats1d
from isogloss.models.aligners.statistical.hmm import (
    REACH,
    diagonal,
    first_jumps,
    forward_backward,
    near_diagonal,
)


def odds(jumps: Floats1d, jump: int) -> float:
    return float(jumps[min(max(jump, -REACH), REACH) + REACH])


def moving(jumps: Floats1d, states: int, i: int, k: int) -> float:
    return odds(jumps, k - i) / sum(odds(jumps, to - i) for to in range(states))


def walk(
    path: Sequence[int | None], start: int, emission: Doubles2d, null: Floats1d, jumps: Floats1d, share: float
) -> tuple[float, list[int]]:
    """Return the probability of one alignment, and the jumps on its way."""
    weight, place = moving(jumps, emission.shape[1], -1, start), start
    jumped = []
    for j, state in enumerate(path):
        if state is None:
            weight *= share * null[j]
        elif j == 0:
            weight *= (1 - share) * emission[j, state] * (state == start)
        else:
            weight *= (1 - share) * emission[j, state] * moving(jumps, emission.shape[1], place, state)
            jumped.append(min(max(state - place, -REACH), REACH) + REACH)
            place = state
    return weight, jumped


def slow_posteriors(
    emission: Doubles2d, null: Floats1d, jumps: Floats1d, null_share: float
) -> tuple[Doubles2d, Floats1d, Floats1d]:
    """Return posteriors of words and null and expected jumps, by adding up every alignment of one sentence.

    The start is a hidden step to some word, from which the first word's own step begins at no distance.
    """
    steps, states = emission.shape

    words, empty, moved = np.zeros((steps, states)), np.zeros(steps), np.zeros(len(jumps))
    total = 0.0
    for start in range(states):
        for path in product([None, *range(states)], repeat=steps):
            weight, jumped = walk(path, start, emission, null, jumps, null_share)
            total += weight
            for j, state in enumerate(path):
                if state is None:
                    empty[j] += weight
                else:
                    words[j, state] += weight
            for jump in jumped:
                moved[jump] += weight
    return words / total, empty / total, moved / total


@pytest.mark.parametrize(("steps", "states"), [(1, 1), (1, 3), (3, 1), (3, 2), (4, 3), (2, 4)])
def test_posteriors_are_those_of_all_alignments_added_up(steps: int, states: int) -> None:
    rng = np.random.default_rng(steps * 10 + states)
    emission, null = rng.random((2, steps, states)) + 0.01, rng.random((2, steps)) + 0.01
    jumps = rng.dirichlet(np.ones(2 * REACH + 1))
    found = forward_backward(emission, null, np.ones((2, steps), bool), jumps, 0.3)
    expected = [slow_posteriors(emission[row], null[row], jumps, 0.3) for row in (0, 1)]
    for row, (words, empty, _) in enumerate(expected):
        np.testing.assert_allclose(found.words[row], words, rtol=1e-9)
        np.testing.assert_allclose(found.null[row], empty, rtol=1e-9)
    np.testing.assert_allclose(found.jumps, expected[0][2] + expected[1][2], rtol=1e-9, atol=1e-12)


def test_padding_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    emission, null = rng.random((1, 4, 3)) + 0.01, rng.random((1, 4)) + 0.01
    longer, emptier = np.ones((1, 7, 3)), np.ones((1, 7))
    longer[:, :4], emptier[:, :4] = emission, null
    present = np.arange(7)[None] < 4
    short = forward_backward(emission, null, np.ones((1, 4), bool), first_jumps(), 0.2)
    padded = forward_backward(longer, emptier, present, first_jumps(), 0.2)
    np.testing.assert_allclose(padded.words[:, :4], short.words, rtol=1e-12)
    np.testing.assert_allclose(padded.null[:, :4], short.null, rtol=1e-12)
    np.testing.assert_allclose(padded.jumps, short.jumps, rtol=1e-12)


def test_tiny_probabilities_of_a_long_sentence_do_not_vanish() -> None:
    emission = np.full((1, 200, 200), 1e-12)
    emission[0][np.diag_indices(200)] = 1e-6
    found = forward_backward(emission, np.full((1, 200), 1e-12), np.ones((1, 200), bool), first_jumps(), 0.2)
    assert (found.words[0].argmax(axis=1) == np.arange(200)).all()
    assert found.words[0].sum(axis=1) + found.null[0] == pytest.approx(1)


def test_the_diagonal_model_is_bayes_rule_word_by_word() -> None:
    rng = np.random.default_rng(0)
    emission, null = rng.random((1, 3, 4)), rng.random((1, 3))
    ahead = diagonal(np.array([[1 / 6, 3 / 6, 5 / 6]]), 4, 8.0)
    words, empty = near_diagonal(emission, null, ahead, 0.3)
    for j in range(3):
        distances = [abs((j + 0.5) / 3 - (i + 0.5) / 4) for i in range(4)]
        odds = [np.exp(-8 * far) for far in distances]
        joint = [0.7 * odds[i] / sum(odds) * emission[0, j, i] for i in range(4)] + [0.3 * null[0, j]]
        assert [*words[0, j], empty[0, j]] == pytest.approx([value / sum(joint) for value in joint])


def test_jumps_begin_as_a_distribution_that_prefers_one_word_ahead() -> None:
    assert first_jumps().sum() == pytest.approx(1)
    assert first_jumps().argmax() == REACH + 1


def test_a_stretch_within_a_text_may_begin_anywhere() -> None:
    emission, null = np.full((1, 1, 5), 0.5), np.full((1, 1), 0.5)
    present = np.ones((1, 1), bool)
    begun = forward_backward(emission, null, present, first_jumps(), 0.2)
    within = forward_backward(emission, null, present, first_jumps(), 0.2, within=True)
    assert begun.words[0, 0].argmax() == 0
    assert within.words[0, 0] == pytest.approx(0.8 / 5)
