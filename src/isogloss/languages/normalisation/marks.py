"""Marks that readers supply, or that may stand in another order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

import regex

from isogloss.languages.language import Language
from isogloss.languages.normalisation.step import Step, rewriting, speaks

# In Kashmiri and in Ajami (Hausa, Kanuri, Wolof …) the same marks are the vowels of the spelling: not there.
_UNVOWELLED: Final = frozenset(["ara", "fas", "urd", "pnb", "skr", "pus", "snd", "azb", "glk", "mzn"])
_GREEK: Final = "[\u0386\u0388-\u038a\u038c\u038e-\u0390\u03ac-\u03b0\u03cc-\u03ce\u1f00-\u1fff]"
_ACCENTS: Final = "\u0300\u0301\u0313\u0314\u0342"

# What follows a consonant, in the order in which it is stored; marks of one group keep the order they are in.
_ORDERS: Final = (
    # Thai and Lao: vowels and nikhahit above, then tones and the killer.
    ("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d", "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"),
    ("\u0eb1\u0eb4\u0eb5\u0eb6\u0eb7\u0ebb\u0ecd", "\u0ec8\u0ec9\u0eca\u0ecb\u0ecc"),
    # Burmese. Source: Unicode Technical Note 11.
    (
        *("\u103b", "\u103c", "\u103d", "\u103e", "\u1031", "\u102d\u102e\u1032", "\u102f\u1030"),
        *("\u102b\u102c", "\u1036", "\u1038"),
    ),
    # Khmer: shifters, vowels, signs. Source: The Unicode Standard, 16.4.
    ("\u17c9\u17ca", "".join(map(chr, range(0x17B6, 0x17C6))), "\u17c6", "\u17c7\u17c8"),
)
_RANK: Final = {mark: rank for order in _ORDERS for rank, group in enumerate(order) for mark in group}
_MARKS: Final = "".join(_RANK)


def harakat(language: Language) -> Step | None:
    """Return the step that drops the vowel and reading marks of the Arabic script where they are optional."""
    if not speaks(language, _UNVOWELLED):
        return None
    quranic = r"\u0610-\u061a\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    return rewriting(rf"[\u064b-\u0652\u0656-\u065f\u0670{quranic}]", "")


def tatweel(language: Language) -> Step | None:
    """Return the step that drops the stroke that only lengthens a word, in Arabic and in N'Ko."""
    del language
    return rewriting(r"[\u0640\u07fa]", "")


def armenian_marks(language: Language) -> Step | None:
    """Return the step that drops what Armenian writes inside a word that is stressed, called or asked."""
    del language
    return rewriting(r"[\u055b\u055c\u055e]", "")


def hebrew_points(language: Language) -> Step | None:
    """Return the step that drops accents of the Bible, and in Hebrew the points: Yiddish spells with them."""
    points = r"\u05b0-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7" if speaks(language, {"heb"}) else ""
    return rewriting(rf"[\u0591-\u05af{points}]", "")


def greek_accents(language: Language) -> Step | None:
    """Return the step that drops accents and breathings in Greek: capitals bear none. Diaereses stay."""
    if not speaks(language, {"ell"}):
        return None
    return rewriting(
        rf"{_GREEK}|(?<=\p{{Greek}})[{_ACCENTS}]",
        lambda match: "" if match[0] in _ACCENTS else _unaccented(match[0]),
        rf"[{_GREEK}{_ACCENTS}]",
    )


@cache
def _unaccented(letter: str) -> str:
    bare = (mark for mark in unicodedata.normalize("NFD", letter) if mark not in _ACCENTS)
    return unicodedata.normalize("NFC", "".join(bare))


def stress_marks(language: Language) -> Step | None:
    """Return the step that drops the acute of stress that dictionaries add in Russian and its kin."""
    if not speaks(language, {"rus", "ukr", "bel", "bul"}):
        return None
    return rewriting(r"(?<=\p{Cyrl})\u0301", "", r"\u0301")


def mark_order(language: Language) -> Step | None:
    """Return the step that puts the marks on one consonant in one order, in Thai, Lao, Burmese and Khmer.

    Vowels come before tones (Thai, Lao); Burmese in the order of Unicode Technical Note 11; Khmer shifters,
    vowels, signs, and subscript ro after other subscripts.
    """
    del language
    disordered = "|".join(map(_disordered, _ORDERS))
    return rewriting(
        rf"{disordered}|(?<!\u17d2\u179a)(?:\u17d2\u179a)++(?:\u17d2[\u1780-\u17a2])++",
        _ordered,
        rf"[{_MARKS}\u17d2]",
    )


def _disordered(order: Sequence[str]) -> str:
    """Return the pattern of marks that may stand the wrong way round; of two groups only those that do."""
    run = f"[{''.join(order)}]"
    return f"(?<![{order[1]}])[{order[1]}]++[{order[0]}]{run}*+" if len(order) == 2 else f"{run}{{2,}}+"


def _ordered(match: regex.Match[str]) -> str:
    marks = match[0]
    if marks[0] == "\u17d2":
        others = marks.replace("\u17d2\u179a", "")
        return others + marks[: len(marks) - len(others)] if others else marks
    return "".join(sorted(marks, key=_RANK.__getitem__))


def repeated_marks(language: Language) -> Step | None:
    """Return the step that keeps one of a Thai or Lao mark that was typed several times over itself."""
    del language
    return rewriting(
        r"([\p{Mn}&&[\p{Thai}\p{Lao}]])\1++", lambda match: match[1], r"[\p{Mn}&&[\p{Thai}\p{Lao}]]"
    )
