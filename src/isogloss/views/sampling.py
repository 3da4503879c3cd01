"""A few examples of each class."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from isogloss.data.examples import Labelled


class Sample(Struct, frozen=True, forbid_unknown_fields=True):
    """The view ``sample``: k examples of every class."""

    k: Annotated[int, Meta(ge=1)]

    def __call__(self, examples: Sequence[Labelled], *, seed: int) -> list[Labelled]:
        """Return ``sample`` of the examples."""
        return sample(examples, k=self.k, seed=seed)


def sample(examples: Sequence[Labelled], *, k: int, seed: int) -> list[Labelled]:
    """Return ``k`` examples of every class, all where a class has fewer, in their given order.

    The draw depends on ``seed`` and the examples alone. Draws of one seed are nested: those of a smaller
    ``k`` are among those of a larger.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, example in enumerate(examples):
        places[example.label].append(place)
    chosen: list[int] = []
    for label in sorted(places):
        shuffled = random.Random(f"{seed}:{label}").sample(places[label], len(places[label]))  # noqa: S311  no secret
        chosen += shuffled[:k]
    return [examples[place] for place in sorted(chosen)]
