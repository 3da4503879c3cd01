"""From any usual code or name to the parts of a language: its code, its script, its region."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from isogloss.errors import UnknownLanguage
from isogloss.languages.codes import (
    codes,
    language_code,
    region_names,
    region_scripts,
    script_names,
    tags,
    variants,
)
from isogloss.languages.naming import from_name, unknown
from isogloss.languages.scripts import dominant_script

_LONGEST: Final = 100
_SEPARATORS: Final = re.compile(r"[-_]+")
_REGION: Final = re.compile(r"[a-z]{2}|[0-9]{3}")
# A POSIX locale ends in an encoding and a modifier: sr_RS.UTF-8@latin.
_POSIX: Final = re.compile(r"([a-z]{2,3}(?:_[a-z]{2})?)(?:\.[\w-]+)?(?:@(\w+))?", re.ASCII)
_MODIFIERS: Final = {"latin": "latn", "cyrillic": "cyrl", "devanagari": "deva", "arabic": "arab"}
_GLOTTOCODE: Final = re.compile(r"[a-z0-9]{4}[0-9]{4}")


def parts(text: str, *, sample: str = "") -> tuple[str, str, str | None]:
    """Return code, script and region that a code or a name stands for; see ``Language.parse``.

    A region is kept as it is written; where it tells the script, it does (``zh-TW`` is ``zho_Hant_TW``,
    ``zh-CN`` is ``zho_Hans_CN``). Variants, extensions and private subtags are read and dropped.
    """
    if not isinstance(text, str):
        raise UnknownLanguage(
            f"A language is named by text, not by a value of type {type(text).__name__}.",
            fix="Give a code such as swh_Latn, or a name such as Swahili.",
        )
    code, script, region, usual = _parsed(text)
    return code, script or usual or _sampled(code, sample), region


def names_script(text: str) -> bool:
    """Return whether a code or a name that parses says its script (``kas_Deva``, not ``kas``)."""
    _, script, _, _ = _parsed(text)
    return bool(script)


@lru_cache(maxsize=65536)
def _parsed(text: str) -> tuple[str, str, str | None, str]:
    """Return code, script as written or ``""``, region, usual script or ``""``."""
    found = _from_code(text)
    if found is None and len(text) <= _LONGEST:
        found = from_name(text)
    if found is None:
        raise unknown(text)
    code, script, region = found
    usual = region_scripts().get((code, region or ""), codes()[code].script if code in codes() else "")
    return code, script, region, usual


def _from_code(text: str) -> tuple[str, str, str | None] | None:
    """Return code, script or ``""`` and region of a code in any of the usual notations, else None."""
    if not text.isascii() or len(text) > _LONGEST:
        return None
    text = text.strip().lower()
    if posix := _POSIX.fullmatch(text):
        text = "_".join(part for part in (posix[1], _MODIFIERS.get(posix[2], "")) if part)
    subtags = _SEPARATORS.sub("_", text).split("_")
    whole = tags().get("_".join(subtags))
    if whole is not None:
        subtags = whole.lower().split("_")
    code = language_code(subtags[0])
    return None if code is None else _with_subtags(code, subtags[1:])


def _with_subtags(code: str, subtags: list[str]) -> tuple[str, str, str | None] | None:
    """Read extended language, script, region and variants in BCP 47's order; None if one cannot be read."""
    rest = list(subtags)
    while rest and len(rest[0]) == 3 and rest[0] in codes():
        code = rest.pop(0)
    script, region = "", None
    if rest and rest[0].capitalize() in script_names():
        script = rest.pop(0).capitalize()
    if rest and _REGION.fullmatch(rest[0]) and rest[0].upper() in region_names():
        region = rest.pop(0).upper()
    if not script and rest and rest[0].capitalize() in script_names():
        script = rest.pop(0).capitalize()
    while rest and len(rest[0]) != 1:
        if not _is_variant(rest.pop(0)):
            return None
    return code, script, region


def _is_variant(subtag: str) -> bool:
    """Return whether this is a registered variant, or a Glottocode as FLORES+ adds it (``vale1252``)."""
    return subtag in variants() or _GLOTTOCODE.fullmatch(subtag) is not None


def _sampled(code: str, sample: str) -> str:
    """Return the script that most of a text is in, ``Zyyy`` without a text."""
    known = codes()[code].scripts if code in codes() else ()
    found = dominant_script(sample) if sample else "Zyyy"
    if found == "Hani":
        return next((script for script in known if script in ("Hans", "Hant")), found)
    return found
