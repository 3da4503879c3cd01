"""From one Indic script to another.

The blocks of nine of these scripts follow ISCII, one order of letters for all; Sinhala has the same letters
elsewhere. What a script lacks is written as its readers would write it (Tamil has one letter for ka, kha, ga
and gha), which cannot be undone: ``reversible`` tells what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from isogloss.languages.aligned import Aligned
from isogloss.languages.transliteration.alphabet import Alphabet
from isogloss.languages.transliteration.indic import gurmukhi, malayalam, tamil
from isogloss.languages.transliteration.indic.letters import additions, letters, spelled
from isogloss.languages.transliteration.rewriting import Rewriter
from isogloss.languages.transliteration.spelling import Spelling

_JOINER: Final = "\u200d"


@dataclass(frozen=True)
class Brahmic:
    """Letters for letters, and before or after them what a script spells in its own way."""

    alphabet: Alphabet
    before: Spelling | None = None
    after: Spelling | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The letters and signs of the source."""
        return self.alphabet.units

    def transliterate(self, text: str) -> str:
        """Return the text with the source's letters in the target script."""
        text = self.before.rewritten(text) if self.before else text
        text = self.alphabet.transliterate(text)
        return self.after.rewritten(text) if self.after else text

    def aligned(self, text: str) -> Aligned:
        """Return the transliterated text, which knows what each part of it was made from."""
        spelt = self.before.aligned(text) if self.before else Aligned(text, text)
        written = spelt.then(self.alphabet.aligned(spelt.text))
        return written.then(self.after.aligned(written.text)) if self.after else written


def brahmic(source: str, target: str, language: str | None) -> Brahmic:
    """Return the transliterator of two Indic scripts. ``asm``: Bengali letters as Assamese has them."""
    names = {character: name for name, character in letters(source).items()}
    rules = {character: spelled(every, target) for character, every in (additions(source) | names).items()}
    units = tuple(rules)
    virama = letters(source)["virama"]
    if source == "Sinh":
        rules[virama + _JOINER] = letters(target)["virama"]
    if target == "Sinh":
        joined = {name: spelled("virama", target) + _JOINER + spelled(name, target) for name in ("RA", "YA")}
        rules |= {virama + letters(source)[name]: written for name, written in joined.items()}
    if target == "Beng" and language == "asm":
        rules |= {letters(source)[name]: character for name, character in (("RA", "ৰ"), ("VA", "ৱ"))}
    if target == "Taml":
        rules |= tamil.nasals(source)
    before = gurmukhi.doubled() if source == "Guru" else None
    after = {"Guru": gurmukhi.spelling, "Mlym": malayalam.spelling, "Taml": tamil.spelling}.get(target)
    return Brahmic(Alphabet(units, Rewriter(rules, {}, "")), before, after() if after else None)
