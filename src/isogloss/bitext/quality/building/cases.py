"""Good and bad pairs of many languages, with what the rules find of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from isogloss.bitext.quality.batch import Batch
from isogloss.bitext.quality.building.perturbing import BAD, GOOD, Lines, Pair
from isogloss.bitext.quality.scoring import Scored, acquainted, judged
from isogloss.bitext.quality.settling import settled
from isogloss.data.bitext import read_ntrex
from isogloss.languages import Language, genetic_distance
from isogloss.models.contracts import Encoder

ENGLISH: Final = Language.parse("eng")
_RELATIVES: Final = 5


@dataclass(frozen=True)
class Case:
    """A pair, in which way it is good or bad, and what is found of it."""

    source: Language
    target: Language
    kind: str
    scored: Scored

    @property
    def good(self) -> bool:
        """Whether nothing was done to it that harms."""
        return self.kind in GOOD


def cases(
    data: Path, lines: range, *, each: int, names: Sequence[str], encoder: Encoder, seed: int = 0
) -> Iterator[Case]:
    """Yield judged pairs: of English with every language of NTREX-128, and of each with one at random.

    lines: which lines of NTREX, from 0. each: how many clean pairs a pair of languages; of each perturbation
    a quarter of them. names: the rules that are asked.
    """
    parallel = read_ntrex(data / "ntrex")
    others = [one for one in sorted(parallel.paths, key=str) if one.code != "eng"]
    texts = {one: parallel.lines(one)[lines.start : lines.stop] for one in (ENGLISH, *others)}
    chance = random.Random(seed)  # noqa: S311  for a sample, not for a secret
    for target in others:
        for source in (ENGLISH, chance.choice(others)):
            if source.code == target.code:
                continue
            chosen = sorted(chance.sample(range(len(lines)), min(each, len(lines))))
            third = _third(others, target, chance)
            own = Lines(*([texts[one][n] for n in chosen] for one in (source, target, third)))
            left, right = settled(source, own.source), settled(target, own.target)
            yield from _judged(own, Batch([], [], left, right, encoder), names, chance)


def _third(others: list[Language], target: Language, chance: random.Random) -> Language:
    """Return a relative of the target in half of the cases, else any other language or English."""
    away = [one for one in others if one.code != target.code]
    if chance.random() < 0.5:
        return chance.choice([*away, ENGLISH])
    distances = {one: genetic_distance(one, target) for one in away}
    near = sorted(away, key=lambda one: (distances[one] is None, distances[one] or 0.0, str(one)))
    return chance.choice(near[:_RELATIVES])


def _judged(lines: Lines, empty: Batch, names: Sequence[str], chance: random.Random) -> Iterator[Case]:
    made: list[tuple[str, Pair]] = []
    for kind, change in {**GOOD, **BAD}.items():
        every = 1 if kind == "clean" else 4
        for n in range(chance.randrange(every), len(lines.source), every):
            pair = change(lines, n, chance)
            if pair is not None and all(side.strip() for side in pair):
                made.append((kind, pair))
    batch = replace(
        acquainted(empty, [pair for kind, pair in made if kind == "clean"]),
        sources=[a for _, (a, _) in made],
        targets=[b for _, (_, b) in made],
    )
    for (kind, _), scored in zip(made, judged(batch, names), strict=True):
        yield Case(empty.source, empty.target, kind, scored)
