"""What a language is called, in English and by those who speak it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from isogloss.languages.building.codes import three_letters
from isogloss.languages.building.curated import curated
from isogloss.languages.building.registry import subtags

_SCOPE: Final = re.compile(r" \((?:macrolanguage|individual language)\)")


def english_names(code: str, two_letters: str, linguameta: str, glottolog: str) -> list[str]:
    """Return the English names of a code, the one to show first: CLDR's, the registry's, the others."""
    from language_data.names import code_to_names

    cldr = code_to_names(two_letters or code).get("en", "")
    registry = _registry_names().get(code, [])
    ours = [row[0] for name, row in curated("names").items() if name == code]
    names = [*ours, cldr, *registry, linguameta, glottolog]
    names += [_SCOPE.sub("", name) for name in registry]
    names += [name for name, row in curated("aliases").items() if row[0] == code]
    return [name for name in dict.fromkeys(names) if name and "|" not in name] or [code]


def autonyms(code: str, two_letters: str, linguameta: str) -> list[str]:
    """Return a language's names for itself, one or more a script: CLDR's first, then LinguaMeta's."""
    from language_data.names import code_to_names

    if code in curated("autonyms"):
        return [name for name in curated("autonyms")[code][0].split(" | ") if name]
    tag = two_letters or code
    names = code_to_names(tag)
    own = [name for key, name in names.items() if key == tag or key.startswith(f"{tag}-")]
    own.sort(key=lambda name: name != names.get(tag))
    return [name for name in dict.fromkeys([*own, linguameta]) if name and "|" not in name]


@cache
def _registry_names() -> dict[str, list[str]]:
    return {three_letters(code): fields["Description"] for code, fields in subtags("language")}
