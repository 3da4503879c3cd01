"""Who a language of a run is, and what the run knows of its test texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from isogloss.languages import Facts, Language, matches
from isogloss.languages import facts as known_of
from isogloss.languages.codes import script_names
from isogloss.models.knowledge import ENCODER, guesswork


class Portrait(Struct, frozen=True, kw_only=True):
    """A language, seen from a source.

    name: English, with script or region where two languages of the run share it. family: its top-level
    family, or why it has none. seen: whether the model's training had text in it; None if nothing tells.
    guesswork: what to expect of the encoder by coverage alone; None if nothing tells. encoder_is_known:
    whether signs of guesswork were calibrated for the encoder.
    facts: metric -> value, of those known: words, characters, coverage, unseen_labels, genetic_distance,
    geographic_distance in km.
    """

    language: str
    source: str
    name: str
    autonym: str
    direction: str
    script: str
    script_name: str
    family: str
    seen: bool | None
    guesswork: bool | None
    encoder_is_known: bool
    facts: Mapping[str, float]


def portraits(
    languages: Collection[str],
    source: str,
    facts: Mapping[tuple[str, str], Mapping[str, float]],
    model_languages: Iterable[str] = (),
    encoder: str = "",
) -> dict[str, Portrait]:
    """Return a portrait of each language.

    model_languages: codes that the model's training had text in. encoder: whose coverage is among the facts.
    """
    named = {language: Language.known(language) for language in languages}
    names = {code: name_of(code) for code in named}
    shared = Counter(names.values())
    scripts: dict[str, set[str]] = {}
    for code, parsed in named.items():
        scripts.setdefault(names[code], set()).add(parsed.script if parsed else "")
    seen = [parsed for code in model_languages if (parsed := Language.known(code))]
    by_code: dict[str, list[Language]] = {}
    for one in seen:
        by_code.setdefault(one.code, []).append(one)
    return {
        code: _portrait(
            code,
            parsed,
            source,
            _distinct(names[code], parsed, len(scripts[names[code]]) > 1)
            if shared[names[code]] > 1
            else names[code],
            _seen(parsed, seen, by_code),
            facts.get((source, code), {}),
            encoder,
        )
        for code, parsed in named.items()
    }


def name_of(code: str) -> str:
    """Return the English name of a language, the code itself where this version does not know it."""
    parsed = Language.known(code)
    # ISO 639-3 tells languages from macrolanguages of their name so; among test sets it tells nothing.
    return known_of(parsed).name.removesuffix(" (individual language)") if parsed else code


def _portrait(
    code: str,
    parsed: Language | None,
    source: str,
    name: str,
    seen: bool | None,
    facts: Mapping[str, float],
    encoder: str,
) -> Portrait:
    known = known_of(parsed) if parsed else None
    script = parsed.script if parsed else "Zyyy"
    return Portrait(
        language=code,
        source=source,
        name=name,
        autonym=(known.autonym or "") if known else "",
        direction=known.direction if known else "ltr",
        script=script,
        script_name=_script_name(script),
        family=_family(known),
        seen=seen,
        guesswork=guesswork(facts["coverage"], script)
        if encoder == ENCODER and "coverage" in facts
        else None,
        encoder_is_known=encoder == ENCODER and "coverage" in facts,
        facts=dict(facts),
    )


def _distinct(name: str, language: Language | None, by_script: bool) -> str:
    """Return a name with what tells it from others of that name: ``Serbian (Cyrl)``, ``English (GB)``."""
    parts = [language.script if by_script else "", language.region or ""] if language else []
    told = ", ".join(part for part in parts if part)
    return f"{name} ({told})" if told else name


def _seen(
    language: Language | None, seen: Collection[Language], by_code: Mapping[str, list[Language]]
) -> bool | None:
    if not seen or language is None:
        return None
    near = by_code.get(language.code, ())
    return any(matches(language, one) for one in near) or any(matches(language, one) for one in seen)


def _family(known: Facts | None) -> str:
    """Return the family, or what stands in its place: ``isolate``, ``pidgin``, ``family unknown``."""
    if known is None or (known.family is None and known.descent == "unknown"):
        return "family unknown"
    return known.family or known.descent


def _script_name(script: str) -> str:
    """Return a script's name without what ISO 15924 adds in brackets, save the two ways to write Chinese."""
    ways = {"Zyyy": "script unknown", "Hans": "Han (simplified)", "Hant": "Han (traditional)"}
    return ways.get(script) or script_names().get(script, script).split(" (")[0]
