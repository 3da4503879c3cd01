"""What becomes of the marks of a text in its translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from isogloss.data.marked import Mark, Marked
from isogloss.languages import Language

# kept: its words stand together; split: they stand apart, and the part that says most was taken; merged: its
# words are another mark's too, which keeps them; lost: nothing was found.
Fate: TypeAlias = Literal["kept", "split", "merged", "lost"]

FATES: tuple[Fate, ...] = ("kept", "split", "merged", "lost")


@dataclass(frozen=True, slots=True)
class Carried:
    """A mark of the source, and its place in the target, None where it has none.

    score: in [0, 1], how much speaks for the place. reason: why the mark was lost, merged or split.
    """

    mark: Mark
    place: tuple[int, int] | None
    fate: Fate
    score: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Projected:
    """A translation, and what became of each mark of its source, in the order of the marks.

    Every place slices: ``0 <= start < end <= len(text)``, between grapheme clusters.
    """

    source: Marked
    text: str
    language: Language
    spans: tuple[Carried, ...]

    @property
    def marked(self) -> Marked:
        """The translation with the marks that it has; the id is the source's, the origin too."""
        marks = (
            Mark(span.mark.label, *span.place, span.mark.id, span.mark.role)
            for span in self.spans
            if span.place is not None
        )
        return Marked(self.source.id, self.text, tuple(marks), self.language, self.source.origin)


def tally(projections: Iterable[Projected]) -> Counter[Fate]:
    """Return how many marks met each fate; every fate is there, if only with 0."""
    counts: Counter[Fate] = Counter(dict.fromkeys(FATES, 0))
    for projected in projections:
        counts.update(span.fate for span in projected.spans)
    return counts
