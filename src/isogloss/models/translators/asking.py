"""A translator asked, and its answer held to the contract."""

from __future__ import annotations

from collections.abc import Sequence

from isogloss.errors import IsoglossError
from isogloss.languages import Language
from isogloss.models.contracts import Translator


def asked(translator: Translator, texts: Sequence[str], source: Language, target: Language) -> list[str]:
    """Return the translation of each text, in order; nothing is asked where there is no text.

    Half a surrogate pair becomes U+FFFD: no file could hold it. Raises IsoglossError if there are not as many
    translations as texts, or one is no text; and whatever the translator raises.
    """
    said = translator.translate(texts, source, target) if texts else []
    if not isinstance(said, list | tuple) or not all(isinstance(one, str) for one in said):
        raise IsoglossError(
            f"{translator.name} gave something else than a list of texts.",
            fix="A translator gives one text for each, in their order.",
        )
    if len(said) != len(texts):
        raise IsoglossError(
            f"{translator.name} gave {len(said):,} translations of {len(texts):,} texts.",
            fix="A translator gives one for each, in their order.",
        )
    return [one.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for one in said]
