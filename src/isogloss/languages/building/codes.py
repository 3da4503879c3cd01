"""Tables of codes: languages, macrolanguages, scripts and regions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from isogloss.languages.building import linguameta
from isogloss.languages.building.curated import curated
from isogloss.languages.building.glottolog import iso_codes
from isogloss.languages.building.registry import subtags

Row = tuple[str, ...]

# Codes that the registry writes with two letters only, and retires.
_OWN_SCOPE: Final = {"bih": "collection", "hbs": "macrolanguage", "mol": "retired"}


def three_letters(code: str) -> str:
    """Return the ISO 639-3 code of a two-letter code, other codes as they are."""
    from langcodes.data_dicts import LANGUAGE_ALPHA3

    # langcodes folds some three-letter codes too (fil becomes tgl); we never do.
    return str(LANGUAGE_ALPHA3.get(code, code)) if len(code) == 2 else code


def code_rows(data: Path) -> Iterator[Row]:
    """Yield ``code two_letters scope script scripts`` for every language code that a source knows.

    scope: individual, macrolanguage, collection, retired or special. script: the usual one, empty where
    several or none are known; scripts: all in use, separated by blanks.
    """
    registry = {
        three_letters(code): (code, fields)
        for code, fields in subtags("language")
        if code not in curated("tags")
    }
    known = linguameta.rows(data)
    for code in sorted({*registry, *known, *iso_codes(data), *_OWN_SCOPE}):
        if len(code) != 3:
            continue
        subtag, fields = registry.get(code, (known.get(code, {}).get("bcp_47_code", code), {}))
        scripts = known.get(code, {}).get("writing_systems", "").split(", ")
        scripts = [script for script in scripts if len(script) == 4]
        usual = _usual_script(code, subtag, fields, scripts)
        every = dict.fromkeys([*([usual] if usual else []), *scripts])
        yield code, subtag if len(subtag) == 2 else "", _scope(code, fields), usual, " ".join(every)


def _scope(code: str, fields: dict[str, list[str]]) -> str:
    if code in _OWN_SCOPE:
        return _OWN_SCOPE[code]
    if "Deprecated" in fields:
        return "retired"
    return fields.get("Scope", ["individual"])[0]


def _usual_script(code: str, subtag: str, fields: dict[str, list[str]], scripts: list[str]) -> str:
    """Return our own decision, else CLDR's, else the registry's, else LinguaMeta's only one."""
    from langcodes.data_dicts import LIKELY_SUBTAGS, MACROLANGUAGES

    if fields.get("Scope") == ["special"]:
        return ""
    if code in curated("scripts"):
        return curated("scripts")[code][0]
    for tag in (subtag, code):
        if tag in LIKELY_SUBTAGS:
            return str(LIKELY_SUBTAGS[tag]).split("-")[1]
    if "Suppress-Script" in fields:
        return fields["Suppress-Script"][0]
    if len(scripts) == 1:
        return scripts[0]
    macro = MACROLANGUAGES.get(code)
    if not scripts and macro in LIKELY_SUBTAGS:
        return str(LIKELY_SUBTAGS[macro]).split("-")[1]
    return ""


def region_script_rows() -> Iterator[Row]:
    """Yield ``code region script`` where CLDR's likely script of a language depends on the region."""
    from langcodes.data_dicts import LIKELY_SUBTAGS

    for tag, likely in sorted(LIKELY_SUBTAGS.items()):
        language, _, region = tag.partition("-")
        script = likely.split("-")[1]
        if language != "und" and len(region) in (2, 3) and script != "Kore":
            yield three_letters(language), region, script


def macrolanguage_rows(data: Path) -> Iterator[Row]:
    """Yield ``narrow broad representative reason``: ISO 639-3's macrolanguages, retired codes, our own rows.

    representative: whether data that names the broad code usually means the narrow one.
    """
    rows = {**_members(data), **_retired()}
    for narrow, (broad, representative, reason) in curated("relations").items():
        rows[narrow, broad] = representative, reason
    for (narrow, broad), rest in sorted(rows.items()):
        yield narrow, broad, *rest


def _members(data: Path) -> dict[tuple[str, str], tuple[str, str]]:
    from langcodes.data_dicts import NORMALIZED_MACROLANGUAGES

    folded = {(three_letters(a), three_letters(b)) for a, b in NORMALIZED_MACROLANGUAGES.items()}
    pairs = {
        (three_letters(code), three_letters(fields["Macrolanguage"][0])): "ISO 639-3 macrolanguage (IANA)"
        for code, fields in subtags("language")
        if "Macrolanguage" in fields
    }
    for code, row in linguameta.rows(data).items():
        if macro := row["macrolanguage_bcp_47_code"]:
            pairs.setdefault((code, three_letters(macro)), "ISO 639-3 macrolanguage (LinguaMeta)")
    rows = {}
    for (narrow, broad), reason in pairs.items():
        chosen = curated("representatives").get(narrow, ("", ""))
        if chosen[0] == broad:
            rows[narrow, broad] = "yes", f"{reason}; meant by it: {chosen[1]}"
        elif (narrow, broad) in folded:
            rows[narrow, broad] = "yes", f"{reason}; CLDR folds it into the macrolanguage"
        else:
            rows[narrow, broad] = "no", reason
    return rows


def _retired() -> dict[tuple[str, str], tuple[str, str]]:
    rows = {}
    for code, fields in subtags("language"):
        target = three_letters(fields.get("Preferred-Value", [code])[0])
        if "Deprecated" in fields and len(code) == 3 and target != code:
            rows[code, target] = "no", f"retired {fields['Deprecated'][0]}, now part of {target} (IANA)"
    return rows


def script_rows() -> Iterator[Row]:
    """Yield ``script name`` of every ISO 15924 script in the registry."""
    for code, fields in sorted(subtags("script")):
        yield code, fields["Description"][0]


def region_rows() -> Iterator[Row]:
    """Yield ``region name`` of every region in the registry, numeric ones among them, named as CLDR does."""
    from langcodes import Language

    # XK (Kosovo) is user-assigned, so the registry lacks it; CLDR uses it.
    for code in sorted({"XK", *(region for region, _ in subtags("region"))}):
        yield code, Language.make(territory=code).territory_name("en")


def tag_rows() -> Iterator[Row]:
    """Yield ``tag language why`` of codes outside ISO 639-3: ISO 639-2/B, retired and whole-tag ones."""
    from langcodes.data_dicts import LANGUAGE_ALPHA3_BIBLIOGRAPHIC

    for code, tag in sorted(LANGUAGE_ALPHA3_BIBLIOGRAPHIC.items()):
        yield tag, three_letters(code), "ISO 639-2 bibliographic code"
    for tag, row in sorted(curated("tags").items()):
        yield tag, *row


def variant_rows() -> Iterator[Row]:
    """Yield ``variant name`` of every registered variant, and of CLDR's posix."""
    yield "posix", "POSIX locale (CLDR)"
    for code, fields in sorted(subtags("variant")):
        yield code.lower(), fields["Description"][0]
