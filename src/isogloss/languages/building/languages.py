"""The tables of facts: languages and the clades they descend from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from isogloss.languages.building import linguameta
from isogloss.languages.building.codes import Row, code_rows, macrolanguage_rows
from isogloss.languages.building.curated import curated
from isogloss.languages.building.glottolog import NO_FAMILY, Glottolog
from isogloss.languages.building.names import autonyms, english_names


@dataclass(frozen=True, slots=True)
class Places:
    """Where codes stand in the trees. own: code -> node; borrowed: code -> (node, code it stands by)."""

    own: dict[str, str]
    borrowed: dict[str, tuple[str, str]]

    def of(self, code: str) -> tuple[str, str]:
        """Return the node of a code and the code whose place it is, ``("", "")`` where nothing is known."""
        if code in self.own:
            return self.own[code], code
        return self.borrowed.get(code, ("", ""))


def language_rows(data: Path, glottolog: Glottolog) -> Iterator[Row]:
    """Yield one row a code, in the order of ``TABLES["languages"]``; lists are joined by `` | ``."""
    places = find_places(data, glottolog)
    for code, two_letters, *_ in code_rows(data):
        meta = linguameta.rows(data).get(code, {})
        tree = glottolog.rows.get(code, {})
        names = english_names(code, two_letters, meta.get("english_name", ""), tree.get("name", ""))
        node, by = places.of(code)
        yield (
            code,
            " | ".join(names),
            " | ".join(autonyms(code, two_letters, meta.get("endonym", ""))),
            tree.get("glottocode", "") or meta.get("glottocode", ""),
            node,
            by,
            tree.get("macroarea", ""),
            _degrees(tree.get("latitude", "")),
            _degrees(tree.get("longitude", "")),
            _speakers(meta),
            meta.get("endangerment_status", ""),
            meta.get("locales", "").replace(", ", " "),
        )


def clade_rows(data: Path, glottolog: Glottolog) -> Iterator[Row]:
    """Yield ``glottocode parent name filed_under`` of every node on the way from a language to its root.

    filed_under: Glottolog's bookkeeping root that a node was cut from (Artificial Language, Pidgin), if any.
    """
    needed: dict[str, None] = {}
    places = find_places(data, glottolog)
    for node in (*places.own.values(), *(node for node, _ in places.borrowed.values())):
        while node and node not in needed:
            needed[node] = None
            node = glottolog.parents.get(node, "")
    for node in sorted(needed):
        parent = glottolog.parents.get(node, "")
        name, above = glottolog.names.get(node, ""), glottolog.names.get(parent, "")
        yield (node, "", name, above) if above in NO_FAMILY else (node, parent, name, "")


def find_places(data: Path, glottolog: Glottolog) -> Places:
    """Return where every code stands: its own node, else that of its language, member or successor."""
    own = {code: row["glottocode"] for code, row in glottolog.rows.items() if _stands(row, glottolog)}
    own = {code: node for code, node in own.items() if code not in curated("parents")}
    by_node = {node: code for code, node in own.items()}
    members, successors = _relatives(data)
    borrowed: dict[str, tuple[str, str]] = {}
    for code, _, scope, *_ in code_rows(data):
        if code in own and not (scope == "macrolanguage" and code in members):
            continue
        near = _candidates(code, data, glottolog, by_node, members, successors)
        other = next((other for other in near if other in own and other != code), "")
        node = own[other] if other else own.get(code) or _clade(code, glottolog)
        if node:
            borrowed[code] = node, other or code
    own = {code: node for code, node in own.items() if code not in borrowed}
    return Places(own, borrowed)


def _relatives(data: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return macrolanguage -> members, the usual one first, and code -> macrolanguages and successors."""
    members: dict[str, list[str]] = {}
    successors: dict[str, list[str]] = {}
    for narrow, broad, representative, _ in macrolanguage_rows(data):
        held = members.setdefault(broad, [])
        held.insert(0 if representative == "yes" else len(held), narrow)
        successors.setdefault(narrow, []).append(broad)
    return members, successors


def _stands(row: dict[str, str], glottolog: Glottolog) -> bool:
    """Return whether a languoid has a place of its own: in a true tree, or as an isolate."""
    if row["family"] in ("Bookkeeping", "Unattested", "Unclassifiable"):
        return False
    return row["glottocode"] in glottolog.parents or (row["level"] == "language" and not row["family"])


def _candidates(
    code: str,
    data: Path,
    glottolog: Glottolog,
    by_node: dict[str, str],
    members: dict[str, list[str]],
    successors: dict[str, list[str]],
) -> Iterable[str]:
    """Yield the codes by which ``code`` may stand, the most telling first."""
    if code in curated("parents"):
        yield curated("parents")[code][0]
    yield from members.get(code, [])
    glottocode = glottolog.rows.get(code, {}).get("glottocode", "")
    yield by_node.get(glottolog.language_of.get(glottocode, ""), "")
    yield by_node.get(linguameta.rows(data).get(code, {}).get("glottocode", ""), "")
    yield from successors.get(code, [])


def _clade(code: str, glottolog: Glottolog) -> str:
    """Return the clade that a collective code names (``ber``, Berber languages), else ``""``."""
    if code in curated("clades"):
        return curated("clades")[code][0]
    by_name = _clades_by_name(tuple(glottolog.names.items()))
    for name in english_names(code, "", "", ""):
        if name.endswith(" languages") and (node := by_name.get(name.removesuffix(" languages").casefold())):
            return node if node in glottolog.parents else ""
    return ""


@cache
def _clades_by_name(names: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {name.casefold(): node for node, name in names}


def _degrees(text: str) -> str:
    return f"{float(text):.2f}" if text else ""


def _speakers(meta: dict[str, str]) -> str:
    """Return LinguaMeta's estimate; a handful of speakers of a language that is not endangered is a slip."""
    speakers = meta.get("estimated_number_of_speakers", "")
    return (
        ""
        if speakers and int(speakers) < 50 and meta["endangerment_status"] == "Not endangered"
        else speakers
    )
