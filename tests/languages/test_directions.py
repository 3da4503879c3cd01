from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.languages.directions import isolated, text_direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Habari", "ltr"),
        ("123 صباح الخير", "rtl"),
        ("בוקר טוב, Anna", "rtl"),
        ("Anna, בוקר טוב", "ltr"),
        ("ߊ߬ ߣߌ߫", "rtl"),
        ("𞤅𞤵𞤦𞤢𞤳𞤢", "rtl"),
        ("日本", "ltr"),
        ("… 12 🙂", "ltr"),
        ("", "ltr"),
        ("\ud800", "ltr"),
        ("\u2068صباح\u2069 Anna", "ltr"),
        ("\u2069صباح", "rtl"),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text: str, direction: str) -> None:
    assert text_direction(text) == direction


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", ""),
        ("שלום", "\u2068שלום\u2069"),
        ("a\u2069b", "\u2068ab\u2069"),
        ("if \u2067 x", "\u2068if \u2067 x\u2069\u2069"),
        ("a\nb", "\u2068a\u2069\n\u2068b\u2069"),
        ("a\u2066\nb\u2069", "\u2068a\u2066\u2069\u2069\n\u2068b\u2069"),
        ("\u202eevil", "\u2068\u202eevil\u2069"),
    ],
)
def test_a_text_cannot_leave_its_isolate(text: str, made: str) -> None:
    assert isolated(text) == made


@given(st.text("aש\u2066\u2067\u2068\u2069\u202e\u202c\n\r\u2029"))
def test_isolates_open_and_close_in_every_paragraph(text: str) -> None:
    for paragraph in isolated(text).replace("\r", "\n").replace("\u2029", "\n").split("\n"):
        depth = 0
        for place, character in enumerate(paragraph):
            depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
            assert depth > 0 or place == len(paragraph) - 1
        assert depth == 0
