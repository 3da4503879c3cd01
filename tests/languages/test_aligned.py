from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from isogloss.errors import InputError
from isogloss.languages.aligned import Aligned, Edit, joined, substituted, unchanged

pieces = st.lists(st.tuples(st.text("aब日ߒ", max_size=3), st.text("xय本", max_size=3)), max_size=8)
NEW = {"ab": "X", "b": "", "日": "本本", "a": "a", "X": "", "本": "日b", "": ""}


def replaced(text: str, expression: str) -> Aligned:
    return substituted(text, regex.compile(expression), lambda match: NEW[match[0]])


def sound(aligned: Aligned) -> None:
    """Between edits, text and source are the same; the edits are in order and apart."""
    end = source_end = 0
    for edit in aligned.edits:
        assert aligned.text[end : edit.start] == aligned.source[source_end : edit.source_start]
        assert end <= edit.start <= edit.end
        assert source_end <= edit.source_start <= edit.source_end
        end, source_end = edit.end, edit.source_end
    assert aligned.text[end:] == aligned.source[source_end:]


def slow_back(aligned: Aligned, start: int, end: int) -> tuple[int, int]:
    """Where each single character came from, and from the first to the last of them."""
    places: list[tuple[int, int]] = []
    source = 0
    edits = {edit.start: edit for edit in aligned.edits if edit.end > edit.start}
    deleted = [edit for edit in aligned.edits if edit.end == edit.start]
    place = 0
    while place < len(aligned.text):
        source += sum(edit.source_end - edit.source_start for edit in deleted if edit.start == place)
        if place in edits:
            edit = edits[place]
            places += [(edit.source_start, edit.source_end)] * (edit.end - edit.start)
            source, place = edit.source_end, edit.end
        else:
            places.append((source, source + 1))
            source, place = source + 1, place + 1
    return places[start][0], places[end - 1][1]


def test_a_place_is_found_again() -> None:
    aligned = joined([("Habari ", "Habari "), ("ﷺ", "صلى"), (" leo", " leo")])
    assert aligned.back(0, 6) == (0, 6)
    assert aligned.back(8, 9) == (7, 8)
    assert aligned.back(11, 14) == (9, 12)
    assert aligned.edits == (Edit(7, 10, 7, 8),)


def test_what_is_not_changed_has_no_edits() -> None:
    assert replaced("xyz", "a") == unchanged("xyz")
    assert unchanged("日本").back(1, 2) == (1, 2)


@given(pieces)
def test_every_place_leads_back_as_character_by_character(made: list[tuple[str, str]]) -> None:
    aligned = joined(made)
    sound(aligned)
    for start in range(len(aligned.text)):
        for end in range(start + 1, len(aligned.text) + 1):
            assert aligned.back(start, end) == slow_back(aligned, start, end)


@given(
    st.text("ab日c", max_size=12), st.sampled_from(["ab|b", "a|日", "日|b"]), st.sampled_from(["X|本", "a|b"])
)
def test_two_changes_are_one(text: str, one: str, other: str) -> None:
    first = replaced(text, one)
    second = replaced(first.text, other)
    both = first.then(second)
    assert (both.source, both.text) == (text, second.text)
    sound(both)


@given(st.text("ab日c", max_size=12))
def test_doing_nothing_before_or_after_changes_nothing(text: str) -> None:
    change = replaced(text, "ab|b|日")
    assert unchanged(text).then(change) == change
    assert change.then(unchanged(change.text)) == change


@given(pieces)
def test_every_place_of_the_source_leads_forth_as_character_by_character(made: list[tuple[str, str]]) -> None:
    aligned = joined(made)
    turned = joined((text, source) for source, text in made)
    for start in range(len(aligned.source)):
        for end in range(start + 1, len(aligned.source) + 1):
            assert aligned.forth(start, end) == slow_back(turned, start, end)


def test_forth_leads_to_what_an_edit_made() -> None:
    aligned = joined([("S", "s"), ("tra", "tra"), ("ß", "ss"), ("e", "e")])
    assert aligned.forth(4, 5) == (4, 6)
    assert aligned.text[slice(*aligned.forth(0, 6))] == "strasse"


def test_places_beyond_the_end_are_the_end_and_negative_ones_are_none() -> None:
    aligned = joined([("ß", "ss"), ("a", "a")])
    assert (aligned.back(0, 200), aligned.forth(0, 200)) == ((0, 2), (0, 3))
    for there in (aligned.back, aligned.forth):
        with pytest.raises(InputError, match="-1"):
            there(-1, 2)
