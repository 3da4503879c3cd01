"""How sentence pairs are mined."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from isogloss import table
from isogloss.errors import InputError

Margin: TypeAlias = Literal["ratio", "distance", "absolute"]
Retrieval: TypeAlias = Literal["forward", "backward", "intersection", "max", "assignment"]
Search: TypeAlias = Literal["exact", "usearch"]
MOST_NEIGHBOURS: Final = 1024


@dataclass(frozen=True, slots=True)
class Mining:
    """What decides which pairs are mined.

    k: neighbours of each line among which candidates are scored and neighbourhoods are averaged.
    margin: ``ratio`` (cosine by the mean of both neighbourhoods), ``distance`` (cosine less it) or
    ``absolute`` (the cosine). retrieval: which candidates become pairs, see ``retrieve``. threshold: pairs
    below it are left out; None takes one from the scores, see ``usual_threshold``. search: ``usearch`` is
    approximate and fast for millions of lines. fold: near-duplicate lines of one side are one.
    """

    k: int = 4
    margin: Margin = "ratio"
    retrieval: Retrieval = "max"
    threshold: float | None = None
    search: Search = "exact"
    fold: bool = True

    def __post_init__(self) -> None:
        """Raise InputError for what cannot be asked for."""
        for kind, value, known in (
            ("margin", self.margin, get_args(Margin)),
            ("retrieval", self.retrieval, get_args(Retrieval)),
            ("search", self.search, get_args(Search)),
        ):
            if value not in known:
                raise table.unknown(str(value), known, kind=kind)
        if not isinstance(self.k, int) or not 1 <= self.k <= MOST_NEIGHBOURS:
            raise InputError(
                f"{self.k!r} neighbours cannot be taken.", fix=f"Choose from 1 to {MOST_NEIGHBOURS:,}."
            )
        if self.threshold is not None and not self.threshold < math.inf:  # NaN is not, either
            raise InputError(
                f"A threshold of {self.threshold} lets nothing through.",
                fix="Give a number, or none for the usual one.",
            )
