"""Numbers of one side that the other does not have."""

from __future__ import annotations

import unicodedata
from collections import Counter
from fractions import Fraction
from functools import cache
from typing import Final

import regex

from isogloss.bitext.quality.batch import FINE, Batch, Finding
from isogloss.languages import Language, Number, read_numbers

# Numbers without a partner beyond which only equal ones are matched: each is set beside each.
_MANY: Final = 200
# A number up to here is as often written as a word.
_SPELT: Final = 12
# What a word beside the digits may multiply them by, where no table knows the word.
_MAGNITUDES: Final = tuple(Fraction(10) ** power for power in (3, 4, 5, 6, 7, 8, 9, 12))
# Years of other calendars, against those of the Gregorian one. Swahili and Ethiopic clocks begin at sunrise.
_CALENDARS: Final = {
    "amh": (-7, -8), "fas": (-621, -622), "hin": (57, 78), "khm": (543, 544), "lao": (543, 544),
    "nep": (56, 57), "npi": (56, 57), "orm": (-7, -8), "pes": (-621, -622), "prs": (-621, -622),
    "pus": (-621, -622), "tha": (543,), "tir": (-7, -8), "mya": (-638,), "sin": (543,), "heb": (3760, 3761),
}  # fmt: skip
_SUNRISE: Final = ("amh", "swa", "swh", "tir", "orm")
_YEARS: Final = (1000, 3000)


def numbers(batch: Batch) -> list[Finding]:
    """Find pairs with numbers on both sides that no number of the other side answers, or many on one.

    Numbers are read in the digits of any script, with the marks of each language; a number counts as
    answered by its value, by its digits, by ten thousand for 10 with a word, by the year of another calendar
    or the hour of another clock. Small numbers may be written as words.
    """
    return [
        _of(source, target, batch.source, batch.target)
        for source, target in zip(batch.sources, batch.targets, strict=True)
    ]


def _of(source: str, target: str, left: Language, right: Language) -> Finding:
    if not _digit().search(source) and not _digit().search(target):
        return FINE
    ours, theirs = list(read_numbers(source, left)), list(read_numbers(target, right))
    alone, missing = _unanswered(ours, theirs, (left, right))
    there, here = _runs(target), _runs(source)
    alone = [one for one in alone if not _within(one, there)]
    missing = [one for one in missing if not _within(one, here)]
    large = [one for one in (*alone, *missing) if abs(one.value) > _SPELT]
    changed = min(len(alone), len(missing))
    total = max(len(ours), len(theirs), 1)
    badness = min(1.0, 0.5 * bool(changed) + 0.5 * changed / total + 0.25 * len(large) / total)
    if changed and large:
        return Finding(badness, f"{_listed(alone)} against {_listed(missing)}")
    if len(large) >= 2 and 2 * len(large) > total:
        side = "target" if len(alone) > len(missing) else "source"
        return Finding(max(badness, 0.25), f"{_listed(large)} not in the {side}")
    return Finding(min(badness, 0.5) / 2)


def _unanswered(
    ours: list[Number], theirs: list[Number], languages: tuple[Language, Language]
) -> tuple[list[Number], list[Number]]:
    """Return the numbers of either side that find no partner: first by value, then by what may differ."""
    common = Counter(abs(one.value) for one in ours) & Counter(abs(one.value) for one in theirs)
    left, right = _without(ours, common), _without(theirs, common)
    if max(len(left), len(right)) > _MANY:
        return left, right
    offsets = _offsets(languages)
    for close in (_same, _otherwise):
        for one in list(left):
            partner = next((other for other in right if close(one, other, offsets)), None)
            if partner is not None:
                left.remove(one)
                right.remove(partner)
    return left, right


def _without(found: list[Number], common: Counter[Fraction]) -> list[Number]:
    """Return the numbers less those whose values both sides have, the first ones of each value."""
    left, rest = [], Counter(common)
    for one in found:
        if rest[abs(one.value)] > 0:
            rest[abs(one.value)] -= 1
        else:
            left.append(one)
    return left


def _same(one: Number, other: Number, _: tuple[int, ...]) -> bool:
    values = {abs(value) for value in (one.value, one.other) if value is not None}
    return bool(values & {abs(value) for value in (other.value, other.other) if value is not None})


def _otherwise(one: Number, other: Number, offsets: tuple[int, ...]) -> bool:
    a, b = abs(one.value), abs(other.value)
    small, great = min(a, b), max(a, b)
    if 0 < small < 1000 and great / small in _MAGNITUDES:
        return True
    if great <= 24 and great - small == 12:
        return True
    if _YEARS[0] <= small and great <= 2 * _YEARS[1] and great - small in offsets:
        return True
    return great <= 24 and great - small in offsets and great - small <= 12


def _offsets(languages: tuple[Language, Language]) -> tuple[int, ...]:
    years = [offset for one in languages for offset in _CALENDARS.get(one.code, ())]
    hours = [6, 18] if any(one.code in _SUNRISE for one in languages) else []
    return tuple({abs(offset) for offset in years} | set(hours))


def _runs(text: str) -> frozenset[str]:
    """Return the runs of digits of a text, in ASCII."""
    return frozenset(_ascii(found[0]) for found in _digit().finditer(text))


def _within(number: Number, runs: frozenset[str]) -> bool:
    """Return whether the digits of a number stand in a text in some way, as in dates, ``21st`` and ``A4``."""
    own = [_ascii(found[0]) for found in _digit().finditer(number.text)]
    return bool(own) and all(run in runs for run in own)


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.decimal(character)) for character in digits).lstrip("0") or "0"


def _listed(found: list[Number]) -> str:
    return ", ".join(one.text.strip() for one in found[:3])


@cache
def _digit() -> regex.Pattern[str]:
    return regex.compile(r"\p{Nd}+")
