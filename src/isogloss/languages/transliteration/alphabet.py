"""Transliteration between alphabets by a table of letters, read forwards or backwards."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from isogloss.languages.aligned import Aligned
from isogloss.languages.normalisation.canonical import composed
from isogloss.languages.transliteration.composition import composed_aligned
from isogloss.languages.transliteration.reading import exists, rules
from isogloss.languages.transliteration.rewriting import FINAL, INITIAL, Rewriter, cased

_PACKAGE: Final = "isogloss.languages.transliteration"


@dataclass(frozen=True)
class Alphabet:
    """Letters for letters, in NFC. units: the keys of the table, as small letters."""

    units: tuple[str, ...]
    rewriter: Rewriter

    def transliterate(self, text: str) -> str:
        """Return the text with the source's letters in the target script."""
        return composed(self.rewriter.transliterate(composed(text)))

    def aligned(self, text: str) -> Aligned:
        """Return the transliterated text, which knows what each part of it was made from."""
        nfc = composed_aligned(text)
        written = nfc.then(self.rewriter.aligned(nfc.text))
        return written.then(composed_aligned(written.text))


def alphabet(source: str, target: str, language: str | None) -> Alphabet:
    """Return the transliterator of two alphabets: ``letters/<source>-<target>.tsv``, or the other's inverse.

    Read backwards, the first of several letters with the same target is the one that comes back.
    """
    if exists(_PACKAGE, f"{source}-{target}"):
        chosen = rules(_PACKAGE, f"{source}-{target}", language)
    else:
        chosen = inverse(rules(_PACKAGE, f"{target}-{source}", language))
    units = tuple(dict.fromkeys(key.removeprefix(INITIAL).removesuffix(FINAL) for key in chosen))
    return Alphabet(units, cased(chosen | _marked(chosen)))


def _marked(chosen: dict[str, str]) -> dict[str, str]:
    """Return what stands for letters of the table with marks: ά is α with an acute, and so is its target."""
    found: dict[str, str] = {}
    for code in range(0xC0, 0x2000):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1 and chr(code) not in chosen and chosen.get(parts[0]):
            found[chr(code)] = unicodedata.normalize("NFC", chosen[parts[0]] + parts[1:])
    return found


def inverse(chosen: dict[str, str]) -> dict[str, str]:
    """Return the rules of the way back, each for the place in a word that the rule forth is for."""
    backwards: dict[str, str] = {}
    for key, target in chosen.items():
        initial, final = INITIAL * key.startswith(INITIAL), FINAL * key.endswith(FINAL)
        if target:
            letters = key.removeprefix(INITIAL).removesuffix(FINAL)
            backwards.setdefault(f"{initial}{target}{final}", letters)
    return backwards
