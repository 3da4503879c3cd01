"""Final answers that are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import regex

from isogloss.languages.aligned import Aligned
from isogloss.languages.answers.passages import Passage, compiled, denied, passages
from isogloss.languages.answers.reading import How, Reading, Reason
from isogloss.languages.language import Language
from isogloss.languages.numbers.number import Number
from isogloss.languages.numbers.reading import read_number, read_numbers

# A text so short is nothing but its answer.
_BRIEF: Final = 60
_BRIEF_WORDS: Final = 5
_LONGEST_BETWEEN: Final = 20


def read_numeric(text: Aligned, language: Language) -> Reading:
    """Return the final number of a text without markup; see ``read_answer``."""
    found: dict[How, list[Number]] = {}
    for passage in passages(text.text):
        number = _in_passage(text.text, passage, language)
        if number is not None:
            found.setdefault(passage.how, []).append(number)
    for how, candidates in found.items():
        return _agreed(text, how, candidates)
    numbers = _without_ordinals(text.text, language)
    if not numbers:
        return Reading(reason="no answer")
    if reason := _unclear(text.text, numbers, language):
        return Reading(reason=reason)
    brief = len(text.text) <= _BRIEF and len(text.text.split()) <= _BRIEF_WORDS
    how = "whole" if brief and len({number.value for number in numbers}) == 1 else "last"
    return _reading(text, how, numbers[-1])


def _unclear(text: str, numbers: Sequence[Number], language: Language) -> Reason:
    """Return why the last number cannot be guessed to be the answer, empty if it can.

    It is one of several, or the answer announced is and no later line tells another.
    """
    if len(numbers) > 1 and (reason := _relation(text, numbers[-2].end, numbers[-1].start)):
        return reason
    line = text.rfind("\n", 0, numbers[-1].start)
    for passage in passages(text):
        if passage.end <= line or not _numeral().search(text, passage.start, passage.end):
            continue
        for place in {passage.start, passage.joined or passage.start}:
            piece = text[place : passage.end]
            number = next(iter(read_numbers(piece, language)), None)
            goes_on = number and _begins(piece, number) and _goes_on().match(piece, number.end)
            if goes_on:
                return _named(goes_on[0])
    return ""


def _relation(text: str, start: int, end: int) -> Reason:
    """Return what binds two numbers that ``text[start:end]`` stands between, empty if nothing does."""
    if not 0 < end - start <= _LONGEST_BETWEEN:
        return ""
    between = _goes_on().match(text, start)
    return _named(between[0]) if between and between.end() == end else ""


def _named(between: str) -> Reason:
    if set(between) & set(":∶"):
        # A blank beside the colon: what is before it only names what is behind.
        return "time" if between.strip() == between else ""
    return "several"


def _agreed(text: Aligned, how: How, candidates: Sequence[Number]) -> Reading:
    if len({number.value for number in candidates}) > 1:
        return Reading(reason="contradiction")
    return _reading(text, how, candidates[-1])


def _reading(text: Aligned, how: How, number: Number) -> Reading:
    start, end = text.back(number.start, number.end)
    there = replace(number, text=text.source[start:end], start=start, end=end)
    return Reading(how, number=there, start=start, end=end)


def _in_passage(text: str, passage: Passage, language: Language) -> Number | None:
    """Return the number that a passage gives: what begins it, or the only one behind what joins it.

    Behind an equals sign stands the result of a calculation: what is behind the last one counts.
    """
    if not _numeral().search(text, passage.start, passage.end):
        return None
    places = [passage.start] if passage.joined is None else [passage.start, passage.joined]
    equals = max(text.rfind(sign, passage.start, passage.end) for sign in "=≈＝")
    if equals >= 0 and _digit().search(text, equals, passage.end):
        places = [equals + 1]
    for place in places:
        # In an answer 80 000 is one number in every language.
        piece = _blank().sub("\u00a0", text[place : passage.end])
        number = _first(piece, language) or (_only(piece, language) if place == places[-1] else None)
        if number is not None and (passage.joined is not None or _begins(piece, number)):
            return replace(number, start=number.start + place, end=number.end + place)
    return None


def _first(piece: str, language: Language) -> Number | None:
    """Return the number that begins a piece, unless more follows that it belongs to."""
    number = read_number(piece, language) or next(iter(read_numbers(piece, language)), None)
    if number is None or not _begins(piece, number) or _goes_on().match(piece, number.end):
        return None
    return number


def _begins(piece: str, number: Number) -> bool:
    return _nothing().fullmatch(piece, 0, number.start) is not None


def _only(piece: str, language: Language) -> Number | None:
    """Return the number that a piece holds besides what is in brackets, None if it holds several."""
    numbers = _outside_brackets(piece, language)
    if not numbers or _begins(piece, numbers[0]) or len({number.value for number in numbers}) > 1:
        return None
    return numbers[0]


def _outside_brackets(piece: str, language: Language) -> list[Number]:
    """Return the numbers outside brackets, or all if they are all inside."""
    numbers = read_numbers(piece, language)
    brackets = [match.span() for match in _brackets().finditer(piece)]
    outside = [
        number for number in numbers if not any(start <= number.start < end for start, end in brackets)
    ]
    return outside or list(numbers)


def _without_ordinals(text: str, language: Language) -> list[Number]:
    """Return the numbers of a text but for those that number its lines; numerals only if it has no digits."""
    refused = {match.start(1) for match in _ordinal().finditer(text)}
    refused.update(place for start, end in denied(text) for place in range(start, end))
    numbers = [one for one in read_numbers(text, language) if one.start not in refused]
    if not numbers and (whole := read_number(text, language)):
        return [whole]
    return [number for number in numbers if number.notation == "digits"] or numbers


@cache
def _digit() -> regex.Pattern[str]:
    return regex.compile(r"\p{N}")


@cache
def _numeral() -> regex.Pattern[str]:
    return regex.compile(r"[\p{N}\p{Han}]")


@cache
def _nothing() -> regex.Pattern[str]:
    """Return what may stand between a cue and its number."""
    return regex.compile(r"[\s\p{P}\p{S}]*")


@cache
def _goes_on() -> regex.Pattern[str]:
    """Return what makes a number the beginning of a calculation, a range, a time or a choice of several."""
    return compiled(r"\s{0,2}(?:[-+−–—*/×÷^:∶xX~〜～·⋅]|<either>)\s{0,2}(?=[\p{N}(])", {"either": "or"})


@cache
def _blank() -> regex.Pattern[str]:
    """Return the plain blanks that part thousands."""
    return regex.compile(
        r"(?<=(?<![\p{Nd}.,'])[\p{Nd}--0]\p{Nd}{0,2}(?: \p{Nd}{3})*) (?=\p{Nd}{3}(?!\p{Nd}))", regex.V1
    )


@cache
def _brackets() -> regex.Pattern[str]:
    return regex.compile(r"[(（\[][^()（）\[\]\n]{0,300}[)）\]]")


@cache
def _ordinal() -> regex.Pattern[str]:
    return regex.compile(r"^\s{0,4}(\p{Nd}{1,2})[.)．。、:](?=\s)(?=.*\S)", regex.MULTILINE)
