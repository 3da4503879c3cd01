"""How Gurmukhi writes doubled consonants (addak) and nasals (tippi or bindi), unlike its sisters."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from isogloss.languages.transliteration.indic.letters import consonants, letters, unaspirated
from isogloss.languages.transliteration.spelling import Spelling

_ADDAK: Final = "\u0a71"
_TIPPI: Final = "\u0a70"
_NUKTA: Final = "\u0a3c"
# Bare consonants, a, i, and the signs of i, u and uu take a tippi; what else a nasal can follow, a bindi.
_BEFORE_TIPPI: Final = "\u0a15-\u0a39\u0a3c\u0a5c\u0a05\u0a07\u0a3f\u0a41\u0a42"


@cache
def spelling() -> Spelling:
    """Return how letters out of another script are spelt in Gurmukhi: ਪਕ੍ਕਾ as ਪੱਕਾ, ਪਂਜਾਬ as ਪੰਜਾਬ."""
    known = letters("Guru")
    bindi, virama = known["anusvara"], known["virama"]
    twins: dict[str, str] = {}
    for name in consonants("Guru"):
        first = known[unaspirated(name)]
        twins[first] = twins.get(first, "") + known[name][0]
    pairs = "|".join(f"{first}{virama}(?=[{second}])" for first, second in twins.items() if len(first) == 1)
    instead = {first + virama: _ADDAK for first in twins} | {bindi: _TIPPI}
    return Spelling(regex.compile(f"(?<=[{_BEFORE_TIPPI}]){bindi}|(?<!{virama})(?:{pairs})"), instead)


@cache
def doubled() -> Spelling:
    """Return how Gurmukhi's addak is spelt with two consonants, the first one unaspirated."""
    known = letters("Guru")
    virama = known["virama"]
    found = {}
    for name in consonants("Guru"):
        letter = known[name]
        found[_ADDAK + letter] = known[unaspirated(name)] + virama + letter
        found.setdefault(f"{_ADDAK}{letter}{_NUKTA}", f"{letter}{_NUKTA}{virama}{letter}{_NUKTA}")
    longest = sorted(found, key=len, reverse=True)
    return Spelling(regex.compile("|".join(longest)), found)
