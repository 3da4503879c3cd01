"""Features of two languages: what the source's text is, and what the other's, each as if it were alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from isogloss.training.finetuning.objectives.objective import Feature, Output

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

SOURCE: Final = 0  # the half that is read in the language of the labels
OTHER: Final = 1
_LOGITS: Final = ("logits", "start_logits", "end_logits")


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is known of both texts of a feature.

    labels: the targets of either, as the objective of one language takes them; None where no label is known.
    soft: float32[r, c], what a teacher says of the other text: r distributions over c outcomes. weight: how
    much each of them counts, so that the mean over all features of a training is that over distributions.
    """

    labels: tuple[Any, Any]
    soft: Floats2d | None = None
    weight: float = 1.0


def paired(place: int, source: Sequence[Feature], other: Sequence[Feature]) -> list[Feature]:
    """Return the windows of a text together with those of its translation that stand as far along.

    place: of the example. Of the text that has fewer windows some come twice, so that none is left out.
    """
    count = max(len(source), len(other))
    both = [(source[at * len(source) // count], other[at * len(other) // count]) for at in range(count)]
    return [
        Feature(
            place,
            (*first.ids, *second.ids),
            (*first.kinds, *second.kinds),
            Told((first.target, second.target)),
            (first.places, second.places),
        )
        for first, second in both
    ]


def half(feature: Feature, which: int) -> Feature:
    """Return one text of a feature: SOURCE or OTHER."""
    return replace(
        feature,
        ids=feature.ids[which : which + 1],
        kinds=feature.kinds[which : which + 1],
        target=feature.target.labels[which],
        places=feature.places[which],
    )


def output_of(output: Output, which: int, rows: Sequence[int] | None = None) -> Output:
    """Return what the network gives of one text of each feature; rows: of which features, all if None."""
    found = {}
    for name in _LOGITS:
        if name in output:
            logits = output[name].chunk(2, dim=0)[which]
            found[name] = logits if rows is None else logits[list(rows)]
    return SimpleNamespace(**found)
