"""What is known of a source and a target before any label of the target is read.

Sources of the idea: Lin et al. 2019, "Choosing Transfer Languages for Cross-Lingual Learning" (LangRank),
arXiv:1905.12688, section 3; Philippy et al. 2023, arXiv:2305.16768 (a review of what goes with transfer).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from isogloss.errors import MissingExtra
from isogloss.languages import Language, facts, genetic_distance, geographic_distance
from isogloss.languages.scripts import compatible
from isogloss.languages.typology import typological_distance

# Of a pair. ``kin_seen`` and ``script_seen``: to the nearest language of the model's training, if told.
OF_PAIRS: Final = (
    "genetic_distance",
    "geographic_distance",
    "syntactic_distance",
    "script_match",
    "speakers",
    "kin_seen",
    "script_seen",
)
_THOUSAND_KM: Final = 1000.0


def traits(source: Language, target: Language, seen: tuple[Language, ...]) -> dict[str, float]:
    """Return the facts of a pair that tables know, those that none knows left out.

    genetic_distance, kin_seen: in [0, 1]. geographic_distance: logarithm of thousands of km, and one.
    syntactic_distance: in [0, 1], with the extra ``typology``. script_match, script_seen: 0 or 1.
    speakers: decimal logarithm.
    """
    found = {
        "genetic_distance": genetic_distance(source, target),
        "geographic_distance": _compressed(geographic_distance(source, target)),
        "syntactic_distance": _syntactic(source, target),
        "script_match": float(compatible(source.script, target.script)),
        "speakers": _speakers(target),
        **_from_seen(target, seen),
    }
    return {name: value for name, value in found.items() if value is not None}


@lru_cache(maxsize=4096)
def _speakers(language: Language) -> float | None:
    count = facts(language).speakers
    return math.log10(count) if count else None


@lru_cache(maxsize=4096)
def _from_seen(target: Language, seen: tuple[Language, ...]) -> Mapping[str, float | None]:
    if not seen:
        return {}
    near = [distance for other in seen if (distance := genetic_distance(target, other)) is not None]
    script = any(compatible(target.script, other.script) for other in seen)
    return {"kin_seen": min(near, default=None), "script_seen": float(script)}


def _compressed(km: float | None) -> float | None:
    return None if km is None else math.log1p(km / _THOUSAND_KM)


def _syntactic(source: Language, target: Language) -> float | None:
    try:
        found = typological_distance(source, target, "syntactic")
    except MissingExtra:
        return None
    return None if found is None else found.distance


def names(rows: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    """Return the names of all traits that any row has, those of pairs first."""
    there = {name for row in rows for name in row}
    return (*(name for name in OF_PAIRS if name in there), *sorted(there - set(OF_PAIRS)))
