from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages.runs import script_runs


def cut(text: str) -> list[tuple[str, str]]:
    return [(run.text, run.script) for run in script_runs(text)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        (" … 12 🙂", [(" … 12 🙂", "Zyyy")]),
        ("\ud800\u0378", [("\ud800\u0378", "Zyyy")]),
        ("1. Привет, world!", [("1. Привет, ", "Cyrl"), ("world!", "Latn")]),
        ("我用iPhone。真好", [("我用", "Hani"), ("iPhone", "Latn"), ("。真好", "Hani")]),
        ("iPhone。", [("iPhone。", "Latn")]),
        ("iPhone。где", [("iPhone。", "Latn"), ("где", "Cyrl")]),
        ("東京タワーへ", [("東京", "Hani"), ("タワー", "Kana"), ("へ", "Hira")]),
        ("Moscow (Москва) is", [("Moscow (", "Latn"), ("Москва", "Cyrl"), (") is", "Latn")]),
        ("Москва (Moscow [Rus]), да", [("Москва (", "Cyrl"), ("Moscow [Rus]", "Latn"), ("), да", "Cyrl")]),
        ("(где) abc", [("(где) ", "Cyrl"), ("abc", "Latn")]),
        ("अ। a। अ", [("अ। ", "Deva"), ("a", "Latn"), ("। अ", "Deva")]),
        ("e\u0301 е\u0301", [("e\u0301 ", "Latn"), ("е\u0301", "Cyrl")]),
        ("አማርኛ ߒߞߏ", [("አማርኛ ", "Ethi"), ("ߒߞߏ", "Nkoo")]),
        (")abc(", [(")abc(", "Latn")]),
    ],
)
def test_a_text_is_cut_where_scripts_meet(text: str, runs: list[tuple[str, str]]) -> None:
    assert cut(text) == runs


mixed = st.text(st.one_of(st.sampled_from("aб本カ。।()[」「 1\u0301\u064bא\ud800"), st.characters()))


@settings(deadline=None, max_examples=300)
@given(mixed)
def test_runs_are_the_whole_text_and_neighbours_differ(text: str) -> None:
    runs = script_runs(text)
    assert "".join(run.text for run in runs) == text
    place = 0
    for run in runs:
        assert (run.start, run.end) == (place, place + len(run.text))
        assert run.text
        place = run.end
    assert all(one.script != other.script for one, other in pairwise(runs))


@pytest.mark.parametrize("piece", ["a", "(", ")", "aб", "(а)", "a。", "\u0301", "本カ"])
def test_a_long_text_is_cut_into_runs(piece: str) -> None:
    # What takes quadratic time never comes back from here.
    text = piece * (300_000 // len(piece))
    assert "".join(run.text for run in script_runs(text)) == text
