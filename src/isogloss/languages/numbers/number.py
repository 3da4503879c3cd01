"""A number as it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

Notation: TypeAlias = Literal["digits", "numerals"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and where it stands: ``text == whole[start:end]``, its sign and its unit included.

    value: exact; ``50%`` is 50.
    unit: ``%``, ``‰``, ``‱`` or a currency sign where one stands at the number, else empty.
    notation: ``digits`` of any script by place, or ``numerals`` that have tens and hundreds of their own
    (Han, Ethiopic, Tamil, Malayalam).
    other: the value if its one mark meant the other thing (``1.234`` is 1234 or 1.234), or its word
    (``5 billion`` is 5·10⁹ or 5·10¹²); None if no doubt.
    """

    text: str
    start: int
    end: int
    value: Fraction
    unit: str = ""
    notation: Notation = "digits"
    other: Fraction | None = None


def plain(value: Fraction) -> str:
    """Return a value in ASCII: ``-1234.5`` where it has an end, ``1/3`` where it has none."""
    twos = fives = 0
    rest = value.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return str(value)
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
