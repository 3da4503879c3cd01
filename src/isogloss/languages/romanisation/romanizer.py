"""Writing any text in ASCII letters, by a romaniser that is chosen by name."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from isogloss.languages.aligned import Aligned
from isogloss.languages.language import Language
from isogloss.languages.romanisation.table import ROMANIZERS
from isogloss.table import load


class Romanizer(Protocol):
    """What writes text of any script in Latin letters. ``aligned(text).text == romanize(text)``."""

    @property
    def name(self) -> str:
        """The name it has in the table of romanisers, for signatures."""
        ...

    def romanize(self, text: str, language: Language | None = None) -> str:
        """Return the text in Latin letters; never raises, whatever the text holds."""
        ...

    def aligned(self, text: str, language: Language | None = None) -> Aligned:
        """Return the text in Latin letters, which knows what each part of it was made from."""
        ...


@cache
def load_romanizer(name: str = "builtin") -> Romanizer:
    """Return the romaniser of a name, made once.

    Raises UnknownName for one that is in no table, MissingExtra for one whose package is not installed.
    """
    made: Romanizer = load(ROMANIZERS, name, kind="romanizer")()
    return made


def romanize(text: str, language: Language | str | None = None, *, romanizer: str = "builtin") -> str:
    """Return ``text`` of any script in Latin letters.

    language: whose reading of a shared script is meant (``ukr`` and ``rus`` read г differently);
        without it, the most common reading.
    romanizer: ``builtin`` (no dependency; Han stays as it is) or ``uroman`` (the extra ``text``).
    Raises UnknownLanguage, UnknownName or MissingExtra; nothing that the text holds raises.
    """
    return load_romanizer(romanizer).romanize(text, Language.given(language))


def romanize_aligned(
    text: str, language: Language | str | None = None, *, romanizer: str = "builtin"
) -> Aligned:
    """Return what ``romanize`` returns, and where each part of it came from in ``text``."""
    return load_romanizer(romanizer).aligned(text, Language.given(language))
