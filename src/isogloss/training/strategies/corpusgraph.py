"""A graph over the labelled texts and those of the target, for the head ``graph``."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from isogloss.training.heads.graph import GraphHead
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.heads.ties import Ties


class CorpusGraph(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parameters of the graph.

    neighbours: of each text among the labelled, and as many among the target's. stay: the share of itself in
    what a text becomes, 1 for no graph at all. steps: how often texts pass on what they are.
    """

    over: ClassVar[tuple[str, ...]] = ("graph",)
    reads_target: ClassVar[bool] = True
    gives: ClassVar[str] = ""

    neighbours: int = 5
    stay: float = 0.3
    steps: int = 10

    def __post_init__(self) -> None:
        """Refuse numbers that mean nothing."""
        if not 1 <= self.neighbours <= 1000:
            raise ValueError("`neighbours` must lie between 1 and 1000")
        if not 0 < self.stay <= 1:
            raise ValueError("`stay` must be above 0, and 1 at the most")
        if not 1 <= self.steps <= 1000:
            raise ValueError("`steps` must lie between 1 and 1000")

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:  # noqa: ARG002  there is one head it trains
        """Return the head over the graph of the lesson's texts, labelled and not."""
        return GraphHead.tied(lesson, Ties(self.neighbours, self.stay, self.steps))
