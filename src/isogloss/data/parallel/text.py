"""The same sentences in many languages, read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from isogloss.errors import InputError
from isogloss.languages import Language

Read = Callable[[], Sequence[str]]


@dataclass(frozen=True, slots=True)
class ParallelText:
    """Sentence i of every language is the same sentence; an empty one is a gap.

    reads: how the sentences of each language are come by, in the order of the files or columns. pairs: where
    every language has a pivot side of its own (Tatoeba), how that side is come by, and ``pivot`` says which
    language it is. left_aside: what lies there and is no language, to be told. files: what it is read from.
    """

    origin: str
    name: str
    reads: Mapping[Language, Read]
    files: tuple[Path, ...]
    left_aside: tuple[str, ...] = ()
    pairs: Mapping[Language, Read] | None = None
    pivot: Language | None = None

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages there are, in order."""
        return tuple(self.reads)

    def sentences(self, language: Language) -> Sequence[str]:
        """Return all sentences of a language, gaps as empty strings; raises InputError if it has none."""
        if language not in self.reads:
            raise InputError(
                f"{self.origin} has nothing in {language}.", fix=f"It has {_listed(self.reads)}."
            )
        return self.reads[language]()

    def beside(self, language: Language, pivot: Language) -> Sequence[str]:
        """Return the pivot's sentences that stand beside those of ``language``.

        Raises InputError if their number is another, or if there is no such pivot.
        """
        if self.pairs is not None:
            if pivot != self.pivot:
                raise InputError(
                    f"{self.origin} pairs every language with {self.pivot}, not with {pivot}.",
                    fix=f"Use --pivot {self.pivot}.",
                )
            return self.sentences(language) if language == pivot else self.pairs[language]()
        return self.sentences(pivot)


def placed(reads: dict[Language, Read], language: Language, read: Read, *, what: str, place: str) -> None:
    """Enter a language; raises InputError if it stands there already."""
    if language in reads:
        raise InputError(
            f"{place}: a second {what} is {language}.",
            fix="Keep one of them, or rename it after its script or region.",
        )
    reads[language] = read


def _listed(languages: Mapping[Language, object]) -> str:
    names = [str(language) for language in languages]
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
