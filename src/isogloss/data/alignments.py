"""Word alignments on paper: Pharaoh lines, with sure and possible links, and the format of NAACL 2003."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from isogloss.data.lines import Fault, read_lines
from isogloss.errors import BadRow, InputError

Cell: TypeAlias = tuple[int, int]

_LINK: Final = re.compile(r"([0-9]{1,9})([-p?])([0-9]{1,9})", re.ASCII)
_FIX: Final = "Links are written 0-0 (sure) and 1p3 (possible), separated by blanks."


@dataclass(frozen=True, slots=True)
class GoldAlignment:
    """The links of one sentence pair, source word first, both counted from 0.

    sure: what an aligner has to find. possible: what it may find, and does not hold the sure ones.
    """

    sure: frozenset[Cell]
    possible: frozenset[Cell]

    @property
    def allowed(self) -> frozenset[Cell]:
        """The sure and the possible links."""
        return self.sure | self.possible


def read_alignments(path: Path | str, *, first: int = 0, flipped: bool = False) -> Iterator[GoldAlignment]:
    """Yield an alignment for each line of a Pharaoh file, also for an empty one.

    ``i-j`` is a sure link, ``ipj`` and ``i?j`` a possible one. first: the number of a sentence's first word,
    0 or 1. flipped: the file writes the target word first. Raises BadRow for anything else in a line.
    """
    place = Path(path)
    for number, line in read_lines(place):
        try:
            yield parse_links(line, first=first, flipped=flipped)
        except InputError as fault:
            raise BadRow(f"{place}:{number}: {fault.message}", fix=fault.fix) from None


def parse_links(line: str, *, first: int = 0, flipped: bool = False) -> GoldAlignment:
    """Return the links of one Pharaoh line. Arguments as in ``read_alignments``; raises InputError."""
    if first not in (0, 1):
        raise InputError(f"Words are counted from 0 or from 1, not from {first}.", fix="Correct `first`.")
    sure: set[Cell] = set()
    possible: set[Cell] = set()
    for written in line.split():
        link = _LINK.fullmatch(written)
        if link is None:
            raise InputError(f"{written!r} is no link.", fix=_FIX)
        cell = _cell(link[1], link[3], first=first, flipped=flipped)
        (sure if link[2] == "-" else possible).add(cell)
    return GoldAlignment(frozenset(sure), frozenset(possible - sure))


def read_naacl(path: Path | str) -> dict[str, GoldAlignment]:
    """Return the alignments of a file of rows ``sentence source target [S|P]``, by sentence, in file order.

    Words are counted from 1 and a link to word 0 (none) is left out; without S or P a link is sure.
    Raises BadRow for other rows. Source: Mihalcea and Pedersen 2003, section 3.
    """
    place = Path(path)
    sure: dict[str, set[Cell]] = {}
    possible: dict[str, set[Cell]] = {}
    for number, line in read_lines(place):
        fields = line.split()
        if not fields:
            continue
        if len(fields) not in (3, 4) or not all(map(_is_number, fields[1:3])) or fields[3:] not in _KINDS:
            raise Fault(number, "expected sentence, source word, target word and S or P").error(place)
        sure.setdefault(fields[0], set())
        possible.setdefault(fields[0], set())
        if int(fields[1]) and int(fields[2]):
            kind = possible if fields[3:] == ["P"] else sure
            kind[fields[0]].add((int(fields[1]) - 1, int(fields[2]) - 1))
    return {key: GoldAlignment(frozenset(sure[key]), frozenset(possible[key] - sure[key])) for key in sure}


def pharaoh(sure: Iterable[Cell], possible: Iterable[Cell] = (), *, first: int = 0) -> str:
    """Return the line that ``parse_links`` reads, links in order of their words."""
    marks = {**dict.fromkeys(possible, "p"), **dict.fromkeys(sure, "-")}
    return " ".join(f"{i + first}{mark}{j + first}" for (i, j), mark in sorted(marks.items()))


_KINDS: Final[tuple[list[str], ...]] = ([], ["S"], ["P"])


def _is_number(field: str) -> bool:
    return field.isascii() and field.isdigit() and len(field) < 10


def _cell(left: str, right: str, *, first: int, flipped: bool) -> Cell:
    cell = (int(left) - first, int(right) - first)
    if min(cell) < 0:
        raise InputError(
            f"The link of {left} and {right} counts from 0.",
            fix="Words were said to be counted from 1; say first=0.",
        )
    return cell[::-1] if flipped else cell
