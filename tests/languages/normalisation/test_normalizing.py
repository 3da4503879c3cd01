from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import UnknownName
from isogloss.languages.normalisation import PRESETS, fold, normalize, normalize_aligned
from tests.languages.normalisation.hostile import texts

LANGUAGES = [None, "tur", "arb", "pes", "urd", "ckb", "hin", "ben", "mal", "mya", "khm", "amh", "vie", "jpn"]
LANGUAGES += ["che", "ell", "heb", "rus", "uzn", "haw", "ron", "mar", "pan", "tam", "ace_Arab", "fra"]


@settings(deadline=None, max_examples=400)
@given(texts(), st.sampled_from(sorted(PRESETS)), st.sampled_from(LANGUAGES))
def test_a_second_time_changes_nothing(text: str, preset: str, language: str | None) -> None:
    once = normalize(text, language, steps=preset)
    assert normalize(once, language, steps=preset) == once
    assert unicodedata.is_normalized("NFC", once)


@settings(deadline=None, max_examples=400)
@given(texts(), st.sampled_from(sorted(PRESETS)), st.sampled_from(LANGUAGES))
def test_with_places_or_without_the_text_is_the_same(text: str, preset: str, language: str | None) -> None:
    aligned = normalize_aligned(text, language, steps=preset)
    assert aligned.source == text
    assert aligned.text == normalize(text, language, steps=preset)
    end = source_end = 0
    for edit in aligned.edits:
        assert aligned.text[end : edit.start] == text[source_end : edit.source_start]
        end, source_end = edit.end, edit.source_end
    assert aligned.text[end:] == text[source_end:]


def test_places_lead_back_to_the_text_as_given() -> None:
    aligned = normalize_aligned("Ｈabari\u00ad ya É́ ３", steps="search")
    assert aligned.text == "habari ya é́ 3"
    assert aligned.back(0, 6) == (0, 6)
    assert aligned.back(7, 9) == (8, 10)
    assert aligned.back(13, 14) == (14, 15)


@pytest.mark.parametrize("last", ["", "z", "ก", "ж"])
@pytest.mark.parametrize(
    "piece",
    [
        *("\u0301\u0316", "\u0f73\u0301", "\u0e48", "\u17d2\u179a", "\u103c", "\u0640", "\u064b", "\u3099"),
        *("\x00", "\u200b", "\u200c", "\u200d", "\ufe0f", "\u202e", "\ud800", "\U0001f3f4\U000e0067"),
        *("a", "한", "ा", "ﷺ", "І", "I", "1", "'", "A\u0301", "ー", "\u1040"),
    ],
)
def test_a_long_text_without_a_blank_takes_linear_time(piece: str, last: str) -> None:
    text = "ж" + piece * (100_000 // len(piece)) + last
    # What takes quadratic time takes more than a minute here.
    assert normalize(normalize(text)) == normalize(text)
    normalize(text, "che", steps="search")
    assert normalize_aligned(text, "rus", steps="search").text == normalize(text, "rus", steps="search")


def test_an_unknown_step_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match="search"):
        normalize("a", steps="serch")


def test_steps_are_done_in_the_order_they_are_named() -> None:
    assert normalize("Ａ１", steps="digits") == "Ａ1"
    assert normalize("Ａ１", steps=["compatibility", "case"]) == "a1"


def test_words_are_folded_for_an_index() -> None:
    assert fold("STRASSE") == fold("Straße") == "strasse"
    assert fold("ISPARTA", "tur") == "ısparta"
    assert fold("") == ""
    assert fold("A" * 1_000) == "a" * 1_000
