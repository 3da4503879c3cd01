"""Word vectors as text: word2vec, fastText, GloVe, MUSE and VecMap write a word and its numbers a line."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from isogloss.data.lines import Fault, physical_lines, without_end
from isogloss.data.rejects import Reject
from isogloss.errors import InputError

if TYPE_CHECKING:
    from isogloss.arrays import Floats2d

_BLOCK: Final = 8192


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """The words of a file and a vector for each, in the order of the file.

    vectors: float32[len(words), d], as they stand there. repeated: words that came before and were passed
    over; zeros: such whose vector is all zeros, which has no direction, passed over too; announced: how many
    words the first line promised, None if it promised nothing; whole: whether the file was read to its end.
    """

    words: tuple[str, ...]
    vectors: Floats2d
    repeated: int
    zeros: int
    announced: int | None
    whole: bool


def read_word_vectors(
    path: Path | str, *, most: int | None = None, rejects: list[Reject] | None = None
) -> WordList:
    """Return the first ``most`` distinct words of a file; ``.gz`` and ``.zst`` are read in place.

    The first line may say how many words and dimensions there are. Blanks may stand in words: the vector is
    what stands last. A line of another length, with something that is no number, or with nan or an infinite
    number raises BadRow, or is appended to ``rejects`` where a list is given. Raises InputError for a file
    that cannot be read or holds no word.
    """
    import numpy as np

    place = Path(path)
    announced, dimensions, rows = _opened(place)
    words: dict[str, None] = {}
    blocks: list[Floats2d] = []
    block: list[list[float]] = []
    repeated = zeros = 0
    whole = True
    for found in _read(rows, dimensions):
        if isinstance(found, Fault):
            if rejects is None:
                raise found.error(place)
            rejects.append(Reject(file=str(place), line=found.line, reason=found.reason))
            continue
        word, values = found
        if most is not None and len(words) >= most:
            whole = False
            break
        if word in words:
            repeated += 1
        elif not any(values):
            zeros += 1
        else:
            words[word] = None
            block.append(values)
            if len(block) == _BLOCK:
                blocks.append(np.array(block, np.float32))
                block = []
    if not words:
        raise InputError(f"{place} holds no word with a vector.", fix="A word and its numbers a line.")
    blocks.append(np.array(block, np.float32).reshape(len(block), dimensions))
    return WordList(tuple(words), np.concatenate(blocks), repeated, zeros, announced, whole)


_Row = tuple[int, str] | Fault


def _opened(place: Path) -> tuple[int | None, int, Iterator[_Row]]:
    """Return the number of words that the first line promises, the dimensions, and the lines with words."""
    rows = _rows(place)
    first = next(rows, None)
    if first is None:
        raise InputError(f"{place} is empty.", fix="A word and its numbers a line were expected.")
    if isinstance(first, Fault):
        raise first.error(place)
    fields = first[1].split()
    if len(fields) == 2 and all(field.isascii() and field.isdigit() for field in fields):
        if not 0 < int(fields[1]) <= 100_000:
            raise Fault(first[0], f"{fields[1]} dimensions are announced").error(place)
        return int(fields[0]), int(fields[1]), rows
    if len(fields) < 2:
        raise Fault(first[0], "expected a word and its numbers").error(place)
    return None, _trailing_numbers(fields), _with(first, rows)


def _trailing_numbers(fields: list[str]) -> int:
    """Return how many fields at the end are numbers; the first is a word whatever it is."""
    count = 0
    while count < len(fields) - 1 and _number(fields[-1 - count]) is not None:
        count += 1
    return max(1, count)


def _with(first: _Row, rows: Iterator[_Row]) -> Iterator[_Row]:
    yield first
    yield from rows


def _rows(place: Path) -> Iterator[_Row]:
    for line in physical_lines(place):
        if isinstance(line, Fault):
            yield line
        elif text := without_end(line.text).replace("\t", " ").rstrip(" "):
            yield line.number, text


def _read(rows: Iterator[_Row], dimensions: int) -> Iterator[tuple[str, list[float]] | Fault]:
    for row in rows:
        if isinstance(row, Fault):
            yield row
            continue
        number, text = row
        parts = text.rsplit(" ", dimensions)
        word = parts[0].strip(" ")
        count = len(text.split(" ")) - 1
        if len(parts) <= dimensions or not word:
            yield Fault(number, f"the line has {count} numbers, expected a word and {dimensions}")
        elif " " in word and "." in (last := word.rsplit(" ", 1)[1]) and _number(last) is not None:
            yield Fault(number, f"the line has more than {dimensions} numbers")
        else:
            yield _values(number, word, parts[1:])


def _values(number: int, word: str, fields: list[str]) -> tuple[str, list[float]] | Fault:
    try:
        values = list(map(float, fields))
    except ValueError:
        wrong = next(field for field in fields if _number(field) is None)
        return Fault(number, f"{wrong!r} is no number")
    # Only a sum over an infinite number or nan is not finite, or one no float32 holds.
    if not math.isfinite(sum(values)) or any(abs(value) > 3e38 for value in values):
        return Fault(number, "nan or an infinite number has no place in a vector")
    return word, values


def _number(field: str) -> float | None:
    try:
        return float(field)
    except ValueError:
        return None
