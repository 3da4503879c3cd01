"""Which solved examples stand before a question: of every class in turn, always the same for a seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from isogloss.data.examples import Choice, Example, Labelled, Pair, Tagged

OneKind = TypeVar("OneKind", bound=Example)


def solved_examples(examples: Sequence[OneKind], count: int, seed: int) -> list[OneKind]:
    """Return ``count`` examples, classes in turn, all where there are fewer; in an order that tells nothing.

    The class of a tagged sentence is the rarest tag in it; free answers have none. Fewer examples are among
    those of a larger ``count``. Depends on the seed and the examples alone.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(_classes(examples)):
        places.setdefault(name, []).append(place)
    shuffled = [
        random.Random(f"{seed}:{name}").sample(own, len(own))  # noqa: S311  no secret
        for name, own in sorted(places.items())
    ]
    turns = max(map(len, shuffled), default=0)
    in_turn = [own[turn] for turn in range(turns) for own in shuffled if turn < len(own)][:count]
    random.Random(seed).shuffle(in_turn)  # noqa: S311  no secret
    return [examples[place] for place in in_turn]


def _classes(examples: Sequence[Example]) -> list[str]:
    counts = Counter(tag for one in examples if isinstance(one, Tagged) for tag in one.tags)

    def name(one: Example) -> str:
        match one:
            case Labelled() | Pair():
                return one.label
            case Choice():
                return str(one.answer)
            case Tagged():
                return min(one.tags, key=lambda tag: (counts[tag], tag), default="")
        return ""

    return [name(one) for one in examples]
