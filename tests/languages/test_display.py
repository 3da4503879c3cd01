from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages.display import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\nb\tc", "a␊b␉c"),
        ("\u202egnp.exe", "<U+202E>gnp.exe"),
        ("\ud800", "<U+D800>"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("አማርኛ ߒߞߏ 🙂", "አማርኛ ߒߞߏ 🙂"),
    ],
)
def test_controls_are_spelt_out_and_letters_stay(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert visible("abcdef", limit=4) == "abc…"


@settings(deadline=None)
@given(st.text())
def test_nothing_shown_moves_the_cursor_or_fails_to_encode(text: str) -> None:
    shown = visible(text)
    assert all(ord(character) >= 0x20 for character in shown)
    shown.encode()
