"""What a language descends from, by Glottolog's family trees."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache

from isogloss.errors import UnknownName
from isogloss.languages.language import Language
from isogloss.languages.tables import rows

# Names that everyone uses, and Glottolog's for the same clade.
_USUAL_NAMES = {
    "bantu": "narrow bantu",
    "indic": "indo-aryan",
    "slavonic": "slavic",
    "chinese": "sinitic",
    "formosan": "austronesian",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A language's place in the trees.

    path: glottocodes from the family down to the language itself, so an isolate's has one.
    by: the code whose place it is; another than its own for macrolanguages, dialects, retired codes.
    """

    path: tuple[str, ...]
    by: str


def place(code: str) -> Place | None:
    """Return where an ISO 639-3 code stands; None where Glottolog does not know or does not classify it."""
    node, by = _nodes().get(code, ("", ""))
    return Place(_path(node), by) if node else None


def lineage(language: Language) -> tuple[str, ...] | None:
    """Return the names of the clades above a language, the family first; ``()`` for an isolate.

    None where the place is unknown. Clades that Glottolog 4.0 has no name for are left out. Constructed,
    mixed and pidgin languages descend from nothing in Glottolog, so theirs is ``()`` too.
    """
    found = place(language.code)
    if found is None:
        return None
    return tuple(name for node in found.path[:-1] if (name := clade_name(node)))


def descent(code: str) -> str:
    """Return how a language came to be where it stands.

    ``family``, ``isolate``, ``unknown``, or what Glottolog files it under: ``artificial language``,
    ``pidgin``, ``mixed language``, ``sign language``, ``speech register``.
    """
    found = place(code)
    if found is None:
        return "unknown"
    under = _clades()[found.path[0]][2]
    return under.lower() or ("family" if len(found.path) > 1 else "isolate")


def clade_name(glottocode: str) -> str:
    """Return Glottolog's name of a clade or language, ``""`` if it has none in our table."""
    return _clades().get(glottocode, ("", "", ""))[1]


def belongs_to(language: Language, clade: str) -> bool:
    """Return whether a language is in a family or any clade below one: ``belongs_to(swh, "Bantu")``.

    clade: a name as Glottolog spells it, or a usual one (Bantu, Indic), in any case. An isolate belongs to
    the family of its own name. Raises UnknownName that offers the nearest names.
    """
    nodes = _nodes_called(clade)
    found = place(language.code)
    return found is not None and not nodes.isdisjoint(found.path)


def families() -> tuple[str, ...]:
    """Return the names of all families and clades that hold a language, sorted."""
    return tuple(sorted({_clades()[node][1] for node in _inner() if _clades()[node][1]}))


@cache
def _nodes_called(clade: str) -> frozenset[str]:
    wanted = clade.strip().casefold()
    wanted = _USUAL_NAMES.get(wanted, wanted)
    found = frozenset(node for node, (_, name, _) in _clades().items() if name.casefold() == wanted)
    if not found:
        known = {name.casefold(): name for name in (*families(), *(usual.title() for usual in _USUAL_NAMES))}
        near = [known[name] for name in difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)]
        raise UnknownName(
            f"There is no language family or branch called {clade[:60]!r}.",
            fix=f"Did you mean {', '.join(near)}?"
            if near
            else "Names are Glottolog's, such as Indo-European.",
        )
    return found


@cache
def _path(node: str) -> tuple[str, ...]:
    above = _clades()[node][0]
    return (*_path(above), node) if above else (node,)


@cache
def _clades() -> dict[str, tuple[str, str, str]]:
    """Return glottocode -> (glottocode above or "", name, bookkeeping root it was cut from or "")."""
    return {node: (above, name, under) for node, above, name, under in rows("clades.tsv.gz")}


@cache
def _inner() -> frozenset[str]:
    return frozenset(above for above, _, _ in _clades().values() if above)


@cache
def _nodes() -> dict[str, tuple[str, str]]:
    """Return code -> (glottocode of its node, code whose node it is)."""
    return {row[0]: (row[4], row[5]) for row in rows("languages.tsv.gz")}
