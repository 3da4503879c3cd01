"""Whether a transliteration can be undone, and what does not come back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from isogloss.errors import UnknownName
from isogloss.languages.language import Language
from isogloss.languages.transliteration.transliterator import Transliterator, load_transliterator


@dataclass(frozen=True, slots=True)
class Merger:
    """Spellings of the source that are written alike: the way back gives one of them at most."""

    sources: tuple[str, ...]
    target: str

    def __str__(self) -> str:
        """Return ``нј, њ > nj``."""
        return f"{', '.join(self.sources)} > {self.target or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Reversibility:
    """What is lost between two scripts. True where nothing is.

    way_back: whether there is a transliteration from the target to the source at all.
    mergers: what is written alike, found by writing every letter and every two letters there and back.
    """

    way_back: bool
    mergers: tuple[Merger, ...]

    def __bool__(self) -> bool:
        """Return whether text that is well-formed in the source comes back as it was."""
        return self.way_back and not self.mergers


def reversible(source: str, target: str, language: Language | str | None = None) -> Reversibility:
    """Return whether ``transliterate`` from source to target can be undone by the pair the other way round.

    Raises UnknownName for a pair that there is not.
    """
    code = None if language is None else Language.parse(language).code
    return _reversibility(source, target, code)


@lru_cache(maxsize=256)
def _reversibility(source: str, target: str, code: str | None) -> Reversibility:
    forth = load_transliterator(source, target, code)
    back = _back(source, target, code)
    mergers = _alike(forth)
    if back is not None:
        mergers |= _confused(forth, back, {unit for sources in mergers.values() for unit in sources})
    found = (Merger(tuple(sorted(sources)), target) for target, sources in sorted(mergers.items()))
    return Reversibility(back is not None, tuple(found))


def _back(source: str, target: str, code: str | None) -> Transliterator | None:
    """Return the pair the other way round, None where there is none in this language."""
    try:
        return load_transliterator(target, source, code)
    except UnknownName:
        return None


def _alike(forth: Transliterator) -> dict[str, set[str]]:
    """Return targets that several units share, and units that are not written at all."""
    written: dict[str, set[str]] = defaultdict(set)
    for unit in forth.units:
        written[forth.transliterate(unit)].add(unit)
    return {target: units for target, units in written.items() if len(units) > 1 or not target}


def _confused(forth: Transliterator, back: Transliterator, merged: set[str]) -> dict[str, set[str]]:
    """Return targets of one or two units from which other units come back."""
    whole = [unit for unit in forth.units if unit not in merged]
    found: dict[str, set[str]] = {}
    broken = set()
    for unit in whole:
        written = forth.transliterate(unit)
        if (returned := back.transliterate(written)) != unit:
            found[written] = {unit, returned}
            broken.add(unit)
    for first in whole:
        for second in whole:
            if first in broken or second in broken:
                continue
            written = forth.transliterate(first + second)
            if (returned := back.transliterate(written)) != first + second:
                found[written] = {first + second, returned}
    return found
