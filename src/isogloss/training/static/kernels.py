"""The loops of training, compiled by numba. Each thread owns half of the dimensions, so sums have one order.

An item is a list of records whose features are added up: one record, or the translations of the words of
an English sentence. ``items`` and ``records`` come as offsets and values (see ``rows.Ragged``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numba
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    Floats: TypeAlias = npt.NDArray[np.float32]
    Wide: TypeAlias = npt.NDArray[np.int64]
    Narrow: TypeAlias = npt.NDArray[np.int32]


@numba.njit(nogil=True, cache=True, fastmath=False)
def start_values(
    table: Floats, mass: Floats, offsets: Wide, rows: Narrow, weights: Floats, targets: Floats, target: Wide
) -> None:
    """Add T / sqrt(n) of each record to the rows of its features, and 1 / sqrt(n) to their mass.

    table: float32[slots, d], changed. mass: float32[slots], changed. weights: float32[n], how often a
    record counts. targets: float32[m, d]; target: int64[n].
    """
    for record in range(len(offsets) - 1):
        size = offsets[record + 1] - offsets[record]
        if size == 0:
            continue
        share = weights[record] / np.sqrt(np.float32(size))
        aim = targets[target[record]]
        for place in range(offsets[record], offsets[record + 1]):
            row = rows[place]
            mass[row] += share
            for d in range(table.shape[1]):
                table[row, d] += share * aim[d]


@numba.njit(nogil=True, cache=True)
def sums(table: Floats, item_offsets: Wide, items: Narrow, offsets: Wide, rows: Narrow, out: Floats) -> None:
    """Write into float32[b, d] ``out`` the sum of the rows of every item's features."""
    for item in range(len(item_offsets) - 1):
        total = out[item]
        total[:] = 0
        for member in range(item_offsets[item], item_offsets[item + 1]):
            record = items[member]
            for place in range(offsets[record], offsets[record + 1]):
                row = table[rows[place]]
                for d in range(len(total)):
                    total[d] += row[d]


@numba.njit(nogil=True, cache=True)
def update(
    table: Floats,
    squares: Floats,
    item_offsets: Wide,
    items: Narrow,
    offsets: Wide,
    rows: Narrow,
    steps: Floats,
    sizes: Floats,
    moves: npt.NDArray[np.bool_],
) -> None:
    """Take one Adagrad step for every occurrence of every feature, one after another.

    squares: float32[slots], changed: sums of mean squared gradients. steps: float32[b, d], the gradient
    of each item times the learning rate. sizes: float32[b], the mean square of each whole gradient.
    moves: bool[slots], whether a row may change.
    """
    for item in range(len(item_offsets) - 1):
        size = sizes[item]
        if size == 0.0:
            continue
        step = steps[item]
        for member in range(item_offsets[item], item_offsets[item + 1]):
            record = items[member]
            for place in range(offsets[record], offsets[record + 1]):
                slot = rows[place]
                if not moves[slot]:
                    continue
                squares[slot] += size
                scale = np.float32(1.0) / np.sqrt(squares[slot])
                row = table[slot]
                for d in range(len(step)):
                    row[d] -= scale * step[d]


@numba.njit(nogil=True, cache=True)
def ranks(
    candidates: npt.NDArray[np.uint32], starts: Wide, values: npt.NDArray[np.uint32], out: Narrow
) -> None:
    """Write the place of each value among the ascending candidates, -1 where it is none.

    starts: int64[2^16 + 1], where the candidates with the same bits above the twelfth begin.
    """
    for number in range(len(values)):
        value = values[number]
        low, high = starts[value >> 12], starts[(value >> 12) + 1]
        while low < high:
            middle = (low + high) // 2
            if candidates[middle] < value:
                low = middle + 1
            else:
                high = middle
        found = low < len(candidates) and candidates[low] == value
        out[number] = low if found else -1


@numba.njit(nogil=True, cache=True)
def settle(choices: Narrow, slots: int) -> Narrow:
    """Return the candidate that each slot goes to, int32[slots], -1 for none.

    choices: int32[candidates, 4]. One after another takes its first free slot; where none is free, an owner
    of one of them moves to a free choice of its own (a step of cuckoo hashing); else the candidate gets none.
    """
    owner = np.full(slots, -1, np.int32)
    for candidate in range(len(choices)):
        slot = _free(choices[candidate], owner)
        if slot < 0:
            for taken in choices[candidate]:
                other = _free(choices[owner[taken]], owner)
                if other >= 0:
                    owner[other] = owner[taken]
                    slot = taken
                    break
        if slot >= 0:
            owner[slot] = candidate
    return owner


@numba.njit(nogil=True, cache=True)
def _free(choices: Narrow, owner: Narrow) -> int:
    for slot in choices:
        if owner[slot] < 0:
            return int(slot)
    return -1


@numba.njit(nogil=True, cache=True)
def _mix(state: np.uint64) -> np.uint64:
    """Return the next number of splitmix64."""
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


@numba.njit(nogil=True, cache=True)
def draw(
    seeds: npt.NDArray[np.uint64],
    languages: Narrow,
    sentences: Narrow,
    sentence_offsets: Wide,
    options: Narrow,
    entry_offsets: Wide,
    entries: Narrow,
    phrases: int,
    out_offsets: Wide,
    out: Narrow,
) -> int:
    """Replace words and phrases of English sentences by random translations; return how many were made.

    seeds, languages, sentences: one draw each. sentence_offsets, options: per sentence, per word, nine
    phrase numbers to try in turn (three of three words, of two, of one; -1 for none). entries: translations
    (record numbers) of phrase p in language l at entry_offsets[l * phrases + p]. out_offsets, out: the
    members of each draw; a draw with fewer than two hits is left empty.
    """
    made = 0
    out_offsets[0] = 0
    for number in range(len(seeds)):
        state = seeds[number]
        first = made
        base = languages[number] * phrases
        position = sentence_offsets[sentences[number]]
        end = sentence_offsets[sentences[number] + 1]
        while position < end:
            width = 1
            for option in range(9):
                phrase = options[position * 9 + option]
                if phrase < 0:
                    continue
                low, high = entry_offsets[base + phrase], entry_offsets[base + phrase + 1]
                if high > low:
                    state += np.uint64(0x9E3779B97F4A7C15)
                    out[made] = entries[low + np.int64(_mix(state) % np.uint64(high - low))]
                    made += 1
                    width = 3 - option // 3
                    break
            position += width
        if made - first < 2:
            made = first
        out_offsets[number + 1] = made
    return made
