from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError
from isogloss.languages import Span, search_terms, words
from isogloss.languages.loss.placing import Token, places


def placed(text: str, tokens: list[Token]) -> list[str]:
    found, _ = places(text, tokens)
    return [text[place.start : place.end] for place in found]


@pytest.mark.parametrize(
    ("text", "tokens", "expected"),
    [
        ("Habari, Dunia!", ["habari", "dunia"], ["Habari", "Dunia"]),
        ("ＡＢＣ １２", ["abc", "12"], ["ＡＢＣ", "１２"]),
        ("İstanbul Straße", ["i̇stanbul", "strasse"], ["İstanbul", "Straße"]),
        ("cafe\u0301 na\u00efve", ["caf\u00e9", "nai\u0308ve"], ["cafe\u0301", "naïve"]),
        ("unaffable now", ["una", "##ffa", "##ble", "now"], ["una", "ffa", "ble", "now"]),
        ("Hello world", ["\u2581Hello", "\u2581wor", "ld"], ["Hello", "wor", "ld"]),
        ("Hello world", ["Hello", "\u0120world"], ["Hello", "world"]),
        ("low lower", ["lo@@", "w", "lower</w>"], ["lo", "w", "lower"]),
        ("न\u093fवास", ["न", "व", "स"], ["न", "व", "स"]),
        ("ครับผม", ["ครับ", "รับผ", "ับผม"], ["ครับ", "รับผ", "ับผม"]),
        ("aaaa", ["aa", "aa"], ["aa", "aa"]),
        ("각 가", ["가"], ["가"]),
        ("the cat and the dog", ["cat", "dog"], ["cat", "dog"]),
    ],
)
def test_strings_are_found_in_order_whatever_their_form(
    text: str, tokens: list[Token], expected: list[str]
) -> None:
    assert placed(text, tokens) == expected


def test_marks_that_a_token_dropped_are_known_to_be_dropped() -> None:
    (place,), nowhere = places("ọ̀rẹ́", ["ore"])
    assert place.without_marks
    assert nowhere == 0


@pytest.mark.parametrize(
    "tokens", [["xyz"], ["[CLS]"], [""], [(3, 3)], [(0, 99)], [(-1, 2)], [Span("?", 7, 8)]]
)
def test_what_is_not_in_the_text_stands_nowhere(tokens: list[Token]) -> None:
    assert places("a text", tokens) == ([], 1)


def test_a_token_that_is_far_ahead_does_not_take_the_others_along() -> None:
    text = "good " + "neno " * 500 + "be"
    assert placed(text, ["be", "neno"]) == ["neno"]


@pytest.mark.parametrize("token", [7, None, b"x", ("a", "b"), 1.5])
def test_what_is_no_token_is_refused(token: Any) -> None:  # noqa: ANN401  whatever a tokenizer returns
    with pytest.raises(InputError, match="no token"):
        places("text", [token])


ALPHABET = st.characters() | st.sampled_from("aAßİקाकั한ﬁ\u0301 \ud800")


@settings(deadline=None)
@given(st.text(ALPHABET, max_size=60))
def test_our_own_words_are_found_as_strings_where_they_stand(text: str) -> None:
    spans = words(text)
    found, nowhere = places(text, [span.text for span in spans])
    assert nowhere == 0
    assert [(place.start, place.end) for place in found] == [(span.start, span.end) for span in spans]


@settings(deadline=None)
@given(st.text(ALPHABET, max_size=60), st.lists(st.text(ALPHABET, max_size=6), max_size=20))
def test_any_strings_are_placed_inside_the_text_or_nowhere(text: str, tokens: list[str]) -> None:
    found, nowhere = places(text, tokens)
    assert len(found) + nowhere == len(tokens)
    assert all(0 <= place.start < place.end <= len(text) for place in found)


def test_terms_keep_the_place_they_know() -> None:
    text = "ภาษาไทย ง่าย"
    found, nowhere = places(text, search_terms(text, "tha"))
    assert nowhere == 0
    assert found[0].start == 0
