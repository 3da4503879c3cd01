"""Letters that name options, in every script's own series."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from isogloss.languages.language import Language
from isogloss.languages.matching import broader
from isogloss.languages.numbers.folding import digits_folded

# Letters of different scripts that look alike.
_LOOK_ALIKE: Final = (
    ("A", "АΑ"), ("B", "ВΒ"), ("C", "СϹ"), ("D", "Ꭰ"), ("E", "ЕΕ"), ("F", "Ϝ"), ("G", "Ԍ"), ("H", "НΗ"),
    ("I", "ІΙ"), ("J", "ЈͿ"),
)  # fmt: skip
_ALIKE: Final = str.maketrans("أإآٱ一二三四五六七八九", "اااا123456789")


def folded_label(label: str) -> str:
    """Return an option's letter without its brackets, circle, width and case: Ⓑ, （ｂ） and B are ``b``."""
    plain = unicodedata.normalize("NFKC", digits_folded(label)).strip("()[] \u0640.").casefold()
    return plain.replace("\u0640", "").translate(_ALIKE)


def option_of(letter: str, labels: Sequence[str], language: Language) -> int | None:
    """Return which option a letter names, from 0; None if it names none.

    A label as given comes first, then a letter that looks like one (Cyrillic А where options are Latin), then
    the letter's place in its own script's series (খ is the second). Digits name options only if labels are
    digits, circled ones always.
    """
    wanted = folded_label(letter)
    known = [folded_label(label) for label in labels]
    if wanted in known:
        return known.index(wanted)
    for twin in _twins().get(wanted, ()):
        if twin in known:
            return known.index(twin)
    if wanted.isdecimal():
        # A circled digit is no number, so it counts even where labels are letters.
        return int(wanted) - 1 if unicodedata.category(letter[0]) == "No" else None
    ranked = sorted(_series(), key=lambda row: 0 if _speaks(language, row[0]) else 1)
    return next((row[1].index(wanted) for row in ranked if wanted in row[1]), None)


@cache
def series_letters() -> frozenset[str]:
    """Return the letters of all series as people write them, circled and bracketed ones included."""
    letters = {letter for line in _rows() for letter in line[2].split()}
    signs = {chr(code) for code in (*range(0x2460, 0x2474), *range(0x249C, 0x24EA), *range(0x3200, 0x3248))}
    signs |= {chr(code) for code in range(0x3260, 0x32B1)}
    wide = {chr(code) for code in (*range(0xFF21, 0xFF2B), *range(0xFF41, 0xFF4B))}
    alike = {letter for _, others in _LOOK_ALIKE for letter in others}
    return frozenset(letters | signs | wide | alike | {"أ", "إ", "آ"})


def _speaks(language: Language, codes: str) -> bool:
    return any(code in codes.split() for code in (language.code, *broader(language.code)))


@cache
def _series() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (codes, tuple(folded_label(one) for one in letters.split())) for _, codes, letters in _rows()
    )


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    content = (files("isogloss.languages.answers") / "letters.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in content.split("\n")[2:-1])
    return tuple((sure, codes, letters) for sure, codes, letters in lines)


@cache
def _twins() -> dict[str, tuple[str, ...]]:
    """Return for every letter that has doubles those of the other scripts."""
    table: dict[str, tuple[str, ...]] = {}
    for latin, others in _LOOK_ALIKE:
        alike = [folded_label(letter) for letter in (latin, *others)]
        for letter in alike:
            table[letter] = tuple(other for other in alike if other != letter)
    return table
