"""Normalisation of answers that is fair to every script."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

import regex

from isogloss.languages.answers.articles import articles
from isogloss.languages.language import Language
from isogloss.languages.normalisation import normalize
from isogloss.languages.numbers.folding import digits_folded
from isogloss.languages.numbers.number import plain
from isogloss.languages.numbers.reading import read_number, read_numbers

# Languages whose capital of i is İ, and whose I is the capital of ı.
_DOTTED: Final = frozenset({"tur", "aze", "azj", "azb", "crh", "tat", "bak", "kaz", "gag", "kaa", "tly"})
# What a reader sees stays the same.
_SPELLING: Final = ("nfc", "sara-am", "indic-vowels", "indic-joined", "mark-order")
# Marks that join the digits around them.
_MARKS: Final = (".", ",", "'", "/")
# Scripts that part no words: a token is a grapheme cluster, as in MLQA's rule for Chinese.
_UNSPACED: Final = (
    r"\p{Line_Break=SA}\p{Han}\p{Hiragana}\p{Katakana}ー\p{Yi}\p{Javanese}\p{Balinese}\p{Tangut}\p{Nushu}"
)


def native(text: str, language: Language) -> str:
    """Return the tokens of an answer, joined by blanks; see ``normalize_answer``."""
    number = read_number(text, language)
    if number is not None and number.notation == "numerals":
        return plain(number.value)
    lowered = _lowered(_with_plain_numbers(_one_form(text, language), language), language)
    bare = _unmarked(lowered)
    known = articles(language)
    tokens = [token for token in _tokens(known.detached(bare), language) if token not in known.words]
    # An answer of nothing but articles or punctuation (blood group A, the band The The) is still an answer.
    return " ".join(tokens or _tokens(bare, language) or lowered.split())


def _one_form(text: str, language: Language) -> str:
    """Return text in one spelling, with full-width, half-width and presentation forms as ordinary letters."""
    if text.isascii():
        return text
    folded = _compatible().sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    # Before joiners are dropped: with one, virama and consonant are a chillu or a khanda ta.
    return digits_folded(normalize(folded, language, steps=_SPELLING))


def _with_plain_numbers(text: str, language: Language) -> str:
    """Return text with numbers that hold marks as ASCII has them: 1.234,5 in German is 1234.5."""
    pieces, copied = [], 0
    for number in read_numbers(text, language):
        if number.notation == "digits" and not number.text.isdecimal():
            pieces += [text[copied : number.start], plain(number.value)]
            copied = number.end
            # The digits of 5ล้าน3 are two numbers, and stay apart.
            behind = text[copied : copied + 1]
            if not number.text[-1].isdecimal() and (behind.isnumeric() or behind in _MARKS):
                pieces.append(" ")
    return "".join(pieces) + text[copied:]


def _lowered(text: str, language: Language) -> str:
    if language.code in _DOTTED:
        text = text.replace("I", "ı").replace("İ", "i")
    return text.casefold()


def _unmarked(text: str) -> str:
    """Return text without vowel points, invisible signs and differences of keyboards."""
    if text.isascii():
        return text
    return _invisible().sub("", text).translate({ord("ي"): "ی", ord("ى"): "ی", ord("ك"): "ک"})


def _tokens(text: str, language: Language) -> list[str]:
    # What was dropped kept marks apart that now have an order, and i̇ is what İ is folded to.
    text = normalize(_inside().sub("", text), language, steps=_SPELLING)
    return _token().findall(_punctuation().sub(" ", text))


@cache
def _compatible() -> regex.Pattern[str]:
    return regex.compile(r"[\uff00-\uffef\ufb50-\ufdff\ufe30-\ufe4f\ufe50-\ufefc\u3000]+")


@cache
def _invisible() -> regex.Pattern[str]:
    """Return format characters, Arabic vowel signs and kashida, Hebrew points, variation selectors."""
    return regex.compile(
        r"[\p{Cf}\p{Variation_Selector}\u0610-\u061a\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7]"
    )


@cache
def _inside() -> regex.Pattern[str]:
    """Return marks between the letters of a word, which join it: U.S., l·l, well-known, צה״ל."""
    marks = r"['’‘ʼ`´.·・‐‑\-״׳\"՚᠊_]"
    # ʼ is a letter to Unicode.
    letter = r"[[\p{L}\p{M}]--ʼ]"
    return regex.compile(rf"(?<={letter}){marks}(?={letter})", regex.V1)


@cache
def _punctuation() -> regex.Pattern[str]:
    """Return what parts words; a point or slash between digits and the minus of a number stay."""
    return regex.compile(
        r"(?<=[0-9])[./](?=[0-9])(*SKIP)(*FAIL)|(?<![^\s(])-(?=[0-9])(*SKIP)(*FAIL)|[\p{P}\p{Sc}\p{Cc}$+<=>^`|~´¨]"
    )


@cache
def _token() -> regex.Pattern[str]:
    return regex.compile(rf"(?=[{_UNSPACED}])\X\p{{M}}*+|[^\s{_UNSPACED}]+", regex.V1)
