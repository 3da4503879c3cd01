"""Which solved examples stand before a question: of every class in turn, always the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from isogloss.data.examples import Example
from isogloss.views.sampling import classes_of

OneKind = TypeVar("OneKind", bound=Example)


def solved_examples(examples: Sequence[OneKind], count: int, seed: int) -> list[OneKind]:
    """Return ``count`` examples, classes in turn, all where there are fewer; in an order that tells nothing.

    The class of a tagged sentence is the rarest tag in it; free answers have none. Fewer examples are among
    those of a larger ``count``. Depends on the seed and the examples alone.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(classes_of(examples)):
        places.setdefault(name, []).append(place)
    shuffled = [
        random.Random(f"{seed}:{name}").sample(own, len(own))  # noqa: S311  no secret
        for name, own in sorted(places.items())
    ]
    turns = max(map(len, shuffled), default=0)
    in_turn = [own[turn] for turn in range(turns) for own in shuffled if turn < len(own)][:count]
    random.Random(seed).shuffle(in_turn)  # noqa: S311  no secret
    return [examples[place] for place in in_turn]
