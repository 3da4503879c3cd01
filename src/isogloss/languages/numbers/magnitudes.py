"""Words that multiply the number beside them: 5 million, 3 लाख, milioni 5."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple

import regex

from isogloss.languages.language import Language
from isogloss.languages.matching import broader, representatives
from isogloss.languages.numbers.number import Number

_UNSPACED: Final = r"\p{Line_Break=SA}"
# What begins another word in scripts that part none: พันธุ์ (kind), ร้อยละ (per cent).
_NOT_WORDS: Final = "พันธ|ร้อยละ|ພັນທ"
# A shorter word of another language may be any word of this one: Turkish mil is a mile.
_LEAST_FOREIGN: Final = 5
_LEAST_ELSEWHERE: Final = 3
_SHARED: Final = frozenset({"mil", "mln", "mlrd", "mrd", "mio", "mio."})
# Two words of a magnitude may follow each other: mil millones, lakh crore, แสนล้าน.
_MOST_WORDS: Final = 2
_LONGEST: Final = 24
_SHORT: Final = {"k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9}


@dataclass(frozen=True, slots=True)
class Magnitude:
    """What a word multiplies by, and by what it would in English or elsewhere where the two differ."""

    factor: int
    other: int | None = None


class _Words(NamedTuple):
    after: Mapping[str, Magnitude]
    before: Mapping[str, Magnitude]


def multiplied(numbers: Iterable[Number], text: str, flat: str, language: Language) -> Iterator[Number]:
    """Return numbers with the words that multiply them, and as one number what belongs together.

    flat: ``text`` with folded digits. ``5 million 200 thousand`` is one number. Where the
    language does not tell which of two things a word means, the English value counts, and ``other`` has the
    other.
    """
    words = _words(language)
    waiting: tuple[Number, int] | None = None
    taken = 0
    for number in numbers:
        place = waiting[0].end if waiting else taken
        found, factor = _multiplied(number, text, flat, words, place)
        if waiting is None:
            waiting = found, factor
        elif _continues(waiting, found, factor, flat):
            waiting = _sum(waiting[0], found, text), factor
        else:
            yield waiting[0]
            waiting = found, factor
        taken = found.end
    if waiting is not None:
        yield waiting[0]


def _multiplied(number: Number, text: str, flat: str, words: _Words, taken: int) -> tuple[Number, int]:
    if number.notation != "digits" or number.unit in ("%", "‰", "‱"):
        return number, 1
    start, (found, end) = number.start, _behind(flat, number.end, words.after)
    unit = number.unit
    if found is None:
        end = number.end
        start, found = _ahead(flat, max(taken, start - _LONGEST), start, words.before)
    elif coin := _coin().match(flat, end):
        unit, end = unit or coin[1], coin.end()
    if found is None:
        return number, 1
    other = number.other * found.factor if number.other is not None else None
    if other is None and found.other is not None:
        other = number.value * found.other
    value = number.value * found.factor
    there = replace(number, text=text[start:end], start=start, end=end, value=value, unit=unit, other=other)
    return there, found.factor


def _behind(flat: str, place: int, words: Mapping[str, Magnitude]) -> tuple[Magnitude | None, int]:
    """Return what the words behind a number multiply it by, and where they end."""
    if short := _short().match(flat, place):
        return Magnitude(_SHORT[short[0]]), short.end()
    product: Magnitude | None = None
    for _ in range(_MOST_WORDS):
        match = _word().match(flat, place)
        form = None if match is None else _known(match[1], words)
        if match is None or form is None:
            break
        product = words[form] if product is None else _times(product, words[form])
        # The point of "mil." belongs to it, that of "million." ends a sentence.
        place = match.end() - (match[0].endswith(".") and not form.endswith("."))
    return product, place


def _ahead(flat: str, start: int, end: int, words: Mapping[str, Magnitude]) -> tuple[int, Magnitude | None]:
    match = _word_before().search(flat, start, end) if words else None
    form = None if match is None else _known(match[1], words)
    return (end, None) if match is None or form is None else (match.start(1), words[form])


def _known(word: str, words: Mapping[str, Magnitude]) -> str | None:
    form = unicodedata.normalize("NFC", word).casefold()
    return next((one for one in (form, form.rstrip("."), f"{form}.") if one in words), None)


def _times(one: Magnitude, two: Magnitude) -> Magnitude:
    factor, other = one.factor * two.factor, (one.other or one.factor) * (two.other or two.factor)
    return Magnitude(factor, None if other == factor else other)


def _continues(before: tuple[Number, int], after: Number, factor: int, flat: str) -> bool:
    """Return whether a number goes on with a smaller one: 5 million 200 thousand 300; milioni 5 na elfu 2."""
    number, larger = before
    between = flat[number.end : after.start]
    return (
        larger > factor
        and 0 < after.value < larger
        and after.notation == "digits"
        and after.unit == ""
        and after.value.denominator == number.value.denominator == 1
        and (between in (" ", "\u00a0") or (between == " na " and factor > 1))
    )


def _sum(first: Number, second: Number, text: str) -> Number:
    value = first.value + second.value if first.value > 0 else first.value - second.value
    whole = text[first.start : second.end]
    return replace(first, text=whole, end=second.end, value=value, other=None)


@lru_cache(maxsize=256)
def _words(language: Language) -> _Words:
    own = _own(language)
    before = {form: value for (form, place), value in own.items() if place != "after"}
    after = {form: value for (form, place), value in own.items() if place != "before"}
    after = _foreign("after", short=not own) | after
    if not own:
        before = {form: value for form, value in _foreign("before").items() if form not in after}
    return _Words(after, before)


def _own(language: Language) -> dict[tuple[str, str], Magnitude]:
    for code in (language.code, *broader(language.code), *representatives(language.code)):
        found = {(form, place): Magnitude(factor) for codes, factor, place, form in _rows() if code in codes}
        if found:
            return found
    return {}


@cache
def _foreign(side: Literal["after", "before"], *, short: bool = False) -> dict[str, Magnitude]:
    """Return the words of all languages that are known in any; short: also some that many share."""
    english: dict[str, int] = {}
    factors: dict[str, set[int]] = {}
    for codes, factor, place, form in _rows():
        least = _LEAST_FOREIGN if form[0] < "\u0250" and "eng" not in codes else _LEAST_ELSEWHERE
        if place in (side, "both") and (len(form) >= least or (short and form in _SHARED)):
            factors.setdefault(form, set()).add(factor)
            if "eng" in codes:
                english[form] = factor
    found = {}
    for form, values in factors.items():
        first = english.get(form, min(values))
        found[form] = Magnitude(first, next(iter(sorted(values - {first})), None))
    return found


@cache
def _rows() -> tuple[tuple[frozenset[str], int, str, str], ...]:
    content = (files("isogloss.languages.numbers") / "magnitudes.tsv").read_text(encoding="utf-8")
    rows = []
    for line in content.split("\n")[2:-1]:
        codes, exponent, place, forms = line.split("\t")
        known = frozenset(codes.split())
        rows += [
            (known, 10 ** int(exponent), place, unicodedata.normalize("NFC", form).casefold())
            for form in forms.split("|")
        ]
    return tuple(rows)


@cache
def _short() -> regex.Pattern[str]:
    return regex.compile(r"[kKMB](?![\p{L}\p{M}\p{N}])")


@cache
def _coin() -> regex.Pattern[str]:
    return regex.compile(r"[ \u00a0]?(\p{Sc})(?![ ]?[0-9])")


@cache
def _word() -> regex.Pattern[str]:
    letters = rf"[[\p{{L}}\p{{M}}]--[{_UNSPACED}]]{{1,{_LONGEST}}}+"
    spaced = rf"(?:de )?{letters}(?![\p{{L}}\p{{M}}\p{{N}}])\.?+"
    unspaced = rf"(?!{_NOT_WORDS})\L<forms>"
    forms = [form for _, _, _, form in _rows() if regex.match(rf"[{_UNSPACED}]", form)]
    return regex.compile(rf"(?:[ \u00a0]{{0,3}}|[\-‐‑])({spaced}|{unspaced})", regex.V1, forms=forms)


@cache
def _word_before() -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}])([\p{{L}}\p{{M}}]{{1,{_LONGEST}}}+)[ \u00a0]?$", regex.V1)
