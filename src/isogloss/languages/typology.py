"""How a language is built: syntactic, phonological and inventory features, from URIEL.

The optional package urielplus carries the table (CC BY-SA 4.0). We read its file of observations and run none
of its code, which would configure the root logger, write into its own folder and take a minute to merge
further sources.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final, Literal

from isogloss.errors import InputError
from isogloss.extras import need
from isogloss.languages.ancestry import place
from isogloss.languages.language import Language

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

Kind = Literal["syntactic", "phonological", "inventory"]
_PREFIXES: Final[dict[str, str]] = {"syntactic": "S_", "phonological": "P_", "inventory": "INV_"}


@dataclass(frozen=True, slots=True)
class Features:
    """Typological features of one language, those that no source observed left out.

    values: feature -> share of 0 or 1; 1 where any source observes it. missing: names of the others.
    by: the code whose row it is, the usual member's for a macrolanguage.
    """

    language: Language
    kind: str
    values: dict[str, float]
    missing: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class TypologicalDistance:
    """distance: angular, in [0, 1], over the ``shared`` features that both languages have, of ``total``."""

    distance: float
    shared: int
    total: int


def features(language: Language, kind: Kind) -> Features | None:
    """Return what sources observed of a language; None where URIEL has no row or no value of this kind.

    Nothing is imputed. Raises MissingExtra without the extra ``typology``, InputError for an unknown kind.
    Source: Littell et al. 2017 (EACL), in the edition of Khan et al. 2025 (COLING), CC BY-SA 4.0.
    """
    if kind not in _PREFIXES:
        raise InputError(f"There are no {kind} features.", fix=f"Known kinds: {', '.join(_PREFIXES)}.")
    rows, names, table = _uriel()
    stands = place(language.code)
    by = language.code if language.code in rows or stands is None else stands.by
    if by not in rows:
        return None
    columns = [column for column, name in enumerate(names) if name.startswith(_PREFIXES[kind])]
    values = {names[column]: float(table[rows[by], column]) for column in columns}
    known = {name: value for name, value in values.items() if not math.isnan(value)}
    if not known:
        return None
    return Features(language, kind, known, tuple(name for name in values if name not in known), by)


def typological_distance(a: Language, b: Language, kind: Kind) -> TypologicalDistance | None:
    """Return the angular distance over the features that both languages have; None where they share none.

    ``2 / pi * arccos(cosine)``, as URIEL+ computes it (Khan et al. 2025), unrounded. How many features it
    rests on comes with it: a distance over three features says little.
    """
    here, there = features(a, kind), features(b, kind)
    if here is None or there is None:
        return None
    shared = [name for name in here.values if name in there.values]
    if not shared:
        return None
    total = len(here.values) + len(here.missing)
    one, other = [here.values[name] for name in shared], [there.values[name] for name in shared]
    return TypologicalDistance(_angular(one, other), len(shared), total)


def _angular(one: list[float], other: list[float]) -> float:
    """Return the angle of two vectors without negative values, as a share of a right angle.

    A vector of zeros has no direction; URIEL+ takes it to point along all ones, and so do we.
    """
    one = one if any(one) else [1.0] * len(one)
    other = other if any(other) else [1.0] * len(other)
    product = sum(x * y for x, y in zip(one, other, strict=True))
    cosine = product / math.sqrt(sum(x * x for x in one) * sum(y * y for y in other))
    return 2 * math.acos(min(1.0, cosine)) / math.pi


@cache
def _uriel() -> tuple[dict[str, int], list[str], Floats2d]:
    """Return code -> row, names of columns, and float32[languages, features] with nan for the unobserved.

    Of several sources, the largest value stands (URIEL's union).
    """
    need("urielplus", extra="typology", purpose="Typological features")
    import numpy as np

    with as_file(files("urielplus") / "database" / "original_uriel" / "features.npz") as path:
        stored = np.load(path, allow_pickle=False)
        table = stored["data"].max(axis=2).astype(np.float32)
        rows = {str(code): row for row, code in enumerate(stored["langs"])}
        names = [str(name) for name in stored["feats"]]
    table[table < 0] = np.nan
    return rows, names, table
