"""What every cell of a measurement needs to know; pickled once to each worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from isogloss.data.parallel import ParallelText
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.measure.lines import selected
from isogloss.measure.request import Settings


@dataclass(frozen=True, slots=True)
class Pair:
    """A language's sentences beside the pivot's: those that both have.

    numbers: of the sentences, from 0. gaps: how many of those asked for are empty on a side. repeated: places
    in ``numbers`` of sentences that came before on either side, which no vector can tell from the first.
    """

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    beside: tuple[str, ...]
    gaps: int
    repeated: frozenset[int]


@dataclass(frozen=True, slots=True)
class Job:
    """A planned measurement.

    model: its name. text: None where saved vectors are measured. languages: without the pivot, unless that
    was named. folder: the run's. fingerprints: of model and data. data: the text as signatures write it.
    """

    model: str
    text: ParallelText | None
    pivot: Language
    languages: tuple[Language, ...]
    settings: Settings
    folder: Path
    fingerprints: Mapping[str, str]
    data: str

    def pair(self, language: Language) -> Pair:
        """Return the sentences of ``language`` and their pivots; raises InputError if they do not pair."""
        if self.text is None:
            raise InputError("Saved vectors have no texts.", fix="Name the parallel text with --on.")
        return pair(self.text, language, self.pivot, self.settings.lines)


def pair(text: ParallelText, language: Language, pivot: Language, lines: str) -> Pair:
    """Return the chosen sentences of two languages side by side.

    Raises InputError if one has more sentences than the other, or if ``lines`` goes beyond them.
    """
    own, beside = text.sentences(language), text.beside(language, pivot)
    if len(own) != len(beside):
        raise InputError(
            f"{text.origin}: {language} has {len(own):,} sentences and {pivot} has {len(beside):,}, so that "
            "nothing tells which belong together.",
            fix=f"Correct the file, leave it out with --languages all,-{language}, or add --keep-going.",
        )
    numbers = selected(lines, len(own))
    kept = tuple(number for number in numbers if own[number] and beside[number])
    return Pair(
        numbers=kept,
        texts=tuple(own[number] for number in kept),
        beside=tuple(beside[number] for number in kept),
        gaps=len(numbers) - len(kept),
        repeated=_repeated([own[number] for number in kept]) | _repeated([beside[number] for number in kept]),
    )


def _repeated(texts: Sequence[str]) -> frozenset[int]:
    seen: set[str] = set()
    again = set()
    for place, text in enumerate(texts):
        if text in seen:
            again.add(place)
        seen.add(text)
    return frozenset(again)
