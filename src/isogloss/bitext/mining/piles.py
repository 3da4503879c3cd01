"""Lines that are mined: a file, or a list of texts, read as often as needed and never held."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from isogloss.bitext.mining.folding import folded
from isogloss.data.lines import Line, physical_lines, without_end
from isogloss.data.rejects import Reject
from isogloss.errors import InputError

if TYPE_CHECKING:
    from isogloss.arrays import Bools1d

Lines: TypeAlias = Path | str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Pile:
    """Texts of one language, each with its number from 1.

    name: as it is called in messages. given: a path, or the texts themselves. lenient: a line that is no
    text is empty, instead of an error.
    """

    name: str
    given: Path | Sequence[str]
    lenient: bool = False

    def lines(self, rejects: list[Reject] | None = None) -> Iterator[tuple[int, str]]:
        """Yield number and text, empty ones too; raises InputError for what is no text, and where.

        rejects: takes the lines that a lenient pile passes over.
        """
        if isinstance(self.given, Path):
            for line in physical_lines(self.given):
                if isinstance(line, Line):
                    yield line.number, without_end(line.text)
                elif self.lenient:
                    if rejects is not None:
                        rejects.append(Reject(self.name, line.line, line.reason))
                    yield line.line, ""
                else:
                    raise line.error(self.given)
            return
        for number, text in enumerate(self.given, start=1):
            if not isinstance(text, str):
                raise InputError(
                    f"{self.name}: item {number} is no text but {type(text).__name__}.",
                    fix="A list of texts was expected.",
                )
            yield number, text


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of one side's lines.

    blank: without a character that is seen. repeated: the same as a line before but for case, width,
    punctuation and blanks. unknown: of which the encoder knows nothing. mined: those that were compared.
    refused: that are no text and were set aside.
    """

    lines: int
    blank: int
    repeated: int
    unknown: int
    mined: int
    refused: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """A pile once read: which lines to take, and a digest of all of them.

    taken: bool[lines], line number 1 first.
    """

    pile: Pile
    digest: str
    taken: Bools1d
    blank: int
    repeated: int
    refused: int

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield number and text of the lines to take; raises InputError if the file has changed."""
        size = len(self.taken)
        for number, text in self.pile.lines():
            if number > size:
                raise InputError(f"{self.pile.name} grows while it is read.", fix="Run the command again.")
            if self.taken[number - 1]:
                yield number, text


def pile(given: Lines, name: str, *, lenient: bool = False) -> Pile:
    """Return what is given as a pile; a str is a path."""
    if isinstance(given, str | Path):
        return Pile(str(given), Path(given), lenient)
    if isinstance(given, Sequence) and not isinstance(given, bytes | bytearray):
        return Pile(name, given)
    raise InputError(
        f"{name} is {type(given).__name__}, and cannot be read twice.",
        fix="Give a path or a list of texts.",
    )


def survey(pile: Pile, *, fold: bool, rejects: list[Reject] | None = None) -> Survey:
    """Return which lines of a pile are worth comparing; raises InputError if there is none.

    rejects: takes the lines that a lenient pile passes over.
    """
    refused: list[Reject] = []
    digest = hashlib.sha256()
    marks = array("q")  # eight bytes a line, where a list takes forty
    for _, text in pile.lines(refused):
        content = text.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "little") + content)
        marks.append(_mark(text, fold))
    found = np.frombuffer(marks, np.int64)
    if not found.any():
        raise InputError(
            f"{pile.name} holds no text." if len(found) else f"{pile.name} is empty.",
            fix="A sentence a line was expected.",
        )
    taken = found != 0
    blank = int((~taken).sum())
    first = np.zeros(len(found), bool)
    if fold:
        first[np.unique(found, return_index=True)[1]] = True
        taken &= first
    if rejects is not None:
        rejects += refused
    repeated = len(found) - blank - int(taken.sum())
    return Survey(pile, digest.hexdigest(), taken, blank - len(refused), repeated, len(refused))


def _mark(text: str, fold: bool) -> int:
    """Return 0 for a blank line, else a number (63 bits of a hash) that near-duplicates share."""
    if not text.strip():
        return 0
    if not fold:
        return 1
    content = folded(text).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little") >> 1 or 1
