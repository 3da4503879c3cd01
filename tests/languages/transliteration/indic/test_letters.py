from __future__ import annotations

import unicodedata

import pytest

from isogloss.languages.transliteration.indic.letters import additions, consonants, letters, scripts, spelled
from isogloss.languages.transliteration.table import PAIRS

BLOCKS = {
    "Deva": "DEVANAGARI",
    "Beng": "BENGALI",
    "Guru": "GURMUKHI",
    "Gujr": "GUJARATI",
    "Orya": "ORIYA",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Knda": "KANNADA",
    "Mlym": "MALAYALAM",
    "Sinh": "SINHALA",
}
# Where the block's own name for a letter is another one than the series'.
OTHERWISE = {("Knda", "LLLA"): "FA"}


@pytest.mark.parametrize("script", [script for script in BLOCKS if script != "Sinh"])
def test_unicode_calls_the_consonants_what_the_table_calls_them(script: str) -> None:
    for name in consonants(script):
        character = letters(script)[name]
        if len(character) == 1 and name not in ("DDDHA", "YYA"):
            called = OTHERWISE.get((script, name), name)
            assert unicodedata.name(character) == f"{BLOCKS[script]} LETTER {called}"


@pytest.mark.parametrize("script", BLOCKS)
def test_every_character_is_of_its_script_and_stands_once(script: str) -> None:
    every = [*letters(script).values(), *additions(script)]
    assert len(set(every)) == len(every)
    named = [character for character in "".join(every) if not character.isascii()]
    assert all(BLOCKS[script] in unicodedata.name(character) for character in named)


@pytest.mark.parametrize("script", BLOCKS)
def test_every_letter_can_be_spelled_in_every_script(script: str) -> None:
    lost = {name for other in BLOCKS for name in letters(other) if not spelled(name, script)}
    assert lost <= {"nukta", "avagraha"}
    assert all(spelled(names, script) for other in BLOCKS for names in additions(other).values())


def test_the_table_of_pairs_holds_all_of_them() -> None:
    assert set(scripts()) == set(BLOCKS)
    assert {f"{a}-{b}" for a in BLOCKS for b in BLOCKS if a != b} <= set(PAIRS)
