"""Fitting the rows: every text shall lie where the teacher puts its English side."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from isogloss.progress import track
from isogloss.training.contrast import loss_gradient
from isogloss.training.static import kernels
from isogloss.training.static.corpus import Corpus
from isogloss.training.static.pseudo import Phrasebook, pseudo_sentences
from isogloss.training.static.rows import Ragged
from isogloss.training.static.settings import Settings
from isogloss.training.static.stages import Arrays, Stages, set_state, state_of

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d, Floats2d, Ints1d

_START: Final = 0.1  # size of the start values; the step size is tuned to it


@dataclass(frozen=True, slots=True)
class Halves:
    """The rows while they are fitted: dimensions 0-63 and 64-127 apart, a thread for each.

    tables: two float32[rows, d / 2]. squares: two copies of the accumulators, float32[rows]. moves:
    bool[rows], which rows may change.
    """

    tables: tuple[Floats2d, Floats2d]
    squares: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]
    moves: Bools1d
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2))

    def both(self, work: Callable[[int], object]) -> None:
        """Run ``work(0)`` and ``work(1)`` side by side."""
        list(self.pool.map(work, (0, 1)))


@dataclass(frozen=True, slots=True)
class Batch:
    """Items (lists of records), the target of each (int64[b]) and their weight in the loss."""

    items: Ragged
    targets: Ints1d
    weight: float


@dataclass(frozen=True, slots=True)
class Problem:
    """What is fitted.

    records: the rows that the features of every record of the corpus own; rows: how many rows there are.
    targets: float32[m, d], rows of unit length: where the English texts of the corpus lie.
    """

    corpus: Corpus
    records: Ragged
    rows: int
    targets: Floats2d
    book: Phrasebook


def fit(
    problem: Problem,
    table: Floats2d,
    epochs: int,
    settings: Settings,
    seed: int,
    *,
    moves: Bools1d | None = None,
    stages: Stages | None = None,
    name: str = "rows",
) -> Floats2d:
    """Return the rows, float32[rows, d], after ``epochs`` passes from those of ``table``.

    moves: bool[rows], which rows may change; all by default. stages: keeps the state after each epoch under
    ``name``, and goes on from one that was kept. Adagrad and the learning rate, which falls to
    2 % of itself, start anew. Bit-identical for the same input and seed on one machine.
    """
    random = np.random.default_rng(seed)
    middle = table.shape[1] // 2
    halves = Halves(
        tables=(np.ascontiguousarray(table[:, :middle]), np.ascontiguousarray(table[:, middle:])),
        squares=(np.zeros(problem.rows, np.float32), np.zeros(problem.rows, np.float32)),
        moves=np.ones(problem.rows, bool) if moves is None else moves,
    )
    del table
    begin = _resumed(halves, random, stages, name)
    with threadpool_limits(limits=2, user_api="blas"), halves.pool:
        for epoch in range(begin, epochs):
            batches = _batches(problem, settings, random)
            label = f"epoch {epoch + 1} of {epochs}, {problem.rows:,} rows"
            for number, batch in enumerate(track(batches, label=label, unit="batch")):
                done = (epoch + number / len(batches)) / epochs
                rate = settings.learning_rate * (1.02 - done)
                _step(halves, batch, problem.records, problem.targets, rate, settings)
            if stages is not None:
                stages.keep(name, _state(halves, random, epoch + 1))
    return np.concatenate(halves.tables, axis=1)


def _state(halves: Halves, random: np.random.Generator, epochs: int) -> Arrays:
    """Return all that the next epoch needs of the ones before."""
    return {
        "left": halves.tables[0],
        "right": halves.tables[1],
        "left_squares": halves.squares[0],
        "right_squares": halves.squares[1],
        "random": state_of(random),
        "epochs": np.array([epochs]),
    }


def _resumed(halves: Halves, random: np.random.Generator, stages: Stages | None, name: str) -> int:
    """Take up the state that was kept under ``name``; return how many epochs it has behind it."""
    kept = None if stages is None else stages.kept(name)
    if kept is None:
        return 0
    names = ("left", "right", "left_squares", "right_squares")
    for key, array in zip(names, (*halves.tables, *halves.squares), strict=True):
        array[:] = kept[key]
    set_state(random, kept["random"])
    return int(kept["epochs"][0])


def start_values(problem: Problem, settings: Settings) -> Floats2d:
    """Return float32[rows, d]: a weighted mean of the targets of each row, longer where the row is rare."""
    corpus, records, targets = problem.corpus, problem.records, problem.targets
    table = np.zeros((problem.rows, targets.shape[1]), np.float32)
    mass = np.zeros(problem.rows, np.float32)
    weights = 1 + settings.english_sentences * corpus.is_english.astype(np.float32)
    kernels.start_values(
        table, mass, records.offsets, records.values, weights.astype(np.float32), targets, corpus.target
    )
    rarity = np.log(mass.sum(dtype=np.float64) / (mass + 1.0))
    table *= (_START * rarity / (mass + 2.0)).astype(np.float32)[:, None]
    return table


def _batches(problem: Problem, settings: Settings, random: np.random.Generator) -> list[Batch]:
    """Return the batches of an epoch: sentences and words apart, in random order."""
    corpus = problem.corpus
    made, made_targets = pseudo_sentences(problem.book, settings.pseudo, random)
    sentences = _repeated(corpus, corpus.sentence, settings.english_sentences)
    words = _repeated(corpus, ~corpus.sentence, settings.english_words)
    alone = Ragged(np.arange(len(sentences) + 1), sentences.astype(np.int32))
    pool = _joined(alone, made)
    pool_targets = np.concatenate([corpus.target[sentences], made_targets])
    batches = [
        *_cut(pool, pool_targets, 1.0, settings.batch, random),
        *_cut(
            Ragged(np.arange(len(words) + 1), words.astype(np.int32)), corpus.target[words],
            settings.lexicon_weight, settings.batch, random,
        ),
    ]  # fmt: skip
    return [batches[place] for place in random.permutation(len(batches))]


def _repeated(corpus: Corpus, chosen: Bools1d, further: int) -> Ints1d:
    """Return the chosen records, English ones 1 + ``further`` times."""
    english = np.flatnonzero(chosen & corpus.is_english)
    return np.concatenate([np.flatnonzero(chosen), np.tile(english, further)])


def _joined(a: Ragged, b: Ragged) -> Ragged:
    offsets = np.concatenate([a.offsets, b.offsets[1:] + a.offsets[-1]])
    return Ragged(offsets, np.concatenate([a.values, b.values]))


def _cut(
    items: Ragged, targets: Ints1d, weight: float, size: int, random: np.random.Generator
) -> list[Batch]:
    """Return ``items`` in random order, cut into batches of ``size``."""
    order = random.permutation(len(items))
    lengths = np.diff(items.offsets)[order]
    offsets = np.zeros(len(order) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    places = np.repeat(items.offsets[order] - offsets[:-1], lengths) + np.arange(offsets[-1])
    values = items.values[places]
    return [
        Batch(Ragged(offsets[start : start + size + 1], values), targets[order[start : start + size]], weight)
        for start in range(0, len(order), size)
    ]


def _step(
    halves: Halves, batch: Batch, records: Ragged, targets: Floats2d, rate: float, settings: Settings
) -> None:
    middle = halves.tables[0].shape[1]
    total = np.empty((len(batch.items), targets.shape[1]), np.float32)
    sides = (slice(0, middle), slice(middle, None))
    items, members = batch.items.offsets, batch.items.values

    def add(half: int) -> None:
        part = np.empty((len(total), middle), np.float32)
        kernels.sums(halves.tables[half], items, members, records.offsets, records.values, part)
        total[:, sides[half]] = part

    halves.both(add)
    gradient = loss_gradient(
        total, batch.targets, targets, settings.temperature, settings.cosine
    ) * np.float32(batch.weight)
    sizes = np.einsum("ij,ij->i", gradient, gradient) / np.float32(gradient.shape[1])
    gradient *= np.float32(rate)

    def change(half: int) -> None:
        kernels.update(
            halves.tables[half], halves.squares[half], items, members, records.offsets, records.values,
            np.ascontiguousarray(gradient[:, sides[half]]), sizes, halves.moves,
        )  # fmt: skip

    halves.both(change)
