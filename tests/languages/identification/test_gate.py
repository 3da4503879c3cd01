"""The script of a text, many at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.languages import dominant_script
from isogloss.languages.identification.gate import allowed_by_script, scripts_of
from isogloss.languages.language import Language

LANGUAGES = tuple(
    Language.parse(code)
    for code in ("jpn", "zho_Hans", "zho_Hant", "kor", "srp_Cyrl", "srp_Latn", "mon_Mong")
)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("这个问题", "Hans"),
        ("這個問題", "Hant"),
        ("人山人海", "Hani"),
        ("東京へ行く", "Jpan"),
        ("カタカナ", "Kana"),
        ("서울에 간다", "Hang"),
        ("Hello мир, привет всем", "Cyrl"),
        ("१२३ abc", "Latn"),
        ("१२३", "Zyyy"),
        ("", "Zyyy"),
        ("\ud800\udfff", "Zyyy"),
        ("\U00020000", "Hani"),
    ],
)
def test_the_script_of_most_letters_is_the_text_s(text: str, script: str) -> None:
    assert scripts_of(["x", text, "9"]) == ["Latn", script, "Zyyy"]


@given(st.lists(st.text(st.characters(categories=["L", "M", "P", "Zs", "Cs"])), max_size=6))
def test_a_batch_agrees_with_each_text_alone(texts: list[str]) -> None:
    found = ["Hani" if script in ("Hans", "Hant") else script for script in scripts_of(texts)]
    assert found == [dominant_script(text) for text in texts] if texts else not found


@pytest.mark.parametrize(
    ("script", "codes"),
    [
        ("Hans", ["jpn", "zho_Hans"]),
        ("Hani", ["jpn", "zho_Hans", "zho_Hant"]),
        ("Jpan", ["jpn"]),
        ("Kana", ["jpn"]),
        ("Latn", ["srp_Latn"]),
        ("Nkoo", []),
        ("Zyyy", []),
    ],
)
def test_a_script_leaves_the_languages_written_in_it(script: str, codes: list[str]) -> None:
    wanted = {Language.parse(code) for code in codes}
    row = allowed_by_script([script], LANGUAGES)[0]
    assert {language for language, yes in zip(LANGUAGES, row, strict=True) if yes} == wanted
