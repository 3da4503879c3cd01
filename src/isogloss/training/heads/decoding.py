"""The best sequence of tags: the most probable tags that can stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np

from isogloss.arrays import Bools1d, Doubles2d, Ints1d

# Which tags cannot begin a sentence, and what is added where one cannot follow another.
Rules: TypeAlias = tuple[Bools1d, Doubles2d]

_NEVER: Final = -1e9


def forbidden(tags: Sequence[str]) -> Rules:
    """Return which tags can't begin a sentence, and -1e9 where the second can't follow the first, else 0.

    ``I-X`` only follows ``B-X`` or ``I-X``. Where no tag begins with ``B-``, nothing is forbidden.
    """
    in_bio = any(tag.startswith("B-") for tag in tags)
    inside = np.array([in_bio and tag.startswith("I-") for tag in tags])
    continues = np.array([[before[1:] == tag[1:] for tag in tags] for before in tags])
    return inside, np.where(inside & ~continues, _NEVER, 0.0)


def best_path(scores: Doubles2d, never_first: Bools1d, following: Doubles2d) -> Ints1d:
    """Return the tags, by number, of the path with the largest sum (Viterbi 1967).

    scores: float[n, tags], logarithms of probabilities. never_first, following: as ``forbidden`` gives.
    """
    best = np.where(never_first, _NEVER, 0.0) + scores[0]
    came_from = []
    for row in scores[1:]:
        reached = best[:, None] + following
        came_from.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    path = [int(best.argmax())]
    for before in reversed(came_from):
        path.append(int(before[path[-1]]))
    return np.array(path[::-1], dtype=np.int64)
