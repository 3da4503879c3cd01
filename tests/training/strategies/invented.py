"""Vectors of two invented languages: classes lie on a sphere, and the second language is turned a little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from isogloss.arrays import Doubles2d, Floats2d
from isogloss.training.heads.head import Head, Lesson

LABELS = ("ምግብ", "ጉዞ", "健康")


@dataclass(frozen=True)
class Sides:
    """The source's lesson with unlabelled vectors of the target, and the target's test."""

    lesson: Lesson
    tests: Floats2d
    gold: list[str]

    def right(self, head: Head) -> float:
        found = head.predict(self.tests)
        return float(np.mean([one.label == label for one, label in zip(found, self.gold, strict=True)]))


def sides(
    *, labelled: int, noise: float, shift: float, seed: int = 0, shares: tuple[int, ...] = (1, 1, 1)
) -> Sides:
    """Return ``labelled`` vectors a class of the source, and 200 and 200 of the target in those shares."""
    chance = np.random.default_rng(seed)
    centres = np.eye(3, 12)
    moved = centres + shift * np.eye(3, 12, 3) + shift * np.eye(3, 12)[[1, 2, 0]]

    def drawn(middles: Doubles2d, gold: list[int]) -> Floats2d:
        vectors = middles[gold] + noise * chance.normal(size=(len(gold), 12))
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    own = [place for place in range(3) for _ in range(labelled)]
    others = [place for place, share in enumerate(shares) for _ in range(200 * share // sum(shares))]
    lesson = Lesson(drawn(centres, own), [LABELS[one] for one in own], unlabelled=drawn(moved, others))
    return Sides(lesson, drawn(moved, others), [LABELS[one] for one in others])
