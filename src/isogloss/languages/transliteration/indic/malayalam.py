"""Where Malayalam writes a consonant without a vowel as a letter of its own, a chillu, or as an anusvara."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from isogloss.languages.transliteration.spelling import Spelling

_CHILLUS: Final = {"ണ്": "ൺ", "ന്": "ൻ", "ര്": "ർ", "ല്": "ൽ", "ള്": "ൾ", "മ്": "ം"}
# Joiners behind a virama choose its form, so that they keep it.
_GOES_ON: Final = "\u0d15-\u0d3a\u200c\u200d"


@cache
def spelling() -> Spelling:
    """Return where they stand: at the end of words, and the r before every consonant but ya."""
    ends = "|".join(_CHILLUS)
    before = "(?=[\u0d15-\u0d2e\u0d30-\u0d39])"
    return Spelling(regex.compile(f"(?<!\u0d4d)(?:(?:{ends})(?![{_GOES_ON}])|ര്{before})"), _CHILLUS)
