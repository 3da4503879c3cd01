"""The engine under the tables of letters, against one that tries every key at every place."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from isogloss.languages.transliteration.rewriting import Rewriter, cased

RULES = {"a": "1", "b": "2", "ab": "3", "^a": "4", "b$": "5", "^ba$": "6", "c": "", "abc": "7"}


def slow(text: str, rules: dict[str, str]) -> str:
    """Of the rules that fit at a place: whole words, beginnings, ends, the rest; then the longest."""
    written, place = "", 0
    while place < len(text):
        fitting = []
        for rule, target in rules.items():
            begins, ends = rule.startswith("^"), rule.endswith("$")
            key = rule.strip("^$")
            last = place + len(key)
            fits = text.startswith(key, place)
            fits = fits and not (begins and place and text[place - 1].isalpha())
            fits = fits and not (ends and last < len(text) and text[last].isalpha())
            if fits:
                fitting.append(((begins and ends, begins, ends, len(key)), target, last))
        if fitting:
            _, target, place = max(fitting)
            written += target
        else:
            written += text[place]
            place += 1
    return written


@given(strategies.text("abcx \u0663", max_size=12))
def test_fast_and_slow_rewrite_the_same(text: str) -> None:
    rewriter = Rewriter(RULES, {}, "abcx")
    assert rewriter.transliterate(text) == slow(text, RULES)
    assert rewriter.aligned(text).text == slow(text, RULES)
    assert rewriter.aligned(text).source == text


@pytest.mark.parametrize(
    ("text", "written"),
    [("њива", "njiva"), ("Њива", "Njiva"), ("ЊИВА", "NJIVA"), ("Њ", "Nj"), ("ИЊ", "INJ"), ("иЊи", "iNji")],
)
def test_a_capital_is_written_as_its_neighbours_are(text: str, written: str) -> None:
    assert cased({"њ": "nj", "и": "i", "в": "v", "а": "a"}).transliterate(text) == written


def test_a_letter_without_a_capital_of_its_own_makes_no_key() -> None:
    assert cased({"ß": "ss"}).transliterate("SS ß") == "SS ss"
