"""Several lexicons become one, in which nothing stands twice and nothing is lost."""

from __future__ import annotations

import unicodedata

from isogloss.bitext import Merged, merge_lexicons
from isogloss.data.lexicons import Translation

LEXICONS = {
    "a.tsv": [
        Translation("House", "Haus", 0.5, "abode"),
        Translation("house", "Haus", 0.8),
        Translation("  new   york ", "New York"),
    ],
    "b.tsv": [
        Translation("house", "haus", 1.0, "home"),
        Translation("house", "Heim"),
        Translation("Café", "ካፌ"),
        Translation(unicodedata.normalize("NFD", "café"), "ካፌ"),
        Translation("\u200b", "nothing"),
    ],
}


def test_what_is_the_same_but_for_case_and_form_is_one() -> None:
    assert merge_lexicons(LEXICONS) == [
        Merged("Café", "ካፌ", 1.0, (), ("b.tsv",)),
        Merged("house", "Haus", 1.8, ("abode", "home"), ("a.tsv", "b.tsv")),
        Merged("house", "Heim", 1.0, (), ("b.tsv",)),
        Merged("new york", "New York", 1.0, (), ("a.tsv",)),
    ]


def test_frequent_words_come_first_and_unknown_ones_last() -> None:
    merged = merge_lexicons(LEXICONS, frequencies={"New York": 5, "HOUSE": 2, "house": 1})
    assert [(one.source, one.frequency) for one in merged] == [
        ("new york", 5),
        ("house", 3),
        ("house", 3),
        ("Café", None),
    ]


def test_without_entries_there_is_nothing() -> None:
    assert merge_lexicons({"a": []}) == []
