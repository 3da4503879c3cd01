"""Every code we know: languages, scripts, regions, and tags that stand outside ISO 639-3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from isogloss.languages.tables import rows

# ISO 639-3 leaves these to whoever needs a code of their own.
_PRIVATE: Final = re.compile(r"q[a-t][a-z]")


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


def language_code(subtag: str) -> str | None:
    """Return the ISO 639-3 code that a first subtag in lower case stands for, None if it is none."""
    subtag = tags().get(subtag, subtag)
    code = two_letter_codes().get(subtag, subtag)
    return code if code in codes() or _PRIVATE.fullmatch(code) else None


@cache
def tags() -> dict[str, str]:
    """Return tag -> language, for tags that ISO 639-3 does not hold (``chi``, ``iw``, ``zh_min_nan``)."""
    return {tag: language for tag, language, _ in rows("tags.tsv")}


@cache
def script_names() -> dict[str, str]:
    """Return ISO 15924 code -> English name."""
    return {row[0]: row[1] for row in rows("scripts.tsv")}


@cache
def region_names() -> dict[str, str]:
    """Return ISO 3166 or UN M.49 code -> English name."""
    return {row[0]: row[1] for row in rows("regions.tsv")}


@cache
def variants() -> frozenset[str]:
    """Return the variants that BCP 47 registers (``polyton``, ``tarask``), in lower case."""
    return frozenset(variant for variant, _ in rows("variants.tsv"))


@cache
def region_scripts() -> dict[tuple[str, str], str]:
    """Return (language, region) -> the script that is usual there, where it differs from elsewhere."""
    return {(code, region): script for code, region, script in rows("region_scripts.tsv")}
