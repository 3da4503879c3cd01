"""Which script a language is expected in, where its name does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from isogloss.languages import Language, dominant_script, facts, load_detector
from isogloss.languages.parsing import names_script
from isogloss.languages.scripts import compatible

_LOOKED_AT: Final = 200
_FEWEST: Final = 20


def named_script(language: Language | str | None) -> bool:
    """Return whether a caller said which script a language is in; a Language always says it."""
    return isinstance(language, Language) or (language is not None and names_script(language))


def settled(language: Language, texts: Sequence[str]) -> Language:
    """Return the language in the script that most of the first texts are in, if it is one it uses.

    Fewer than twenty texts settle nothing, and Latin letters only where the detector knows the language in
    them: most languages are romanised somewhere.
    So Tashelhit in Arabic letters and Serbian in either alphabet are as expected.
    """
    if language.code == "und" or len(texts) < _FEWEST:
        return language
    found = dominant_script(" ".join(texts[:_LOOKED_AT]))
    if compatible(found, language.script):
        return language
    used = next((script for script in facts(language).scripts if compatible(found, script)), None)
    if used is None or (used == "Latn" and replace(language, script=used) not in _detected()):
        return language
    return replace(language, script=used)


@cache
def _detected() -> frozenset[Language]:
    return frozenset(replace(one, region=None) for one in load_detector("default").languages)
