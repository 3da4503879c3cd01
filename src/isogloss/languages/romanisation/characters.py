"""What one character is in Latin letters, where it does not depend on its neighbours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from isogloss.languages.aligned import Aligned, joined

# What no table tells, by Unicode's general category: marks and format characters are not written.
_UNWRITTEN: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
_LATIN: Final = re.compile(r"LATIN (SMALL|CAPITAL)? ?LETTER (?:[A-Z]{3,} )*([A-Z]{1,2})\b")
_TONE: Final = re.compile(r"\bTONE(?:-\d)?$")
_BLANK: Final = frozenset({"Zs", "Zl", "Zp"})


class Characters(dict[int, str]):
    """A table for ``str.translate`` that works out what it does not hold, once a character.

    What is told by nobody stays: Han, symbols, emoji, unassigned characters and lone surrogates.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__((code, chr(code)) for code in range(128))
        self.update((ord(character), roman) for character, roman in known.items())

    def __missing__(self, code: int) -> str:
        roman = self[code] = self._worked_out(chr(code))
        return roman

    def _worked_out(self, character: str) -> str:
        small = character.lower()
        if len(small) == 1 and small != character and (roman := self[ord(small)]) != small:
            return roman[:1].upper() + roman[1:]
        category = unicodedata.category(character)
        if category in _UNWRITTEN:
            return ""
        if category == "Nd":
            return str(unicodedata.decimal(character))
        if category in _BLANK:
            return " "
        if category == "Pd":
            return "-"
        return self._taken_apart(character, category)

    def _taken_apart(self, character: str, category: str) -> str:
        """Return what the parts of a character are written as: ½, ﬁ, é, ﷲ; ɓ is B WITH HOOK."""
        parts = unicodedata.normalize("NFKD", character)
        if parts != character:
            return "".join(self[ord(part)] for part in parts).strip(" ") or " "
        if category in ("Nl", "No") and (value := unicodedata.numeric(character, -1.0)) == int(value) >= 0:
            return str(int(value))
        return self._named(character)

    def _named(self, character: str) -> str:
        """Return what the name tells: ɓ is B WITH HOOK, ʀ a SMALL CAPITAL R; tones are not written."""
        name = unicodedata.name(character, "")
        plain, marked, _ = name.partition(" WITH ")
        if marked:
            try:
                return self[ord(unicodedata.lookup(plain))]
            except KeyError:
                return character
        if name.startswith("MODIFIER LETTER") or _TONE.search(name):
            return ""
        latin = _LATIN.match(name)
        if latin is None:
            return character
        return latin[2].title() if latin[1] == "CAPITAL" else latin[2].lower()


@dataclass(frozen=True)
class Translation:
    """The last stage: every character by itself."""

    characters: Characters

    def transliterate(self, text: str) -> str:
        """Return the text with every character in Latin letters; linear in its length."""
        return text.translate(self.characters)

    def aligned(self, text: str) -> Aligned:
        """Return the text in Latin letters, which knows what each character was made from."""
        return joined(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        for character in text:
            yield character, self.characters[ord(character)]
