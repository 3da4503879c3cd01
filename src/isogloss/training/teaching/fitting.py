"""Fitting the rows of a pack: every text shall lie where the encoder itself puts its translation.

The loss and the optimiser are those that fitted the encoder's own rows (``training.static.fitting``), on
sparse matrices, which one language needs no compiled loops for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from isogloss.progress import track
from isogloss.training.contrast import loss_gradient
from isogloss.training.teaching.settings import Settings

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats2d, Ints1d

_START: Final = 0.1  # size of the start values, to which the step size is tuned
_NO_INERTIA: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Problem:
    """n texts to fit. own: float32[n, 128], the sums of the encoder's rows; counts: float32[n, k], n-grams.

    is_new: bool[k], the n-grams of which the encoder has no row. targets: float32[m, 128], of unit length,
    where the distinct translations lie; target: int64[n], which one is each text's. is_word: bool[n].
    """

    own: Floats2d
    counts: sparse.csr_matrix
    is_new: Bools1d
    targets: Floats2d
    target: Ints1d
    is_word: Bools1d

    def of(self, chosen: Ints1d) -> Problem:
        """Return the part of it that holds the texts ``chosen``, int64[c]."""
        return replace(
            self,
            own=self.own[chosen],
            counts=self.counts[chosen],
            target=self.target[chosen],
            is_word=self.is_word[chosen],
        )


def fit(problem: Problem, epochs: int, inertia: float, settings: Settings, seed: int) -> Floats2d:
    """Return the rows, float32[k, 128], after ``epochs`` passes. inertia: see ``Settings``.

    Bit-identical for the same input and seed on one machine.
    """
    random = np.random.default_rng(seed)
    rows = start_values(problem)
    squares = np.where(problem.is_new, _NO_INERTIA, max(inertia, _NO_INERTIA)).astype(np.float32)
    steps = [batch for _ in range(epochs) for batch in _epoch(problem.is_word, settings.batch, random)]
    label = f"{epochs} {'epoch' if epochs == 1 else 'epochs'}, {len(rows):,} rows"
    for number, batch in enumerate(track(steps, label=label, unit="batch")):
        rate = settings.learning_rate * (1.02 - number / len(steps))
        _step(problem.of(batch), rows, squares, rate, settings)
    return rows


def start_values(problem: Problem) -> Floats2d:
    """Return float32[k, 128]: a weighted mean of the targets of each n-gram, longer where it is rare.

    All zeros for an n-gram of which the encoder has a row: that is where its own starts.
    """
    sizes = np.asarray(problem.counts.sum(axis=1)).ravel()
    shares = sparse.diags_array((1 / np.sqrt(np.maximum(sizes, 1))).astype(np.float32)) @ problem.counts
    mass = np.asarray(shares.sum(axis=0)).ravel()
    rarity = np.log(max(float(mass.sum()), 1.0) / (mass + 1) + 1)
    rows = shares.T @ problem.targets[problem.target]
    return np.asarray(rows * (problem.is_new * _START * rarity / (mass + 2))[:, None], np.float32)


def _epoch(is_word: Bools1d, size: int, random: np.random.Generator) -> Iterator[Ints1d]:
    """Return batches of words and batches of sentences, in random order."""
    batches = []
    for chosen in (np.flatnonzero(is_word), np.flatnonzero(~is_word)):
        order = random.permutation(chosen)
        batches += [order[start : start + size] for start in range(0, len(order), size)]
    return (batches[place] for place in random.permutation(len(batches)))


def _step(batch: Problem, rows: Floats2d, squares: Floats2d, rate: float, settings: Settings) -> None:
    """Take one Adagrad step; ``rows`` and ``squares`` change."""
    touched, places = np.unique(batch.counts.indices, return_inverse=True)
    shape = (batch.counts.shape[0], len(touched))
    counts = sparse.csr_matrix((batch.counts.data, places.astype(np.int32), batch.counts.indptr), shape=shape)
    total = batch.own + counts @ rows[touched]
    gradient = loss_gradient(total, batch.target, batch.targets, settings.temperature, settings.cosine)
    gradient *= np.where(batch.is_word, settings.lexicon_weight, 1).astype(np.float32)[:, None]
    squares[touched] += counts.T @ np.einsum("ij,ij->i", gradient, gradient) / np.float32(rows.shape[1])
    rows[touched] -= np.float32(rate) * (counts.T @ gradient) / np.sqrt(squares[touched])[:, None]
