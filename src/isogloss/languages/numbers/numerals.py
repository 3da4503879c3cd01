"""Numerals that have tens, hundreds and more of their own: Han, Ethiopic, Tamil, Malayalam."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from functools import cache
from typing import Final

import regex

_DIGITS: Final = "〇零○ 一壹壱弌 二贰貳弐两兩 三叁參参 四肆 五伍 六陆陸 七柒 八捌 九玖"  # zero first
_UNITS: Final = {
    "十拾십": 10, "百佰백": 100, "千仟천": 1000, "万萬만": 10**4, "亿億억": 10**8, "兆조": 10**12,
}  # fmt: skip
# A unit behind a digit that begins another word: 5千克 is five kilogrammes, 10조각 ten pieces.
_NOT_UNITS: Final = "千[克米瓦卡焦赫帕伏葉]|[千百]分[之点點]|兆[字赫瓦帕焦]|조각|만(?:큼|나|들)"
# In running text one of these alone is seldom a number: 一起, 参加, 大陆, 千万.
_SELDOM_ALONE: Final = frozenset("零〇○一壹壱弌参參叁肆伍陆陸柒捌玖贰貳弐百千万億亿萬兆佰仟拾")

# Tamil and Malayalam have decimal digits, here in ASCII, beside their tens and hundreds.
_ADDITIVE: Final = (
    r"[\u1369-\u137c]++|[0-9]*+[\u0bf0-\u0bf2][0-9\u0bf0-\u0bf2]*+|[0-9]*+[\u0d70-\u0d72][0-9\u0d70-\u0d72]*+"
)
_ADDITIVE_SIGN: Final = regex.compile(r"[\u1369-\u137c\u0bf0-\u0bf2\u0d70-\u0d72]")
_LONGEST: Final = 40


def numerals_pattern() -> str:
    """Return the pattern of what may be such a numeral; before Han and Hangul units digits may stand."""
    digits = _DIGITS.replace(" ", "")
    units = "".join(_UNITS)
    han = digits + regex.sub(r"\p{Hangul}", "", units)
    unit = rf"(?!{_NOT_UNITS})[{units}]"
    chain = r"[0-9]++(?:[.,][0-9]++)*+"
    mixed = rf"(?<![0-9.,]){chain}[ ]?{unit}(?:[ ]?{chain}[ ]?{unit}|{unit}|[{digits}])*+(?:{chain})?+"
    return rf"{mixed}|[廿卅{han}]++(?:[点點][{digits}]++[{units}]?+)?+|{_ADDITIVE}"


def numeral_value(text: str, *, elided: bool) -> Fraction | None:
    """Return the value of a numeral, None if it is none.

    text: what ``numerals_pattern`` found. elided: whether the last unit may be left out, as in Chinese,
    where 三万五 is 35,000; in Japanese it is 30,005. 兆 is 10^12.
    """
    text = text.replace(" ", "")
    if not 0 < len(text) <= _LONGEST:
        return None
    if _ADDITIVE_SIGN.search(text):
        return _additive(text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("○", "〇").replace("零", "〇")
    if point := _point().fullmatch(text):
        return _pointed(*point.groups())
    return _han(text, elided=elided)


def seldom_a_number(text: str) -> bool:
    """Return whether a Han numeral, in running text, is more often part of a word: 一起, 参加, 三四个."""
    if len(text) == 2 and set(text) <= _values().keys() - set("〇零○"):
        return _values()[text[1]] == _values()[text[0]] + 1
    return text in _SELDOM_ALONE


def _pointed(whole: str, decimals: str, unit: str) -> Fraction | None:
    before = _han(whole, elided=False)
    if before is None:
        return None
    digits = "".join(str(_values()[digit]) for digit in decimals)
    return (before + Fraction(int(digits), 10 ** len(digits))) * _factors().get(unit, 1)


def _han(text: str, *, elided: bool) -> Fraction | None:
    values, factors = _values(), _factors()
    if all(character in values for character in text):
        return Fraction(int("".join(str(values[character]) for character in text)))
    largest = max((factors[character] for character in text if character in factors), default=0)
    if not largest:
        return _digits_value(text)
    place = max(place for place, character in enumerate(text) if factors.get(character) == largest)
    left = _before(text[:place], largest)
    right = _behind(text[place + 1 :], largest, elided=elided)
    return None if left is None or right is None or right >= largest else left * largest + right


def _before(text: str, unit: int) -> Fraction | None:
    if not text:
        return Fraction(1) if unit < 10**4 else None
    rest = text.lstrip("〇")
    return _han(rest, elided=False) if rest else None


def _behind(text: str, unit: int, *, elided: bool) -> Fraction | None:
    rest = text.lstrip("〇")
    if not rest:
        return Fraction(0)
    if elided and len(text) == 1 and unit >= 100:
        digit = _values().get(text, int(text) if text.isdecimal() else None)
        return None if digit is None else Fraction(digit * unit, 10)
    return _han(rest, elided=elided)


def _digits_value(text: str) -> Fraction | None:
    """Return the value of ASCII digits with marks, as English has them: 3,500万, 1.5億."""
    plain = text.replace(",", "")
    return Fraction(plain) if regex.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain) else None


def _additive(text: str) -> Fraction | None:
    """Return the value of a numeral whose signs add up, and hundreds and more multiply what stands before."""
    total = section = run = 0
    for character in text:
        value = int(unicodedata.numeric(character))
        ethiopic = "\u1369" <= character <= "\u137c"
        if value >= 10_000:
            total, section, run = (total + section + run or 1) * value, 0, 0
        elif value >= (100 if ethiopic else 10):
            section, run = section + (run or 1) * value, 0
        else:
            run = run + value if ethiopic else run * 10 + value
    return Fraction(total + section + run)


@cache
def _point() -> regex.Pattern[str]:
    digits = _DIGITS.replace(" ", "")
    return regex.compile(rf"(.+)[点點]([{digits}]+)([{''.join(_UNITS)}]?)")


@cache
def _values() -> dict[str, int]:
    return {digit: value for value, digits in enumerate(_DIGITS.split()) for digit in digits}


@cache
def _factors() -> dict[str, int]:
    return {unit: value for units, value in _UNITS.items() for unit in units}
