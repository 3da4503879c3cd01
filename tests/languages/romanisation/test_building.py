"""The table of what Unicode's names tell."""

from __future__ import annotations

import unicodedata
from importlib.resources import files

import pytest

from isogloss.languages.romanisation.building import rows


@pytest.fixture(scope="module")
def built() -> list[tuple[str, str, str]]:
    return list(rows())


@pytest.mark.parametrize(
    ("character", "roman", "kind"),
    [
        ("ꗃ", "bo", "letter"),
        ("क", "ka", "consonant"),
        ("ि", "i", "vowel"),
        ("्", "", "virama"),
        ("़", "", "nukta"),
        ("ြ", "r", "medial"),
        ("ង", "ngo", "consonant"),
        ("ጸ", "tsa", "letter"),
        ("ᕝ", "f", "letter"),
        ("ꓐ", "b", "letter"),
    ],
)
def test_names_tell_sound_and_kind(
    built: list[tuple[str, str, str]], character: str, roman: str, kind: str
) -> None:
    told = {code: (sound, what) for code, sound, what in built}
    assert told[f"{ord(character):04X}"] == (roman, kind)


def test_the_committed_table_is_what_the_builder_writes(built: list[tuple[str, str, str]]) -> None:
    table = (
        (files("isogloss.languages.romanisation") / "letters" / "named.tsv").read_text("utf-8").split("\n")
    )
    if unicodedata.unidata_version not in table[0]:
        pytest.skip(f"built with another Unicode than this Python's {unicodedata.unidata_version}")
    assert table[2:-1] == ["\t".join(row) for row in built]
