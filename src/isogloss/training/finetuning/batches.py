"""Which examples a step sees: shuffled, lengths alike together, languages by temperature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from isogloss.training.finetuning.objectives.objective import Feature

_CHUNK: Final = 50  # batches within which features are sorted by length


def batches(
    features: Sequence[Feature],
    languages: Sequence[str],
    *,
    size: int,
    temperature: float,
    seed: tuple[int, int],
) -> list[list[int]]:
    """Return the places of the features of each batch of an epoch; the same seed gives the same ones.

    languages: of each feature. seed: of the run, and the epoch's number. As many are drawn as there are
    features; with a temperature above 1 each language gets a share in proportion to its own to the power of
    1/temperature (Conneau and Lample 2019, section 3.1), and repeats or leaves out examples for it. Features
    alike in length stand in one batch: shuffled, sorted within 50 batches' worth, and the batches shuffled.
    """
    chance = np.random.default_rng(seed)
    drawn = chance.permutation(_drawn(languages, temperature, chance))
    found: list[list[int]] = []
    for at in range(0, len(drawn), size * _CHUNK):
        chunk = sorted(drawn[at : at + size * _CHUNK].tolist(), key=lambda place: -features[place].length)
        found += [chunk[start : start + size] for start in range(0, len(chunk), size)]
    return [found[place] for place in chance.permutation(len(found))]


def _drawn(languages: Sequence[str], temperature: float, chance: np.random.Generator) -> list[int]:
    places: dict[str, list[int]] = {}
    for place, language in enumerate(languages):
        places.setdefault(language, []).append(place)
    if temperature == 1 or len(places) < 2:
        return list(range(len(languages)))
    counts = shares([len(own) for own in places.values()], temperature)
    drawn: list[int] = []
    for own, count in zip(places.values(), counts, strict=True):
        whole, rest = divmod(count, len(own))
        drawn += own * whole + chance.permutation(own)[:rest].tolist()
    return drawn


def shares(sizes: Sequence[int], temperature: float) -> list[int]:
    """Return how many examples each language gives, as many in all as there are, one each at least.

    sizes: the examples of each. The largest remainders round up.
    """
    powers = (np.array(sizes) / sum(sizes)) ** (1 / temperature)
    wanted = powers / powers.sum() * sum(sizes)
    counts = np.maximum(1, np.floor(wanted)).astype(int)
    while counts.sum() < sum(sizes):
        counts[int(np.argmax(wanted - counts))] += 1
    return [int(count) for count in counts]
