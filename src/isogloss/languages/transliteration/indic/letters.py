"""The letters of ten Indic scripts by their common names, and what stands in where a script lacks one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

CONSONANTS: Final = re.compile("[A-Z]*[^AEIOU]A")
_ASPIRATES: Final = ("KHA", "GHA", "CHA", "JHA", "TTHA", "DDHA", "THA", "DHA", "PHA", "BHA")


@cache
def scripts() -> tuple[str, ...]:
    """Return the scripts (ISO 15924) that the table has columns for."""
    return tuple(_lines("letters")[0][1:])


@cache
def letters(script: str) -> Mapping[str, str]:
    """Return the characters of a script by their letters' names, in NFC; what it lacks is missing."""
    column = scripts().index(script) + 1
    rows = _lines("letters")[1:]
    return {row[0]: unicodedata.normalize("NFC", row[column]) for row in rows if row[column]}


@cache
def additions(script: str) -> dict[str, str]:
    """Return the characters that this script alone has, and the names of what they stand for."""
    return {character: names for owner, character, names in _lines("additions")[1:] if owner == script}


def spelled(names: str, script: str) -> str:
    """Return letters by their names (``NA virama DA``) in a script, without what it cannot write at all."""
    known = letters(script)
    instead = _substitutes()
    return "".join(known.get(name) or spelled(instead.get(name, ""), script) for name in _split(names))


def unaspirated(name: str) -> str:
    """Return the letter that is doubled before this one: KA before KA, and before KHA."""
    return name.replace("HA", "A") if name in _ASPIRATES else name


def consonants(script: str) -> list[str]:
    """Return the names of the consonants that a script has."""
    return [name for name in letters(script) if CONSONANTS.fullmatch(name)]


@cache
def _substitutes() -> Mapping[str, str]:
    return {line[0]: line[1] for line in _lines("substitutes")[1:]}


def _split(names: str) -> list[str]:
    """Return single names: ``virama RA sign vocalic R`` are three."""
    return re.findall(r"(?:sign )?(?:(?:vocalic|candra|short|digit) \w+|\w+)", names)


@cache
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    content = (files("isogloss.languages.transliteration.indic") / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in content.split("\n")[1:] if line)
