"""What is known about a language: names, speakers, family, place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from isogloss.languages.ancestry import descent, lineage, place
from isogloss.languages.codes import codes
from isogloss.languages.language import Language
from isogloss.languages.matching import broader, narrower, representatives
from isogloss.languages.scripts import compatible, direction, dominant_script
from isogloss.languages.tables import rows


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sources say of a language; None or empty where they say nothing.

    name: English. autonym: its own name, in the language's script where there is one, else its
    macrolanguage's. scripts: in use, the usual one first. direction: of ``language.script``. scope:
    individual, macrolanguage, collection, retired, special or private. speakers: LinguaMeta's estimate.
    family: top-level family, None where there is none; ``descent`` says why: family, isolate, unknown,
    artificial language, pidgin … lineage: clades from the family down. stands_by: the code whose place in
    the trees is shown, if another. macroarea: Glottolog's continent. latitude, longitude: degrees.
    endangerment: UNESCO's scale. countries: ISO 3166 codes.
    broader, narrower: related codes -> why (ISO 639-3 macrolanguages, retired codes).
    """

    language: Language
    name: str
    names: tuple[str, ...]
    autonym: str | None
    autonyms: tuple[str, ...]
    scope: str
    scripts: tuple[str, ...]
    direction: str
    speakers: int | None
    family: str | None
    descent: str
    lineage: tuple[str, ...]
    stands_by: str | None
    glottocode: str | None
    macroarea: str | None
    latitude: float | None
    longitude: float | None
    endangerment: str | None
    countries: tuple[str, ...]
    broader: dict[str, str]
    narrower: dict[str, str]


def facts(language: Language) -> Facts:
    """Return what is known about a language; every code that parses has a record, if a thin one.

    Sources: LinguaMeta (CC BY 4.0), Glottolog (CC BY 4.0), Unicode CLDR, IANA's registry.
    """
    code = language.code
    entry = codes().get(code)
    row = _rows().get(code) or (code, code, *[""] * 10)
    names, autonyms = _list(row[1]), _list(row[2]) or _borrowed_autonyms(code)
    where, above = place(code), lineage(language)
    point = located(code)
    return Facts(
        language=language,
        name=names[0],
        names=names,
        autonym=_in_script(autonyms, language.script),
        autonyms=autonyms,
        scope=entry.scope if entry else "private",
        scripts=entry.scripts if entry else (),
        direction=direction(language.script),
        speakers=int(row[9]) if row[9] else None,
        family=above[0] if above else None,
        descent=descent(code),
        lineage=above or (),
        stands_by=where.by if where and where.by != code else None,
        glottocode=row[3] or None,
        macroarea=_own_or_borrowed(row, 6) or None,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        endangerment=row[10] or None,
        countries=tuple(row[11].split()),
        broader=broader(code),
        narrower=narrower(code),
    )


def located(code: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees of a code, else of the one it stands by, else None."""
    row = _rows().get(code)
    if row is None:
        return None
    latitude, longitude = _own_or_borrowed(row, 7), _own_or_borrowed(row, 8)
    return (float(latitude), float(longitude)) if latitude and longitude else None


def spoken() -> tuple[str, ...]:
    """Return the codes that have a place of their own in the trees and known speakers, sorted."""
    return tuple(sorted(code for code, row in _rows().items() if row[5] == code and row[9]))


def _own_or_borrowed(row: tuple[str, ...], column: int) -> str:
    return row[column] or (_rows()[row[5]][column] if row[5] in _rows() else "")


def _borrowed_autonyms(code: str) -> tuple[str, ...]:
    """Return the autonyms of the macrolanguage that means this language by its name (``swa`` for ``swh``)."""
    named = (broad for broad in broader(code) if code in representatives(broad) and broad in _rows())
    return next((_list(_rows()[broad][2]) for broad in named), ())


def _in_script(autonyms: tuple[str, ...], script: str) -> str | None:
    """Return the autonym that is written in a script, else the first one."""
    fitting = (name for name in autonyms if compatible(dominant_script(name), script))
    return next(fitting, autonyms[0] if autonyms else None)


def _list(field: str) -> tuple[str, ...]:
    return tuple(part for part in field.split(" | ") if part)


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    """Return code -> its row of the table of languages."""
    return {row[0]: row for row in rows("languages.tsv.gz")}
