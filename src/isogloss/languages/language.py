"""The identity of a language: a code, a script, perhaps a region."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from isogloss.errors import UnknownLanguage
from isogloss.languages.parsing import parts


@dataclass(frozen=True, slots=True, order=True)
class Language:
    """A language as data names it: ISO 639-3 code, ISO 15924 script, optional region.

    code: three letters (a collective, macro or retired code keeps its own); ``und`` if unknown.
    script: four letters, ``Zyyy`` where nothing tells.
    Written ``swh_Latn`` or ``por_Latn_BR``. Identity is never folded: ``aka_Latn`` is not ``twi_Latn``;
    whether two languages are meant to be the same is asked of ``isogloss.languages.matching.matches``.
    """

    code: str
    script: str = "Zyyy"
    region: str | None = None

    def __str__(self) -> str:
        return "_".join(part for part in (self.code, self.script, self.region) if part)

    @classmethod
    def parse(cls, text: str | Language, *, sample: str = "") -> Language:
        """Return the language that a code or a name stands for.

        text: ISO 639-1/-3, BCP 47, FLORES, NTREX, GATITOS or tldr code, English name or autonym.
        sample: text in the language; decides the script where ``text`` names none and none is usual.
        Raises UnknownLanguage that offers the three nearest known ones.
        """
        if isinstance(text, Language):
            return text
        return cls(*parts(text, sample=sample))

    @classmethod
    def given(cls, text: str | Language | None) -> Language | None:
        """Return what ``parse`` does, and None where no language was given."""
        return None if text is None else cls.parse(text)

    @classmethod
    def known(cls, text: str) -> Language | None:
        """Return what ``parse`` does, and None where nothing is called so."""
        return _known(text)


# Data asks for the same name row by row, and to refuse one is slow: the nearest are looked for.
@lru_cache(maxsize=4096)
def _known(text: str) -> Language | None:
    try:
        return Language.parse(text)
    except UnknownLanguage:
        return None
