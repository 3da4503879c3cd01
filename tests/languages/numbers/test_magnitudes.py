from __future__ import annotations

import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages import Language, read_number, read_numbers
from isogloss.languages.numbers import plain


def values(text: str, language: str = "und") -> list[tuple[str, str]]:
    return [(one.text, plain(one.value)) for one in read_numbers(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("5 million", "eng", 5 * 10**6),
        ("5 hundred thousand", "eng", 5 * 10**5),
        ("5 lakh crore", "eng", 5 * 10**12),
        ("½ million", "eng", 5 * 10**5),
        ("5k", "eng", 5000),
        ("5M", "eng", 5 * 10**6),
        ("$2.5 billion", "eng", 25 * 10**8),
        ("5 milliards", "fra", 5 * 10**9),
        ("5 billions", "fra", 5 * 10**12),
        ("5 Milliarden", "deu", 5 * 10**9),
        ("5 Billionen", "deu", 5 * 10**12),
        ("5 Mio. €", "deu", 5 * 10**6),
        ("5 mil millones", "spa", 5 * 10**9),
        ("5 billones", "spa", 5 * 10**12),
        ("5 bilhões", "por", 5 * 10**9),
        ("25 de milioane", "ron", 25 * 10**6),
        ("5 miljard", "nld", 5 * 10**9),
        ("5 milionów", "pol", 5 * 10**6),
        ("1,5 млн", "rus", 1_500_000),
        ("5 мільярдів", "ukr", 5 * 10**9),
        ("5 мільёнаў", "bel", 5 * 10**6),
        ("5 δισεκατομμύρια", "ell", 5 * 10**9),
        ("5 bin", "tur", 5000),
        ("5 מיליון", "heb", 5 * 10**6),
        ("٥ ملايين", "arb", 5 * 10**6),
        ("5 ألف مليون", "arb", 5 * 10**9),
        ("۵ میلیارد", "pes", 5 * 10**9),
        ("5 لاکھ", "urd", 5 * 10**5),
        ("५ करोड़", "hin", 5 * 10**7),
        ("५ करोड़ २० लाख", "hin", 52 * 10**6),
        ("५ अर्ब", "npi", 5 * 10**9),
        ("৫ কোটি", "ben", 5 * 10**7),
        ("5 కోట్లు", "tel", 5 * 10**7),
        ("5 ലക്ഷം", "mal", 5 * 10**5),
        ("5 แสนล้าน", "tha", 5 * 10**11),
        ("5ล้าน", "tha", 5 * 10**6),
        ("5 ຕື້", "lao", 5 * 10**9),
        ("5 លាន", "khm", 5 * 10**6),
        ("သန်း ၅၀", "mya", 5 * 10**7),
        ("5 triệu", "vie", 5 * 10**6),
        ("5 juta", "ind", 5 * 10**6),
        ("elfu 5", "swh", 5000),
        ("milioni 5 na elfu 2", "swh", 5_002_000),
        ("nde 5", "ibo", 5 * 10**6),
        ("5 ሚሊዮን", "amh", 5 * 10**6),
        ("5 million 200 thousand 300", "eng", 5_200_300),
        ("10^3", "eng", 1000),
        ("10**3", "eng", 1000),
        ("10³", "eng", 1000),
        ("2^10", "eng", 1024),
        ("1.5e3", "eng", 1500),
    ],
)
def test_words_and_powers_multiply(text: str, language: str, value: int) -> None:
    for form in (text, unicodedata.normalize("NFD", text)):
        number = read_number(form, language)
        assert number is not None
        assert number.text == form
        assert number.value == value


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("5 mil", "tur", [("5", "5")]),
        ("5 min", "eng", [("5", "5")]),
        ("5 km", "eng", [("5", "5")]),
        ("5 Millionenstädte", "deu", [("5", "5")]),
        ("5พันธุ์", "tha", [("5", "5")]),
        ("50% million", "eng", [("50%", "50")]),
        ("1492³", "eng", [("1492", "1492")]),
        ("9^99999", "eng", []),
        ("0^-5", "eng", []),
        ("5 million and 3", "eng", [("5 million", "5000000"), ("3", "3")]),
        ("5 million. 3 cats", "eng", [("5 million", "5000000"), ("3", "3")]),
    ],
)
def test_other_words_do_not_multiply(text: str, language: str, found: list[tuple[str, str]]) -> None:
    assert values(text, language) == found


def test_a_billion_is_in_doubt_only_where_the_language_does_not_tell() -> None:
    unknown = read_number("5 billion")
    assert unknown is not None
    assert unknown.value == 5 * 10**9
    assert unknown.other == 5 * 10**12
    assert [read_number("5 billion", one).other for one in ("eng", "deu")] == [None, None]  # type: ignore[union-attr]  # both are numbers


def test_a_language_has_one_value_for_a_form() -> None:
    content = (files("isogloss.languages.numbers") / "magnitudes.tsv").read_text(encoding="utf-8")
    seen: dict[tuple[str, str], str] = {}
    for line in content.split("\n")[2:-1]:
        codes, exponent, place, forms = line.split("\t")
        assert place in ("after", "before", "both")
        for code in codes.split():
            Language.parse(code)
            for form in forms.split("|"):
                assert seen.setdefault((code, form), exponent) == exponent, (code, form)


@settings(max_examples=200)
@given(
    st.text(alphabet="0123456789 .,-^*milionke5ล้านเลข", max_size=40),
    st.sampled_from(["eng", "tha", "swh", "und"]),
)
def test_numbers_slice_back_and_follow_each_other(text: str, language: str) -> None:
    end = 0
    for number in read_numbers(text, language):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.text
        end = number.end
