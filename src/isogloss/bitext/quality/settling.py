"""Which script a language is expected in, where its name does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from isogloss.languages import Language, dominant_script, facts
from isogloss.languages.parsing import names_script
from isogloss.languages.scripts import compatible

_LOOKED_AT = 200


def named_script(language: Language | str | None) -> bool:
    """Return whether a caller said which script a language is in; a Language always says it."""
    return isinstance(language, Language) or (language is not None and names_script(language))


def settled(language: Language, texts: Sequence[str]) -> Language:
    """Return the language in the script that most of the first texts are in, if it is one it uses.

    So Tashelhit in Arabic letters and Serbian in either alphabet are as expected. The price: a file of
    English in the place of Hindi, which is also written in Latin letters, is left to the rule language.
    """
    if language.code == "und":
        return language
    found = dominant_script(" ".join(texts[:_LOOKED_AT]))
    if compatible(found, language.script):
        return language
    used = next((script for script in facts(language).scripts if compatible(found, script)), None)
    return language if used is None else replace(language, script=used)
