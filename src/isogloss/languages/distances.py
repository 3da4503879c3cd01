"""How far two languages are from each other, in descent and on the globe."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from isogloss.languages.ancestry import place
from isogloss.languages.language import Language
from isogloss.languages.profile import located, spoken

_EARTH_RADIUS_KM: Final = 6371.0088


def genetic_distance(a: Language, b: Language) -> float | None:
    """Return how little descent two languages share, from 0 (one language) to 1 (no common ancestor).

    With A and B the paths from the family down to each language, itself included, and S what they share,
    it is ``1 - (|S|/|A| + |S|/|B|) / 2``: the share of the way up to the common ancestor, which URIEL defines
    for one direction (Littell et al. 2017, EACL, section 2.3), averaged over both. Source of the paths:
    Glottolog. Isolates and constructed languages are at 1 from all others; macrolanguages, dialects and
    retired codes stand where their member, language or successor does. None where a place is unknown.
    """
    if a.code == b.code:
        return 0.0
    here, there = place(a.code), place(b.code)
    if here is None or there is None:
        return None
    shared = 0
    for one, other in zip(here.path, there.path, strict=False):
        if one != other:
            break
        shared += 1
    return 1 - (shared / len(here.path) + shared / len(there.path)) / 2


def geographic_distance(a: Language, b: Language) -> float | None:
    """Return the great-circle distance in km between the points where Glottolog puts two languages.

    A point stands for a whole area: near one another is meant, not measured. None where a point is missing.
    """
    if a.code == b.code:
        return 0.0
    here, there = located(a.code), located(b.code)
    if here is None or there is None:
        return None
    (latitude, longitude), (latitude2, longitude2) = here, there
    return _great_circle(latitude, longitude, latitude2, longitude2)


def _great_circle(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """Return the haversine distance in km of two points in degrees, on a sphere of the mean radius."""
    one, two = math.radians(latitude), math.radians(latitude2)
    across = math.sin(math.radians(longitude2 - longitude) / 2) ** 2
    haversine = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * across
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, haversine)))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A language near another: genetic distance in [0, 1], geographic distance in km or None."""

    language: Language
    genetic: float
    geographic: float | None


def nearest(language: Language, n: int = 5, among: Iterable[Language] | None = None) -> tuple[Neighbour, ...]:
    """Return the ``n`` languages nearest by descent, ties broken by distance on the globe, then by code.

    among: languages to choose from; without it all that have a place in Glottolog and speakers in LinguaMeta.
    Those that mean the same (distance 0: macrolanguages, dialects) are left out, and so are those at
    distance 1, of which nothing is shared: an isolate has no neighbours.
    """
    candidates = map(Language.parse, spoken()) if among is None else among
    found = []
    for other in candidates:
        genetic = genetic_distance(language, other)
        if genetic is not None and 0 < genetic < 1:
            found.append(Neighbour(other, genetic, geographic_distance(language, other)))
    found.sort(
        key=lambda near: (
            near.genetic,
            math.inf if near.geographic is None else near.geographic,
            near.language,
        )
    )
    return tuple(found[:n])
