"""Lists of names and words, laid upon a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.training.prompting.reading.tagging import UNREAD, entity_tags, folded, listed, word_tags

KINDS = {"person": "PER", "per": "PER", "ort": "LOC", "loc": "LOC", "地点": "LOC"}


@pytest.mark.parametrize(
    "line",
    [
        "Ada Lovelace | person",
        "- Ada Lovelace | Person",
        "1. Ada Lovelace | PER",
        "* Ada Lovelace: person",
        "Ada Lovelace (person)",
        "Ada Lovelace — person",
        "**Ada Lovelace** | **person**",
        '"Ada Lovelace" | person.',
    ],
)
def test_a_line_names_one(line: str) -> None:
    assert listed(f"Here they are:\n{line}\n", KINDS) == [("Ada Lovelace", "PER")]


@pytest.mark.parametrize(
    "line", ["", "Ada Lovelace", "Ada | animal", "| person", "person", "I see no names."]
)
def test_other_lines_name_none(line: str) -> None:
    assert listed(line, KINDS) == []


def test_a_name_is_tagged_wherever_it_stands() -> None:
    tokens = ("Ada", "met", "ada", "lovelace", "in", "Rom", ".")
    found = [("Rom", "LOC"), ("Ada", "PER"), ("Ada Lovelace", "PER")]
    assert entity_tags(tokens, found) == ["B-PER", "O", "B-PER", "I-PER", "O", "B-LOC", "O"]


@pytest.mark.parametrize(
    ("tokens", "name", "tags"),
    [
        (("我", "在", "北", "京"), "北京", ["O", "O", "B-LOC", "I-LOC"]),
        (("ውብ", "አዲስ", "አበባ", "።"), "አዲስ አበባ", ["O", "B-LOC", "I-LOC", "O"]),
        (("กรุงเทพ", "สวย"), "กรุงเทพ", ["B-LOC", "O"]),
        (("São", "Paulo"), "São Paulo", ["B-LOC", "I-LOC"]),
        (("Rome", "x"), "Rom", ["O", "O"]),
    ],
)
def test_names_are_runs_of_whole_words_in_every_script(
    tokens: tuple[str, ...], name: str, tags: list[str]
) -> None:
    assert entity_tags(tokens, [(name, "LOC")]) == tags


def test_words_that_a_list_leaves_out_are_unread() -> None:
    pairs = [("The", "DET"), ("sat", "VERB"), ("the", "DET"), ("mat", "NOUN")]
    assert word_tags(("The", "cat", "sat", "on", "the", "mat"), pairs) == [
        "DET", UNREAD, "VERB", UNREAD, "DET", "NOUN",
    ]  # fmt: skip
    assert word_tags(("a",), []) == [UNREAD]


@given(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=8), st.data())
def test_every_word_gets_one_tag(tokens: list[str], data: st.DataObject) -> None:
    names = data.draw(st.lists(st.tuples(st.text(max_size=6), st.sampled_from(["PER", "LOC"])), max_size=4))
    assert len(entity_tags(tokens, names)) == len(tokens)
    assert len(word_tags(tokens, names)) == len(tokens)


def test_names_are_folded_alike() -> None:
    assert folded(" “Straße”, ") == folded("STRASSE") == "strasse"
