"""What can say what the forms of a word have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from isogloss.errors import InputError
from isogloss.languages.language import Language
from isogloss.languages.matching import broader, representatives
from isogloss.languages.scripts import compatible


class Stemmer(Protocol):
    """Gives the forms of a word one stem; a class of your own that has these fits."""

    @property
    def name(self) -> str:
        """What a signature calls the way stems were taken: the name of a library and its version."""
        ...

    def stem(self, word: str) -> str:
        """Return the stem (or lemma) of a word, which is given in lower case, composed (NFC)."""
        ...


@dataclass(frozen=True, slots=True)
class LibraryStemmer:
    """A stemmer that asks a function of a library."""

    name: str
    function: Callable[[str], str]

    def stem(self, word: str) -> str:
        """Return the stem of ``word`` as the library gives it."""
        return self.function(word)


def served(language: Language | None, known: Mapping[Language, str], *, name: str) -> str:
    """Return what ``known`` holds for a language, its macrolanguage or the member that stands for that.

    Raises InputError that names the languages served if there is none.
    """
    if language is not None:
        for other, entry in known.items():
            if compatible(language.script, other.script) and _same(language.code, other.code):
                return entry
    codes = " ".join(sorted({other.code for other in known}))
    asked = "no language was named" if language is None else f"there is none for {language}"
    raise InputError(
        f"The stemmer {name!r} knows {codes}; {asked}.",
        fix="Name one of these languages, or leave the stemmer out.",
    )


def _same(code: str, other: str) -> bool:
    # Minangkabau is a member of Malay to ISO 639-3; a stemmer for Malay doesn't know its words.
    return code == other or any(
        narrow in representatives(broad)
        for narrow, broad in ((code, other), (other, code))
        if broad in broader(narrow)
    )
