from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.errors import UnknownName
from isogloss.languages.transliteration import transliterate, transliterate_aligned
from isogloss.languages.transliteration.maltese import maltese_tokens

WORDS = [
    ("ktieb", "كتاب"),
    ("qalb", "قلب"),
    ("kelb", "كلب"),
    ("dar", "دار"),
    ("ħobż", "حبز"),
    ("xemx", "شمش"),
    ("raġel", "راجل"),
    ("qattus", "قتوس"),
    ("sebgħa", "سبعة"),
    ("Għandu", "عندو"),
    ("tliet", "تلات"),
    ("ĠDID", "جديد"),
    ("tajba", "تيبة"),
    ("il-ktieb", "الكتاب"),
    ("fuq il-bieb", "فوق الباب"),
    ("f'dar", "في دار"),
    ("ta’ ommu", "تاع امو"),
    ("u ħuh", "و حوه"),
]


@pytest.mark.parametrize(("maltese", "arabic"), WORDS)
def test_words_meet_their_arabic_cousins(maltese: str, arabic: str) -> None:
    assert transliterate(maltese, "Latn", "Arab", language="mlt") == arabic
    assert transliterate(unicodedata.normalize("NFD", maltese), "Latn", "Arab", language="mlt") == arabic


def test_articles_stand_apart_from_their_words() -> None:
    text = "Il-ktieb ta' Malta, t-tajba f’idejh 2024."
    spans = maltese_tokens(text)
    assert [span.text for span in spans] == [
        "Il-",
        "ktieb",
        "ta'",
        "Malta",
        "t-",
        "tajba",
        "f’",
        "idejh",
        "2024",
    ]
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_a_letter_is_found_again() -> None:
    aligned = transliterate_aligned("il-qalb tiegħi", "Latn", "Arab", language="mlt")
    place = aligned.text.index("ع")
    assert aligned.source[slice(*aligned.back(place, place + 1))] == "għ"
    assert aligned.source[slice(*aligned.back(0, 2))] == "il-"


def test_there_is_no_such_transliteration_for_another_language() -> None:
    with pytest.raises(UnknownName, match="swh"):
        transliterate("kitabu", "Latn", "Arab", language="swh")


@given(st.text("għĠħaeiou'’-lktż ,本\ud800\u0307", max_size=20))
def test_any_text_is_written_and_leads_back(text: str) -> None:
    aligned = transliterate_aligned(text, "Latn", "Arab", language="mlt")
    assert aligned.source == text
    assert aligned.text == transliterate(text, "Latn", "Arab", language="mlt")


def test_time_is_linear() -> None:
    began = time.perf_counter()
    transliterate("għaddis" * 20_000, "Latn", "Arab", language="mlt")
    assert time.perf_counter() - began < 20
