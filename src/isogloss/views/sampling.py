"""A few examples of each class."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, TypeVar

from msgspec import Meta, Struct

from isogloss.data.examples import Choice, Example, Labelled, Pair, Tagged
from isogloss.views.originals import MARK

OneKind = TypeVar("OneKind", bound=Example)


class Sample(Struct, frozen=True, forbid_unknown_fields=True):
    """The view ``sample``: k examples of every class."""

    k: Annotated[int, Meta(ge=1)]

    def __call__(self, examples: Sequence[Example], *, seed: int) -> list[Example]:
        """Return ``sample`` of the examples."""
        return sample(examples, k=self.k, seed=seed)


def sample(examples: Sequence[OneKind], *, k: int, seed: int) -> list[OneKind]:
    """Return ``k`` examples of every class, all where a class has fewer, in their given order.

    The class of a tagged sentence is the rarest tag in it; questions, scores and texts to be written have one
    class between them.

    The draw depends on ``seed`` and the examples alone. Draws of one seed are nested: those of a smaller
    ``k`` are among those of a larger.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, label in enumerate(classes_of(examples)):
        places[label].append(place)
    chosen: list[int] = []
    for label in sorted(places):
        shuffled = random.Random(f"{seed}:{label}").sample(places[label], len(places[label]))  # noqa: S311  no secret
        chosen += shuffled[:k]
    return [examples[place] for place in sorted(chosen)]


def evened(groups: Sequence[Sequence[OneKind]], *, seed: int) -> list[list[OneKind]]:
    """Return every group as large as the largest: whole copies of it, and of the last one a draw.

    An example's first copy keeps its id, the others end in ``~2`` and so on; an empty group stays empty.
    """
    most = max(map(len, groups), default=0)
    return [_copied(group, most, f"{seed}:{place}") if group else [] for place, group in enumerate(groups)]


def _copied(group: Sequence[OneKind], count: int, key: str) -> list[OneKind]:
    turns, rest = divmod(count, len(group))
    drawn = set(random.Random(key).sample(range(len(group)), rest))  # noqa: S311  no secret
    return [
        replace(example, id=f"{example.id}{MARK}{turn}") if turn > 1 else example
        for turn in range(1, turns + 2)
        for place, example in enumerate(group)
        if turn <= turns or place in drawn
    ]


def classes_of(examples: Sequence[Example]) -> list[str]:
    """Return the class of each example, of a tagged sentence its rarest tag; empty where it has none."""
    counts = Counter(tag for example in examples if isinstance(example, Tagged) for tag in example.tags)

    def one(example: Example) -> str:
        if isinstance(example, Labelled | Pair):
            return example.label
        if isinstance(example, Choice):
            return str(example.answer)
        if isinstance(example, Tagged):
            return min(example.tags, key=lambda tag: (counts[tag], tag), default="")
        return ""

    return [one(example) for example in examples]
