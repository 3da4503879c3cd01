from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.languages.romanisation.universal.pieces import pieces


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" ", [" "]),
        ("Habari ya leo", ["Habari ", "ya ", "leo"]),
        ("ሰላም፡  ለዓለም", ["ሰላም፡  ", "ለዓለም"]),
        ("བོད་སྐད་ཀྱི་ ཡིག་༡", ["བོད་", "སྐད་", "ཀྱི་ ", "ཡིག་༡"]),
        ("東京で。待って", ["東京で。待って"]),
        ("⠓⠊ ⠼ ⠁", ["⠓⠊ ⠼ ⠁"]),
        ("a\u00a0b\nc d", ["a\u00a0b\nc ", "d"]),
    ],
)
def test_texts_are_cut_behind_blanks_and_tshegs_and_braille_is_not(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts


@given(st.text("a 本་ཀ༡⠁\n", max_size=20))
def test_pieces_join_to_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert all(pieces(text))
