"""A word stands in a text as a word, in every script, and not as a part of another one."""

from __future__ import annotations

import pytest

from isogloss.measure.wholewords import whole_words


@pytest.mark.parametrize(
    ("word", "text", "places"),
    [
        ("art", "The party and the art", [18]),
        ("art", "Artists", []),
        ("Art", "l'art pour l'art", [2, 13]),  # an elided article is no part of it
        ("art", "state-of-the-art", [13]),
        ("strasse", "die Straße dort", [4]),
        ("e", "e\u0301 e", [3]),  # with its accent it is another letter
        ("ውሃ", "ውሃን ውሃ", [4]),
        ("مي", "قمي مي", [4]),
        ("روم", "من می\u200cروم", []),  # a joiner joins
        ("कित", "यह किताब है", []),
        ("किताब", "यह किताब है", [3]),
        ("न", "नमक", []),
        ("ཆུ", "ཆུ་ཆེན།", [0]),  # Tibetan marks its syllables
        ("ߊ", "ߊߟߎ ߊ", [4]),
        ("水", "山水", [1]),
        ("แม่น้ำ", "ปีนี้แม่น้ำสูง", [5]),
        ("น้", "ปีนี้แม่น้ำสูง", []),  # a vowel sign that follows belongs to it
        ("မြန်", "မြန်မာ", [0]),
        ("ב", "בבית ב", [5]),
        ("", "anything", []),
    ],
)
def test_only_whole_words_are_found(word: str, text: str, places: list[int]) -> None:
    found = list(whole_words(word, text))
    assert [start for start, _ in found] == places
    assert all(0 <= start < end <= len(text) for start, end in found)
