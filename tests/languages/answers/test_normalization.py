from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError, UnknownName
from isogloss.languages.answers import normalize_answer

# A sentence of ours without its end, and the end as the language writes it.
STOPS = {
    "eng": ("Nairobi", "."),
    "hin": ("दिल्ली शहर", "।"),
    "ben": ("ঢাকা শহর", "।"),
    "zho": ("北京", "。"),
    "yue": ("香港島", "。"),
    "jpn": ("東京タワー", "。"),
    "urd": ("لاہور شہر", "۔"),
    "arb": ("القاهرة", "؟"),
    "amh": ("አዲስ አበባ", "።"),
    "mya": ("ရန်ကုန်", "။"),
    "khm": ("ភ្នំពេញ", "។"),
    "bod": ("ལྷ་ས", "།"),
    "dzo": ("ཐིམ་ཕུག", "།"),
    "hye": ("Երևան", "։"),
    "ell": ("Αθήνα", "·"),
    "heb": ("ירושלים", "׃"),
    "sat": ("ᱨᱟᱺᱪᱤ", "᱾"),
    "nqo": ("ߓߡߊ߬ߞߐ߫", "߹"),
    "mni_Mtei": ("ꯏꯝꯐꯥꯜ", "꯫"),
    "tha": ("กรุงเทพ", "."),
    "sin": ("කොළඹ", "෴"),
    "syr": ("ܐܘܪܗܝ", "܀"),
}


@pytest.mark.parametrize("language", STOPS)
def test_a_native_full_stop_is_no_part_of_an_answer(language: str) -> None:
    text, stop = STOPS[language]
    assert normalize_answer(text + stop, language) == normalize_answer(text, language) != ""


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("東京タワー", "jpn", ["東", "京", "タ", "ワ", "ー"]),
        ("我在iPhone 12上", "zho", ["我", "在", "iphone", "12", "上"]),
        ("น้ำตก", "tha", ["น้ำ", "ต", "ก"]),
        ("ລາວ", "lao", ["ລ", "າ", "ວ"]),
        ("မြန်မာ", "mya", ["မြ", "န်", "မာ"]),
        ("བོད་སྐད།", "bod", ["བོད", "སྐད"]),
        ("한국어 사전", "kor", ["한국어", "사전"]),
        ("አዲስ፡አበባ።", "amh", ["አዲስ", "አበባ"]),
        ("क्षेत्र में", "hin", ["क्षेत्र", "में"]),
    ],
)
def test_tokens_are_what_the_script_parts(text: str, language: str, expected: list[str]) -> None:
    assert normalize_answer(text, language).split() == expected


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("১২ জন", "12 জন", "ben"),
        ("１２３ＡＢＣ", "123abc", "jpn"),
        ("ｶﾀｶﾅ", "カタカナ", "jpn"),
        ("١٬٢٣٤٫٥ كم", "1234.5 كم", "arb"),
        ("1.234,50 Euro", "1234.5 euro", "deu"),
        ("1 234 pages", "1234 pages", "fra"),
        ("十二", "12", "zho"),
        ("½", "0.5", "eng"),
        ("IĞDIR", "ığdır", "tur"),
        ("İzmir", "izmir", "tur"),
        ("ΑΘΗΝΑΣ", "αθηνας", "ell"),
        ("Straße", "STRASSE", "deu"),
        ("كِتَاب", "کتاب", "arb"),
        ("شَلוֹם", "شلום", "heb"),
        ("שָׁלוֹם", "שלום", "heb"),
        ("می\u200cخواهم", "میخواهم", "fas"),
        ("cafe\u0301", "café", "fra"),
        ("അവന്\u200d", "അവൻ", "mal"),
        ("উত্\u200dসব", "উৎসব", "ben"),
        ("ស្រ្តី", "ស្ត្រី", "khm"),
        ("U.S.", "US", "eng"),
        ("the Nile", "Nile", "eng"),
        ("l'eau", "eau", "fra"),
        ("الكتاب والقلم", "كتاب وقلم", "arz"),
        ("il-ktieb", "ktieb", "mlt"),
        ("Paris,France", "Paris, France", "fra"),
        ("€100", "100", "deu"),
        ("50٪", "50", "arb"),
        ("\u200fنعم\u200f", "نعم", "arb"),
    ],
)
def test_what_means_the_same_is_equal(one: str, other: str, language: str) -> None:
    assert normalize_answer(one, language) == normalize_answer(other, language) != ""


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("3.5", "35", "eng"),
        ("-5", "5", "eng"),
        ("1.234", "1,234", "deu"),
        ("A", "", "eng"),
        ("The The", "the a an", "eng"),
        ("?", "!", "eng"),
        ("1914-1918", "19141918", "eng"),
        ("ısı", "isi", "tur"),
        ("die", "der", "eng"),
    ],
)
def test_what_differs_stays_apart(one: str, other: str, language: str) -> None:
    assert normalize_answer(one, language) != normalize_answer(other, language)


def test_unknown_rules_and_languages_without_rules_are_refused() -> None:
    with pytest.raises(UnknownName, match="mlqa"):
        normalize_answer("x", "eng", rules="mlqua")  # type: ignore[arg-type]  # what a user may mistype
    with pytest.raises(InputError, match="native"):
        normalize_answer("x", "tha", rules="mlqa")


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(["eng", "arb", "fra", "tur", "jpn", "bod", "mlt"]))
def test_tokens_have_no_blanks_around_them_and_something_stays_of_every_letter(
    text: str, language: str
) -> None:
    normal = normalize_answer(text, language)
    assert normal == " ".join(normal.split())
    if any(character.isalpha() and character.isprintable() for character in text):
        assert normal


@settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from("İʼ·.\u0301\u0327\u2060"), max_size=20))
def test_an_answer_made_comparable_stays_as_it_is(text: str) -> None:
    normal = normalize_answer(text, "eng")
    assert normalize_answer(normal, "eng") == normal


@pytest.mark.parametrize(
    "piece", ["a", "\u0301\u0327", "字", "1,", "l'", "ال", "ก", "་", "\ud800", ".", "-1"]
)
def test_long_answers_take_linear_time(piece: str) -> None:
    assert normalize_answer(piece * (100_000 // len(piece)), "arb")


@pytest.mark.parametrize("text", ["¼0", "5ล้าน3", "5 million.3", "½/2"])
def test_a_number_in_words_does_not_run_into_the_digits_behind_it(text: str) -> None:
    normal = normalize_answer(text, "tha")
    assert normalize_answer(normal, "tha") == normal
    assert len(normal.split()) > 1


def test_a_number_is_the_same_with_a_word_and_in_digits() -> None:
    assert normalize_answer("5 million", "eng") == normalize_answer("5,000,000", "eng")
    assert normalize_answer("3 लाख", "hin") == normalize_answer("3,00,000", "hin")
