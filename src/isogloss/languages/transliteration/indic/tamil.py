"""How Tamil writes nasals: with the letter of the place that the next consonant is spoken at."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from isogloss.languages.transliteration.indic.letters import consonants, letters, spelled
from isogloss.languages.transliteration.spelling import Spelling

_DENTAL: Final = "\u0ba8"
_ALVEOLAR: Final = "\u0ba9"
_PLACES: Final = {
    "NGA": ("KA", "KHA", "GA", "GHA"),
    "NYA": ("CA", "CHA", "JA", "JHA"),
    "NNA": ("TTA", "TTHA", "DDA", "DDHA"),
    "NA": ("TA", "THA", "DA", "DHA"),
}


@cache
def spelling() -> Spelling:
    """Return where the other n is written: ந begins a word and stands before த, ன stands elsewhere."""
    return Spelling(regex.compile(f"(?<=[\u0b80-\u0bff]){_DENTAL}(?!\u0bcdத)"), {_DENTAL: _ALVEOLAR})


def nasals(source: str) -> dict[str, str]:
    """Return the anusvara of a script before each stop, with the stop, in Tamil: ंक is ங்க."""
    theirs = letters(source)
    known = set(consonants(source))
    marks = [theirs[name] for name in ("anusvara", "candrabindu") if name in theirs]
    return {
        mark + theirs[stop]: spelled(f"{nasal} virama {stop}", "Taml")
        for nasal, stops in _PLACES.items()
        for stop in stops
        if stop in known
        for mark in marks
    }
