"""What can cut a run of letters that is written without blanks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Protocol

from isogloss.errors import InputError
from isogloss.languages.language import Language
from isogloss.languages.matching import matches


class Segmenter(Protocol):
    """Cuts runs of letters; a class of your own that has these fits."""

    @property
    def name(self) -> str:
        """What a signature calls the way words were cut: the name of a library and its version."""
        ...

    @property
    def scripts(self) -> Collection[str]:
        """ISO 15924 codes: it is given runs of letters and marks of these scripts, nothing else."""
        ...

    def cut(self, run: str) -> Iterable[str]:
        """Return the words of ``run`` in order. Where they don't make up the run again, our rules cut it."""
        ...


@dataclass(frozen=True, slots=True)
class LibrarySegmenter:
    """A segmenter that asks a function of a library."""

    name: str
    scripts: frozenset[str]
    function: Callable[[str], Sequence[str]]

    def cut(self, run: str) -> Sequence[str]:
        """Return the words of ``run`` as the library cuts them."""
        return self.function(run)


def released(package: str) -> str:
    """Return how a signature names an installed package: ``budoux-0.10.1``."""
    return f"{package}-{version(package)}"


def served(language: Language | None, known: Mapping[str, str], *, name: str) -> str:
    """Return the entry of ``known`` (``tha_Thai`` -> anything) that serves a language.

    Raises InputError that names the languages served if there is none.
    """
    if language is not None:
        for code, entry in known.items():
            if matches(language, Language.parse(code)):
                return entry
    asked = "no language was named" if language is None else f"not {language}"
    raise InputError(
        f"The segmenter {name!r} cuts {', '.join(known)}; {asked}.",
        fix="Name one of these languages, or leave the segmenter out.",
    )
