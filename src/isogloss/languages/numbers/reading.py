"""Reading the numbers of a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Final

import regex

from isogloss.languages.language import Language
from isogloss.languages.numbers.chains import LONGEST, chains
from isogloss.languages.numbers.folding import folded
from isogloss.languages.numbers.magnitudes import multiplied
from isogloss.languages.numbers.marks import Marks, number_marks
from isogloss.languages.numbers.number import Number
from isogloss.languages.numbers.numerals import numeral_value, seldom_a_number
from isogloss.languages.numbers.patterns import number_pattern

# Languages that also part thousands with a plain blank where CLDR gives a point.
_PLAIN_BLANK: Final = frozenset({"spa", "por", "ita", "cat", "glg", "ron"})
# Where 三万五 is no 35,000.
_NOT_ELIDED: Final = frozenset({"jpn", "kor"})
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
# Exponents of a double; beyond them a value would fill the memory.
_LARGEST_EXPONENT: Final = 308


def read_numbers(text: str, language: Language | str = "und") -> tuple[Number, ...]:
    """Return the numbers of ``text`` in order, in digits of any script and in numerals.

    Read are signs, thousands and decimal marks by language (the rule: ``isogloss.languages.numbers.chains``),
    percent and currency signs, ``3/4``, ``½``, ``1½``, ``1.5e3``, ``1.5×10³``, ``10^3``, digits beside a word
    that multiplies them (``5 million``, ``3 लाख``; ``magnitudes.tsv``), Han numerals (``三万五千``,
    ``3万5千``, ``百分之五``), Ethiopic, Tamil and Malayalam ones. Digits in words (``A4``, ``covid19``) are
    none, nor are number words alone. A number longer than 300 characters is left out. Raises UnknownLanguage.
    Linear in the text.
    """
    found = _numbers(text, Language.parse(language))
    return tuple(one for one in found if one.notation == "digits" or not seldom_a_number(one.text))


def read_number(text: str, language: Language | str = "und") -> Number | None:
    """Return the number that all of ``text`` is, but for blanks and punctuation around it; else None.

    Raises UnknownLanguage.
    """
    found = None
    for one in _numbers(text, Language.parse(language)):
        if found is not None:
            return None
        found = one
    if found is None or _content().search(text, 0, found.start) or _content().search(text, found.end):
        return None
    return found


def _numbers(text: str, language: Language) -> Iterator[Number]:
    flat = folded(text)
    return multiplied(_unmultiplied(text, flat, language), text, flat, language)


def _unmultiplied(text: str, flat: str, language: Language) -> Iterator[Number]:
    marks = number_marks(language)
    blank = " " if marks.group == " " or language.code in _PLAIN_BLANK else ""
    elided = language.code not in _NOT_ELIDED
    for match in number_pattern(blank).finditer(flat):
        if match["chain"]:
            yield from _with_digits(text, flat, match, marks)
        elif match["vulgar"]:
            yield _number(text, match, _vulgar(match["vulgar"]))
        elif match["ratio"]:
            yield from _ratio(text, match, elided=elided)
        elif match["numeral"]:
            value = numeral_value(match["numeral"], elided=elided)
            if value is not None:
                start, end = match.span()
                signed = -value if match["sign"] not in (None, "+") else value
                yield Number(text[start:end], start, end, signed, _unit(match), "numerals")


def _with_digits(text: str, flat: str, match: regex.Match[str], marks: Marks) -> Iterator[Number]:
    found = list(chains(flat, *match.span("chain"), marks))
    # What follows a slash is no numerator: 12/03/2024 is a date.
    ratio = match["below"] and flat[match.start() - 1 : match.start()] != "/"
    if len(found) == 1 and match["half"]:
        yield _number(text, match, found[0].value + _vulgar(match["half"]))
    elif len(found) == 1 and match["power"]:
        power = match["power"].translate(_SUPERSCRIPTS)
        if len(power) <= len("+0308") and abs(int(power)) <= _LARGEST_EXPONENT:
            yield _number(text, match, found[0].value * Fraction(10) ** int(power))
    elif len(found) == 1 and match["exponent"]:
        value = _raised(found[0].value, match["exponent"].translate(_SUPERSCRIPTS))
        if value is not None:
            yield _number(text, match, value)
    elif len(found) == 1 and ratio and (value := _with_ratio(found[0].value, match)) is not None:
        yield _number(text, match, value)
    elif len(found) == 1 and not match["below"]:
        yield _number(text, match, found[0].value, found[0].other)
    else:
        places = [(one.start, one.end, one.value, one.other) for one in found]
        behind = [group for group in ("above", "below") if match[group] and len(match[group]) <= LONGEST]
        places += [(*match.span(group), Fraction(int(match[group])), None) for group in behind]
        for start, end, value, other in places:
            yield Number(text[start:end], start, end, value, other=other)


def _raised(base: Fraction, power: str) -> Fraction | None:
    """Return a power, None if it is too large to be written or has no value."""
    if len(power) > len("+0308") or (base == 0 and int(power) < 0):
        return None
    digits = max(len(str(base.numerator)), len(str(base.denominator)))
    return base ** int(power) if digits * abs(int(power)) <= 2 * _LARGEST_EXPONENT else None


def _with_ratio(value: Fraction, match: regex.Match[str]) -> Fraction | None:
    """Return ``value/below``, or ``value above/below``; None if it is no fraction."""
    above, below = match["above"], match["below"]
    if len(below) > LONGEST or not int(below):
        return None
    if above is None:
        return value / int(below)
    if len(above) > LONGEST or int(above) >= int(below) or value.denominator > 1:
        return None
    return value + Fraction(int(above), int(below))


def _ratio(text: str, match: regex.Match[str], *, elided: bool) -> Iterator[Number]:
    below, above = (_part(part, elided=elided) for part in _parting().split(match["ratio"]))
    if not below or above is None:
        return
    start, end = match.span()
    unit = {100: "%", 1000: "‰"}.get(int(below), "") if match["ratio"][0] in "百千佰仟" else ""
    yield Number(text[start:end], start, end, above if unit else above / below, unit, "numerals")


def _part(text: str, *, elided: bool) -> Fraction | None:
    found = list(chains(text, 0, len(text), Marks())) if text.isascii() else []
    if len(found) == 1:
        return found[0].value
    return None if found else numeral_value(text, elided=elided)


def _number(text: str, match: regex.Match[str], value: Fraction, other: Fraction | None = None) -> Number:
    if match["sign"] not in (None, "+"):
        value, other = -value, None if other is None else -other
    start, end = match.span()
    return Number(text[start:end], start, end, value, _unit(match), other=other)


def _unit(match: regex.Match[str]) -> str:
    return match["percent"] or match["money"] or match["coin"] or ""


def _vulgar(sign: str) -> Fraction:
    above, _, below = unicodedata.normalize("NFKC", sign).partition("⁄")
    return Fraction(int(above), int(below))


@cache
def _content() -> regex.Pattern[str]:
    """Return what makes a text more than a number with punctuation around it."""
    return regex.compile(r"[^\s\p{P}\p{Cf}$^~`|]")


@cache
def _parting() -> regex.Pattern[str]:
    return regex.compile(r"(?:分之|分の|분의)[ ]?")
