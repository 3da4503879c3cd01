"""Ways of carrying marks over, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol, cast

from isogloss.data.marked import Marked
from isogloss.languages import Language
from isogloss.table import load
from isogloss.views.projection.evidence import Evidence
from isogloss.views.projection.projected import Projected

METHODS: Final[Mapping[str, str]] = {
    "align": "isogloss.views.projection.alignment:by_alignment",
    "candidates": "isogloss.views.projection.candidates:by_candidates",
    "consensus": "isogloss.views.projection.consensus:by_consensus",
    "markers": "isogloss.views.projection.markers:by_markers",
}


class Method(Protocol):
    """A way of carrying marks over: a pure function of what two texts say of each other."""

    def __call__(self, source: Marked, evidence: Evidence, language: Language) -> Projected:
        """Return what becomes of the marks of ``source`` in ``evidence.target``, which is in ``language``."""
        ...


def load_method(name: str) -> Method:
    """Return the method called ``name``; raises UnknownName that offers the nearest."""
    return cast("Method", load(METHODS, name, kind="method of projection"))
