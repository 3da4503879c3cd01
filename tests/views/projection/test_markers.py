from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.data.marked import Mark, Marked
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.views.projection.markers import (
    BRACKETS,
    bracketed,
    by_markers,
    translate_bracketed,
    unbracketed,
)
from tests.views.projection.marking import evidence, marked

SWAHILI = Language.parse("swh")
TEXT = "Amina lives in Mombasa"


@dataclass(frozen=True)
class Fixed:
    """A translator that knows its sentences."""

    known: dict[str, str]
    name: str = "fixed"
    fingerprint: str = "0"

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        assert (source, target) == (Language.parse("eng"), SWAHILI)
        return [self.known[text] for text in texts]


def test_brackets_go_in_and_are_read_back() -> None:
    source = marked(TEXT, "Amina", "Mombasa")
    translator = Fixed({"[Amina] lives in [Mombasa]": "Mjini [Mombasa ]anaishi [Amina]"})
    (found,) = translate_bracketed([source], translator, SWAHILI)
    assert found.text == "Mjini Mombasa anaishi Amina"
    asked = replace(evidence(TEXT, found.text, [(0, 3), (3, 1)]), brackets=found.places)
    projected = by_markers(source, asked, SWAHILI)
    assert [found.text[slice(*span.place)] for span in projected.spans if span.place] == ["Amina", "Mombasa"]
    assert {span.reason for span in projected.spans} == {""}


def test_brackets_that_were_lost_are_filled_and_told() -> None:
    source = marked(TEXT, "Amina", "Mombasa")
    asked = replace(evidence(TEXT, "Amina anaishi Mombasa", [(0, 0), (3, 2)]), brackets=((0, 5),))
    first, second = by_markers(source, asked, SWAHILI).spans
    assert (first.place, first.reason) == ((0, 5), "")
    assert (second.place, second.reason) == ((14, 21), "its brackets were lost in translation")


def test_a_text_with_brackets_of_its_own_gets_others() -> None:
    source = marked("[1] Amina", "Amina")
    translator = Fixed({"[1] {Amina}": "[1] {Amina}"})
    (found,) = translate_bracketed([source], translator, SWAHILI)
    assert (found.text, found.places) == ("[1] Amina", ((4, 9),))


def test_of_nested_marks_the_longest_has_brackets() -> None:
    assert bracketed(marked(TEXT, "Amina lives", "Amina"), "[]") == "[Amina lives] in Mombasa"


def test_halves_of_brackets_are_only_taken_out() -> None:
    assert unbracketed("a] [b [c] d", "[]").text == "a b c d"
    assert unbracketed("a] [b [c] d", "[]").places == ((4, 5),)


def test_without_a_translator_it_says_what_is_needed() -> None:
    with pytest.raises(InputError, match="needs a translator"):
        by_markers(marked(TEXT, "Amina"), evidence(TEXT, "Amina", []), SWAHILI)


@settings(deadline=None)
@given(st.text(alphabet="aሀน水 ", max_size=12), st.data())
def test_what_goes_in_comes_out(text: str, data: st.DataObject) -> None:
    marks = []
    if text.strip():
        start = data.draw(st.integers(0, len(text) - 1))
        marks.append(Mark("x", start, data.draw(st.integers(start + 1, len(text)))))
    source = Marked("1", text, tuple(marks), Language.parse("eng"), "x:1")
    for pair in BRACKETS:
        assert unbracketed(bracketed(source, pair), pair).text == text
