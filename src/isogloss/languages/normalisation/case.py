"""Letters that differ by case only become one."""

from __future__ import annotations

from functools import cache

import regex

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step, speaks

# Alphabets in which i and ı are two letters, each with a capital of its own.
_DOTLESS = frozenset(["tur", "aze", "crh", "gag", "tat", "kaz", "ota", "tly", "zza", "krc", "kum"])


def case(language: Language) -> Step | None:
    """Return the step to Unicode's full case folding: ß as ss, ς as σ, Ა as ა.

    I is the capital of ı in Turkish and the Latin alphabets made after it, and İ that of i everywhere.
    """
    return _folding(language.script in ("Latn", "Zyyy") and speaks(language, _DOTLESS))


@cache
def _folding(dotless: bool) -> Step:
    capital = {"I": "ı", "İ": "i", "i̇": "i"} if dotless else {"İ": "i", "i̇": "i", "j̇": "j"}

    def folded(match: regex.Match[str]) -> str:
        return capital.get(match[0]) or match[0].casefold()

    def whole(text: str) -> str:
        for old, new in capital.items():
            text = text.replace(old, new)
        return text.casefold()

    pattern = regex.compile(r"[ij]\u0307|\p{CWCF}", regex.V1)
    trigger = regex.compile(r"\p{CWCF}|\u0307", regex.V1)
    return Step(trigger, pattern, folded, whole)
