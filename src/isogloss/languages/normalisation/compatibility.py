"""Forms that Unicode keeps only because older encodings had them."""

from __future__ import annotations

import unicodedata
from functools import cache

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step, rewriting

# Sara am (Thai, Lao) would come apart; single jamo (also circled) would turn into ones that join up; trade
# marks would stick to their word, fractions to the number before them; dots of ellipses would be full stops.
_KEPT = (
    r"[\u0e33\u0eb3\u3131-\u318e\u3200-\u320d\u3260-\u326d\u2120\u2122\u2024-\u2026\u00bc-\u00be"
    r"\u2150-\u215f\u2189\U0001f16a-\U0001f16c]"
)


def compatibility(language: Language) -> Step | None:
    """Return the step to NFKC where that is safe: full-width and half-width forms, ligatures, circled.

    Left as they are: letters that are written raised (ʰ, ʷ: they tell words apart in many orthographies),
    spacing accents, sara am, single jamo, ™ and ℠, fractions, ellipses.
    """
    del language
    return rewriting(rf"[\p{{NFKC_QC=N}}--\p{{NFC_QC=N}}--{_KEPT}]", lambda match: _plain(match[0]))


@cache
def _plain(character: str) -> str:
    kind, _, points = unicodedata.decomposition(character).partition(" ")
    if kind == "<super>" and unicodedata.category(character) == "Lm":
        return character
    if kind == "<narrow>" and ord(character) >= 0xFFA0:
        return chr(int(points, 16))
    plain = unicodedata.normalize("NFKC", character)
    return character if plain.startswith(" ") and len(plain) > 1 else plain
