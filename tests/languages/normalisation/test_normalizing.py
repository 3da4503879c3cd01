from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import UnknownName
from isogloss.languages.normalisation import PRESETS, fold, normalize, normalize_aligned
from tests.languages.normalisation.hostile import texts

LANGUAGES = [None, "tur", "arb", "pes", "urd", "ckb", "hin", "ben", "mal", "mya", "khm", "amh", "vie", "jpn"]


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


@pytest.mark.parametrize("steps", ["text", "search"])
@pytest.mark.parametrize(
    "piece", ["\u0301\u0316", "\u0f73\u0301", "a", "한", "ा", "\ud800", "\x00", "\u200d", "ﷺ", "\u0e49\u0e4d"]
)
def test_a_long_text_without_a_blank_takes_linear_time(piece: str, steps: str) -> None:
    text = "a" + piece * (300_000 // len(piece))
    began = time.perf_counter()
    normalize(text, steps=steps)
    normalize_aligned(text, steps=steps)
    assert time.perf_counter() - began < 10


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
