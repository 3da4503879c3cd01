"""Translators by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.models.contracts import Translator

TRANSLATORS: Final[Mapping[str, str]] = {
    "identity": "isogloss.models.translators.identity:load",
    "lexicon": "isogloss.models.translators.lexicon:load",
    "lexicon+nearest": "isogloss.models.translators.lexicon:load_nearest",
}


def load_translator(name: str) -> Translator:
    """Return the translator that ``name`` stands for; raises UnknownName if there is none.

    ``identity``; ``lexicon:FILE`` (``lexicon+nearest:FILE`` puts the nearest known word in place of an unknown
    one). FILE may hold ``{source}`` and ``{target}``, in whose place the codes of languages are tried.
    Raises InputError where the model or file that it names cannot be had.
    """
    kind, _, place = name.partition(":")
    translator: Translator = table.load(TRANSLATORS, kind, kind="translator")(place)
    return translator
