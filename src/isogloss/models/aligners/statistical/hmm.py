"""The hidden Markov model of alignment: which word each word comes from, given where the last one came from.

Source: Vogel, Ney and Tillmann 1996, "HMM-Based Word Alignment in Statistical Translation"; the empty word
as in Och and Ney 2003, section 2.1: it remembers the place before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from isogloss.arrays import Bools1d, Doubles2d, Floats1d, Ints2d

REACH: Final = 12  # jumps further than this many words are as likely as this one


@dataclass(frozen=True, slots=True, eq=False)
class Posteriors:
    """What the model believes of a block.

    words: float64[b, J, I], the probability that word j comes from word i. null: float64[b, J], that it
    comes from none. jumps: float64[2 * REACH + 1], expected counts of jumps, over the whole block.
    """

    words: Doubles2d
    null: Doubles2d
    jumps: Floats1d


def first_jumps() -> Floats1d:
    """Return a distribution of jumps for the start: one word ahead is likeliest."""
    odds: Floats1d = np.exp(-0.5 * np.abs(np.arange(-REACH, REACH + 1) - 1)) + 0.02
    odds /= odds.sum()
    return odds


def forward_backward(
    emission: Doubles2d,
    null: Doubles2d,
    present: Bools1d,
    jumps: Floats1d,
    null_share: float,
    *,
    within: bool = False,
) -> Posteriors:
    """Return the posteriors of b sentences whose conditioning sides have I words.

    emission: float64[b, J, I] > 0, the probability of word j given word i; 1 past a sentence's end.
    null: float64[b, J] > 0, given the empty word; 1 past the end. present: bool[b, J]. jumps: as
    ``first_jumps``. null_share: the probability of the empty word at each step.
    within: the words are a stretch of a longer text, which may begin anywhere.
    """
    size, steps, states = emission.shape
    distance = _distances(states)
    transition = jumps[distance]
    transition /= transition.sum(axis=1, keepdims=True)
    transition *= 1 - null_share
    null = null * null_share
    start = jumps[np.minimum(np.arange(states) + 1, REACH) + REACH]
    if within:
        start = np.ones(states)
    before = np.broadcast_to(start / start.sum(), (size, states))
    from_word, from_null = np.empty((2, steps, size, states))
    scale = np.empty((steps, size, 1))
    for j in range(steps):
        words = (before @ transition if j else before * (1 - null_share)) * emission[:, j]
        empty = before * null[:, j, None]
        before = words + empty
        scale[j] = before.sum(axis=1, keepdims=True)
        before /= scale[j]
        from_word[j], from_null[j] = words / scale[j], empty / scale[j]
    after = np.ones((size, states))
    moved = np.zeros((states, states))
    for j in range(steps - 1, -1, -1):
        from_word[j] *= after
        from_null[j] *= after
        if j:
            reached = emission[:, j] * after / scale[j]
            # What came before step j, as it was until this loop has come to j - 1.
            moved += (from_word[j - 1] + from_null[j - 1]).T @ (reached * present[:, j, None])
            after = reached @ transition.T + after * null[:, j, None] / scale[j]
    counts = np.zeros(len(jumps))
    np.add.at(counts, distance, moved * transition)
    return Posteriors(from_word.swapaxes(0, 1), from_null.sum(axis=2).T, counts)


def near_diagonal(
    emission: Doubles2d, null: Doubles2d, ahead: Doubles2d, null_share: float
) -> tuple[Doubles2d, Doubles2d]:
    """Return the posteriors of words and of null where a word's place depends on its own place alone.

    Arguments and results as in ``forward_backward``. ahead: float64[b, J, I], how likely each place is,
    before anything is known of the words; rows sum to 1.
    Source: Brown et al. 1993, model 1, with the diagonal of Dyer, Chahuneau and Smith 2013 (fast_align).
    """
    words = (1 - null_share) * emission * ahead
    empty = null_share * null
    total = words.sum(axis=2) + empty
    return words / total[:, :, None], empty / total


def diagonal(steps: Floats1d, states: int, sharpness: float) -> Doubles2d:
    """Return float64[..., I]: how likely each of ``states`` places is for a word at ``steps``, in [0, 1]."""
    places = (np.arange(states) + 0.5) / states
    odds: Doubles2d = np.exp(-sharpness * np.abs(np.asarray(steps)[..., None] - places))
    odds /= odds.sum(axis=-1, keepdims=True)
    return odds


def _distances(states: int) -> Ints2d:
    """Return int64[I, I]: in row i and column k the place of the jump from i to k in ``jumps``."""
    places = np.arange(states)
    clipped: Ints2d = np.clip(places - places[:, None], -REACH, REACH) + REACH
    return clipped
