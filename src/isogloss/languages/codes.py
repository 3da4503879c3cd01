"""Every code we know: languages, scripts, regions, and tags that stand outside ISO 639-3."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from isogloss.languages.tables import rows


@dataclass(frozen=True, slots=True)
class Code:
    """What the tables say of one ISO 639-3 code.

    two_letters: its ISO 639-1 code or ``""``. scope: individual, macrolanguage, collection, retired or
    special. script: the usual one, ``""`` if none is; scripts: all that are in use.
    """

    code: str
    two_letters: str
    scope: str
    script: str
    scripts: tuple[str, ...]


@cache
def codes() -> dict[str, Code]:
    """Return every language code by its three letters."""
    return {
        code: Code(code, two_letters, scope, script, tuple(scripts.split()))
        for code, two_letters, scope, script, scripts in rows("codes.tsv.gz")
    }


@cache
def two_letter_codes() -> dict[str, str]:
    """Return ISO 639-1 code -> the ISO 639-3 code of the same name."""
    return {code.two_letters: code.code for code in codes().values() if code.two_letters}


@cache
def tags() -> dict[str, str]:
    """Return tag -> language, for tags that ISO 639-3 does not hold (``chi``, ``iw``, ``zh_min_nan``)."""
    return {tag: language for tag, language, _ in rows("tags.tsv")}


@cache
def script_names() -> dict[str, str]:
    """Return ISO 15924 code -> English name."""
    return {script: name for script, name in rows("scripts.tsv")}


@cache
def region_names() -> dict[str, str]:
    """Return ISO 3166 or UN M.49 code -> English name."""
    return {region: name for region, name in rows("regions.tsv")}


@cache
def region_scripts() -> dict[tuple[str, str], str]:
    """Return (language, region) -> the script that is usual there, where it is not the language's usual one."""
    return {(code, region): script for code, region, script in rows("region_scripts.tsv")}
