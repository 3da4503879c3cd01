"""Translators by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from isogloss import table
from isogloss.models.contracts import Translator

TRANSLATORS: Final[Mapping[str, str]] = {
    "ct2": "isogloss.models.translators.ct2:load",
    "hf": "isogloss.models.translators.seq2seq:load",
    "identity": "isogloss.models.translators.identity:load",
    "lexicon": "isogloss.models.translators.lexicon:load",
    "lexicon+nearest": "isogloss.models.translators.lexicon:load_nearest",
    "openai": "isogloss.models.translators.chat:load",
}


def load_translator(name: str) -> Translator:
    """Return the translator that ``name`` stands for; raises UnknownName if there is none.

    ``identity``; ``lexicon:FILE`` (``lexicon+nearest:FILE`` puts the nearest known word in place of an
    unknown one), FILE with ``{source}`` and ``{target}`` where codes of languages are tried;
    ``hf:NAME-or-folder`` and ``ct2:FOLDER``, models of translation; ``openai:NAME@URL``, a chat model.
    Raises InputError where the model or file that it names cannot be had.
    """
    kind, _, place = name.partition(":")
    translator: Translator = table.load(TRANSLATORS, kind, kind="translator")(place)
    return translator
