from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import UnknownLanguage, UnknownName
from isogloss.languages import search_terms, words
from isogloss.languages.segmentation.indexing import EDGE, LONGEST_TERM, Quality

QUALITIES: tuple[Quality, ...] = ("default", "high")
ALPHABET = st.characters() | st.sampled_from(
    "aZéबशकั์เไั่ำะကြန်္မာ္ߒምصَلا'’-.,:\"_\u200c\u200d\u0301\u094d\ufe0f日テーんっ한국 \n1٣ﬁßİ\ud800ﷺ"
)


def held(text: str, language: str | None = None, quality: Quality = "default") -> list[str]:
    return [term.term for term in search_terms(text, language, quality=quality)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("eng", "The Cat’s 3.14", ["the", "cat's", "cat", "s", "3.14", "3", "14"]),
        ("deu", "Straße", ["strasse"]),
        ("tur", "IĞDIR İstanbul'da", ["ığdır", "istanbul'da", "istanbul", "da"]),
        ("fra", "l'eau", ["l'eau", "l", "eau"]),
        ("zho", "東京大學", ["東京", "京大", "大學"]),
        ("jpn", "テレビを見る", ["テレ", "レビ", "ビを", "を見", "見る"]),
        ("tha", "น้ำเป็นเรา", ["น้ำเป็", "เป็น", "นเรา"]),
        ("mya", "မြန်မာ", ["မြန်မာ"]),
        ("hin", "वाक्य है", ["वाक्य", "है"]),
        ("amh", "ሰላም፡ዓለም", ["ሰላም", "አለም"]),
        ("kor", "한국어는", ["한국어는"]),
        ("nqo", "ߒߞߏ", ["ߒߞߏ"]),
        ("zho", "茶", ["茶"]),
        ("arb", "١٢ كتابٌ", ["12", "كتاب"]),
        ("arb", "ـ", ["ـ"]),
        ("und", "👍🏽 ❤️ …", []),
    ],
)
def test_an_index_holds_folded_words_and_pairs_where_words_are_not_marked(
    language: str, text: str, expected: list[str]
) -> None:
    assert held(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("eng", "Cats", ["cats", "▁cat", "cats", "ats▁"]),
        ("kor", "한국어", ["한국어", "▁한", "한국", "국어", "어▁"]),
        ("amh", "ሰላም", ["ሰላም", "▁ሰ", "ሰላ", "ላም", "ም▁"]),
        ("zho", "東京", ["東", "京", "▁東", "東京", "京▁"]),
        ("tha", "น้ำ", ["▁น้", "น้ำ", "้ำ▁"]),
        ("fra", "l'eau", ["l'eau", "l", "▁l▁", "eau", "▁eau", "eau▁"]),
    ],
)
def test_high_quality_adds_pieces_of_words(language: str, text: str, expected: list[str]) -> None:
    assert held(text, language, "high") == expected


def test_pieces_of_a_word_that_folding_makes_longer_keep_their_place() -> None:
    text = "die Straße"
    found = {term.term: (term.start, term.end) for term in search_terms(text, "deu", quality="high")}
    assert found["strasse"] == (4, 10)
    assert found["asse"] == (7, 10)
    assert found[EDGE + "str"] == (4, 7)


def test_a_query_finds_what_a_document_spells_otherwise() -> None:
    for language, document, query in [
        ("hin", "फ़िल्म", "फ\u093cिल्म"),
        ("fas", "كتاب‌ها ي", "کتاب‌ها ی"),
        ("jpn", "ｶﾞｲﾄﾞ", "ガイド"),
        ("vie", "Tiê\u0301ng Viê\u0323t", "Tiếng Việt"),
        ("ell", "ΟΔΟΣ", "οδος"),
        ("mar", "१२३", "123"),
    ]:
        assert held(document, language) == held(query, language), language


def test_a_language_may_be_named_in_any_usual_way_and_a_wrong_one_is_told() -> None:
    assert held("IĞDIR", "tr") == held("IĞDIR", "Turkish") == ["ığdır"]
    with pytest.raises(UnknownLanguage):
        search_terms("a", "xxqq")
    with pytest.raises(UnknownName, match="high"):
        search_terms("a", quality="hihg")  # type: ignore[arg-type]  # on purpose


@settings(deadline=None)
@given(st.text(ALPHABET, max_size=60), st.sampled_from([None, "tur", "hin", "jpn"]))
def test_terms_slice_back_and_hold_every_letter(text: str, language: str | None) -> None:
    for quality in QUALITIES:
        covered: set[int] = set()
        for term in search_terms(text, language, quality=quality):
            assert text[term.start : term.end] == term.text
            assert len(term.text) <= LONGEST_TERM
            assert term.term
            covered.update(range(term.start, term.end))
        lost = {
            c for place, c in enumerate(text) if place not in covered and unicodedata.category(c)[0] == "L"
        }
        assert not lost


@settings(deadline=None)
@given(st.text(ALPHABET, max_size=40))
def test_default_terms_are_what_words_hold(text: str) -> None:
    of_words = {place for span in words(text) for place in range(span.start, span.end)}
    of_terms = {place for term in search_terms(text) for place in range(term.start, term.end)}
    assert of_terms <= of_words
    assert not {text[place] for place in of_words - of_terms if text[place].isalnum()}


@pytest.mark.parametrize(
    "piece", ["neno", "字", "ก", "์", "က္", "ߒ", "a-", "1,", "テ", "ㅎ", "\u0301", "\u200d"]
)
@pytest.mark.parametrize("quality", QUALITIES)
def test_a_long_run_without_a_space_gives_short_terms(piece: str, quality: Quality) -> None:
    text = piece * (60_000 // len(piece))
    terms = search_terms(text, quality=quality)
    assert all(len(term.text) <= LONGEST_TERM for term in terms)
    letters = len(regex.findall(r"\p{L}", text))
    assert len({place for term in terms for place in range(term.start, term.end)}) >= letters
