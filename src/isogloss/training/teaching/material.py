"""What a language is taught from: files of word translations and of pairs, read, cleaned and turned round."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from isogloss.data.lexicon import read_lexicon
from isogloss.data.pairs import read_pairs
from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.languages import Language, detect_many
from isogloss.models.static.taught import TaughtFile

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d

Kind: TypeAlias = Literal["lexicon", "bitext"]
Side: TypeAlias = Literal["first", "second"]
Pairs: TypeAlias = list[tuple[str, str]]

_GLANCE: Final = 400  # pairs that tell which side is the pivot
_JOINED: Final = 8  # texts of a lexicon that are joined for the detector, which needs more than a word
_CLEAR: Final = 0.25  # how much more often one side must be found to be the pivot than the other


@dataclass(frozen=True, slots=True)
class Given:
    """One file, as the user names it. kind: what its rows are."""

    path: Path
    kind: Kind


@dataclass(frozen=True, slots=True)
class Material:
    """n distinct pairs of a text in the language and its translation in the pivot, the known language.

    is_word: bool[n], whether a pair comes from a lexicon. files: what was taken from each file.
    """

    texts: tuple[str, ...]
    pivots: tuple[str, ...]
    is_word: Bools1d
    files: tuple[TaughtFile, ...]


def read_material(
    given: Iterable[Given],
    language: Language,
    pivot: Language,
    *,
    pivot_side: Side | None = None,
    rejects: list[Reject] | None = None,
) -> Material:
    """Return what the files hold, without repetitions and without pairs of which a side has no letters.

    pivot_side: which column is in the pivot language; found out for each file where None. Raises BadRow for
    a row without two sides (or appends it to ``rejects``), InputError for a file without pairs, and where the
    columns seem to stand the wrong way round or nothing tells which is which.
    """
    seen: set[tuple[str, str]] = set()
    rows: list[tuple[str, str, bool]] = []
    files = []
    for one in given:
        pairs = list(_READERS[one.kind](one.path, rejects))
        if not pairs:
            raise InputError(
                f"{one.path} holds no pair.", fix="A text and its translation a line, separated by a tab."
            )
        swapped = (pivot_side or _pivot_side(pairs, one, language, pivot)) == "second"
        repeated = blank = 0
        for first, second in pairs:
            text, known = (first, second) if swapped else (second, first)
            if not (_readable(text) and _readable(known)):
                blank += 1
            elif (text, known) in seen:
                repeated += 1
            else:
                seen.add((text, known))
                rows.append((text, known, one.kind == "lexicon"))
        files.append(
            TaughtFile(
                name=one.path.name,
                kind=one.kind,
                sha256=hashlib.sha256(one.path.read_bytes()).hexdigest(),
                rows=len(pairs),
                used=len(pairs) - repeated - blank,
                repeated=repeated,
                blank=blank,
                swapped=swapped,
            )
        )
    texts, pivots, words = zip(*rows, strict=True) if rows else ((), (), ())
    return Material(texts, pivots, np.array(words, bool), tuple(files))


def _lexicon(path: Path, rejects: list[Reject] | None) -> Iterator[tuple[str, str]]:
    return ((entry.source, entry.target) for entry in read_lexicon(path, rejects=rejects))


def _bitext(path: Path, rejects: list[Reject] | None) -> Iterator[tuple[str, str]]:
    return ((pair.source.strip(), pair.target.strip()) for pair in read_pairs(path, rejects=rejects))


_READERS: Final[dict[Kind, Callable[[Path, list[Reject] | None], Iterator[tuple[str, str]]]]] = {
    "lexicon": _lexicon,
    "bitext": _bitext,
}


def _readable(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _pivot_side(pairs: Pairs, given: Given, language: Language, pivot: Language) -> Side:
    """Return which side is the pivot, by the detector; the first where neither looks like it."""
    step = max(len(pairs) // _GLANCE, 1)
    glance = pairs[::step][:_GLANCE]
    first, second = (
        _likeness([pair[side] for pair in glance], pivot, joined=given.kind == "lexicon") for side in (0, 1)
    )
    if second > first + _CLEAR:
        return "second"
    if first > second + _CLEAR:
        return "first"
    raise InputError(
        f"{given.path}: nothing tells which column is {pivot}; "
        f"{first:.0%} of the first looks like it, and {second:.0%} of the second.",
        fix=f"Say it: --pivot-side first, or second; and --pivot, if it is another language than {pivot}. "
        f"The other column is to be {language}.",
    )


def _likeness(texts: list[str], pivot: Language, *, joined: bool) -> float:
    """Return the share of texts that are in the pivot language by the detector."""
    size = _JOINED if joined else 1
    samples = [" ".join(texts[start : start + size]) for start in range(0, len(texts), size)]
    return float(np.mean([one.language.code == pivot.code for one in detect_many(samples)]))
