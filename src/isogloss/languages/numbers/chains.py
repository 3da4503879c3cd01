"""Digits with marks between them, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

import regex

from isogloss.languages.numbers.marks import Marks

# No one writes longer numbers; beyond it conversion would take time that grows with its square.
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Chain:
    """A number without sign and unit, by its place in the folded text; other: see ``Number``."""

    start: int
    end: int
    value: Fraction
    other: Fraction | None = None


def chains(text: str, start: int, end: int, marks: Marks) -> Iterator[Chain]:
    """Return the numbers that ``text[start:end]`` holds: one if its marks can be those of one number.

    The rule: (1) of two different marks, the last is the decimal one and the others part groups; (2) a mark
    that recurs parts groups; (3) a mark that can't part groups (no three digits behind it, or more than three
    or a zero before it) is decimal; (4) else the language decides, and English where it is unknown: its
    decimal mark is decimal, any other parts groups. Groups have three digits, or as in India 12,34,567. Where
    no reading is left (12.03.2024; 1,2,3) there are several numbers.
    """
    found = _single(text, start, end, marks)
    if found is not None:
        yield found
        return
    separators = (",", ".") if marks.decimal == "." else (".", ",")
    lists = [[_single(text, *part, marks) for part in _parted(text, start, end, one)] for one in separators]
    for parts in sorted(lists, key=len):
        if len(parts) > 1 and all(part is not None for part in parts):
            yield from (part for part in parts if part is not None)
            return
    for match in _digits().finditer(text, start, end):
        if len(match[0]) <= LONGEST:
            yield Chain(match.start(), match.end(), Fraction(int(match[0])))


def _parted(text: str, start: int, end: int, separator: str) -> Iterator[tuple[int, int]]:
    while (place := text.find(separator, start, end)) >= 0:
        yield start, place
        start = place + 1
    yield start, end


def _single(text: str, start: int, end: int, marks: Marks) -> Chain | None:
    """Return the chain as one number, None if it is none."""
    if end - start > LONGEST:
        return None
    chain = text[start:end]
    found = [mark for mark in chain if not mark.isdigit()]
    groups = _digits().findall(chain)
    if not found:
        return Chain(start, end, Fraction(int(chain)))
    last = found[-1]
    if chain[0] == last and len(found) == 1:
        return Chain(start, end, Fraction("0." + groups[0])) if last in ".٫" else None
    if len(found) == 1:
        return _with_one_mark(start, end, groups, last, marks)
    whole = Fraction(int("".join(groups)))
    if len(set(found)) == 1:
        return Chain(start, end, whole) if _grouped(groups) else None
    if last in ".,٫" and len(set(found[:-1])) == 1 and last != found[0] and _grouped(groups[:-1]):
        return Chain(start, end, _decimal(groups))
    return None


def _with_one_mark(start: int, end: int, groups: list[str], mark: str, marks: Marks) -> Chain | None:
    whole, decimal = Fraction(int("".join(groups))), _decimal(groups)
    may_group = _grouped(groups)
    if mark not in ".,٫٬":
        return Chain(start, end, whole) if may_group else None
    if mark == "٫" or not may_group:
        return Chain(start, end, decimal)
    if mark == "٬":
        return Chain(start, end, whole)
    if mark == marks.decimal:
        return Chain(start, end, decimal, whole)
    return Chain(start, end, whole, decimal)


def _grouped(groups: list[str]) -> bool:
    """Return whether these are groups of digits as thousands or lakhs part them."""
    head, *rest = groups
    if not 1 <= len(head) <= 3 or head[0] == "0" or (rest and len(rest[-1]) != 3):
        return False
    middle = {len(group) for group in rest[:-1]}
    return middle <= {3} or (middle == {2} and len(head) <= 2)


def _decimal(groups: list[str]) -> Fraction:
    return Fraction("".join(groups[:-1]) + "." + groups[-1])


@cache
def _digits() -> regex.Pattern[str]:
    return regex.compile(r"[0-9]+")
