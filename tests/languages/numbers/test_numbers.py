from __future__ import annotations

import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages.numbers import Marks, number_marks, plain, read_number, read_numbers
from isogloss.languages.numbers.marks import _table

ZEROS = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdecimal() and int(chr(code)) == 0]


def digits(text: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(one)) if one in "0123456789" else one for one in text)


def values(text: str, language: str = "und") -> list[str]:
    return [plain(number.value) for number in read_numbers(text, language)]


@pytest.mark.parametrize("zero", ZEROS, ids=lambda zero: f"{ord(zero):04X}")
def test_every_digit_system_is_read(zero: str) -> None:
    found = read_number(digits("-1204.5", zero), "eng")
    assert found is not None
    assert found.value == Fraction("-1204.5")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.234,5", "deu", "1234.5"),
        ("1.234", "deu", "1234"),
        ("1,234", "deu", "1.234"),
        ("1,5", "deu", "1.5"),
        ("1.5", "deu", "1.5"),
        ("1,234.5", "deu", "1234.5"),
        ("1,234.5", "eng", "1234.5"),
        ("1.234.567", "eng", "1234567"),
        ("0.125", "deu", "0.125"),
        ("2500,125", "eng", "2500.125"),
        ("1 234", "fra", "1234"),
        ("1\u202f234,5", "fra", "1234.5"),
        ("1\u00a0234\u00a0567", "rus", "1234567"),
        ("1\u2009234", "eng", "1234"),
        ("80 000", "spa", "80000"),
        ("1'234.50", "de-CH", "1234.5"),
        ("1’234", "deu", "1234"),
        ("1,234", "es-MX", "1234"),
        ("1.234", "scn", "1234"),
        ("12,34,567", "hin", "1234567"),
        ("১২,৩৪,৫৬৭.৫", "ben", "1234567.5"),
        ("١٬٢٣٤٫٥", "arb", "1234.5"),
        ("١٫٢٣٤", "pbt", "1.234"),
        ("۱۲٬۳۴۵", "fas", "12345"),
        ("١،٢٣٤", "arb", "1234"),
        ("１，２３４．５", "jpn", "1234.5"),
        (".5", "eng", "0.5"),
        ("7.", "eng", "7"),
    ],
)
def test_marks_are_read_by_language(text: str, language: str, value: str) -> None:
    found = read_number(text, language)
    assert found is not None
    assert plain(found.value) == value


@pytest.mark.parametrize(
    ("text", "value", "other"), [("1.234", "1.234", 1234), ("1,234", "1234", Fraction("1.234"))]
)
def test_in_an_unknown_language_english_decides_and_the_doubt_is_told(
    text: str, value: str, other: Fraction
) -> None:
    found = read_number(text)
    assert found is not None
    assert (plain(found.value), found.other) == (value, other)


@pytest.mark.parametrize("text", ["1,234.5", "12,34,567", "0.125", "12345", "1.5"])
def test_where_there_is_no_doubt_no_other_value_is_told(text: str) -> None:
    found = read_number(text)
    assert found is not None
    assert found.other is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-5", "-5"),
        ("−5", "-5"),
        ("－５", "-5"),
        ("\u200e−۵", "-5"),
        ("+5", "5"),
        ("负五", "-5"),
        ("答えは-5", "-5"),
        ("-$5.20", "-5.2"),
    ],
)
def test_signs_are_read(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize("text", ["10-20", "10–20", "10−20"])
def test_a_range_holds_no_negative_number(text: str) -> None:
    assert values(text) == ["10", "20"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("50%", "50", "%"),
        ("50 %", "50", "%"),
        ("%50", "50", "%"),
        ("٪٥٠", "50", "%"),
        ("50٪", "50", "%"),
        ("５０％", "50", "%"),
        ("5‰", "5", "‰"),
        ("百分之五十", "50", "%"),
        ("$18", "18", "$"),
        ("18 €", "18", "€"),
        ("₹1,00,000", "100000", "₹"),
        ("৳ ৫০", "50", "৳"),
        ("¥１２", "12", "¥"),
        ("Rs.500", "500", "Rs."),
        ("KSh200", "200", "KSh"),
    ],
)
def test_units_stand_apart_from_the_value(text: str, value: str, unit: str) -> None:
    found = read_number(text)
    assert found is not None
    assert (plain(found.value), found.unit, found.text) == (value, unit, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("½", "0.5"),
        ("1½", "1.5"),
        ("3/4", "0.75"),
        ("1 1/2", "1.5"),
        ("٣/٤", "0.75"),
        ("2⁄3", "2/3"),
        ("三分之一", "1/3"),
        ("三分の一", "1/3"),
        ("3분의 1", "1/3"),
        ("-1/8", "-0.125"),
        ("1.5e3", "1500"),
        ("1.5×10³", "1500"),
        ("2 × 10^-3", "0.002"),
    ],
)
def test_fractions_and_powers_are_read(text: str, value: str) -> None:
    found = read_number(text)
    assert found is not None
    assert plain(found.value) == value


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("十二", "zho", 12),
        ("二十", "zho", 20),
        ("一百二十三", "zho", 123),
        ("一百零五", "zho", 105),
        ("一百五", "zho", 150),
        ("百五", "jpn", 105),
        ("三万五千", "zho", 35_000),
        ("三万五", "yue", 35_000),
        ("3万5千", "jpn", 35_000),
        ("1.5億", "jpn", 150_000_000),
        ("3,500万", "jpn", 35_000_000),
        ("一万亿", "zho", 10**12),
        ("两亿三千万", "zho", 230_000_000),
        ("壹佰贰拾", "zho", 120),
        ("二〇二四", "zho", 2024),
        ("廿三", "yue", 23),
        ("2억 5천만", "kor", 250_000_000),
        ("1万2000", "jpn", 12_000),
        ("፻፳፫", "amh", 123),
        ("፪፼፫", "amh", 20_003),
        ("፼", "amh", 10_000),
        ("፲፰", "tir", 18),
        ("௨௰௩", "tam", 23),
        ("൨൱", "mal", 200),
    ],
)
def test_numerals_are_read(text: str, language: str, value: int) -> None:
    found = read_number(text, language)
    assert found is not None
    assert found.value == value
    assert found.notation == "numerals"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他们一起参加", []),
        ("万一下雨", []),
        ("三四个人", []),
        ("五个人", ["5"]),
        ("5千克", ["5"]),
        ("10조각", ["10"]),
        ("共18，100是", ["18", "100"]),
    ],
)
def test_a_numeral_that_is_part_of_a_word_is_left(text: str, expected: list[str]) -> None:
    assert values(text, "zho") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.03.2024", ["12", "3", "2024"]),
        ("12/03/2024", ["12", "3", "2024"]),
        ("1,2,3", ["1", "2", "3"]),
        ("1.5,2.5", ["1.5", "2.5"]),
        ("10:30", ["10", "30"]),
        ("A4, covid19, v2.0", []),
        ("H2O", []),
        ("5kg", ["5"]),
        ("16টি", ["16"]),
        ("วันละ16ฟอง", ["16"]),
        ("5 %6", ["5", "6"]),
    ],
)
def test_what_is_not_one_number_is_read_apart(text: str, expected: list[str]) -> None:
    assert values(text, "deu") == expected


@pytest.mark.parametrize("text", ["", "abc", "5 6", "18 dollars", "1,2,3", "10-20", "\ud800", "9" * 301])
def test_what_is_not_a_number_as_a_whole_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["(18)", "**18**", "18.", "१८।", "18。", "「18」", " 18\n"])
def test_punctuation_around_a_number_is_no_part_of_it(text: str) -> None:
    found = read_number(text)
    assert found is not None
    assert found.value == 18
    assert text[found.start : found.end] == found.text


def written(value: str, marks: Marks, zero: str) -> str:
    """Write a value as a language does, slowly: ``value`` is digits, a point, digits."""
    whole, _, decimals = value.partition(".")
    head, groups = whole[:-3], [whole[-3:]]
    size = 2 if marks.grouping == "3;2" else 3
    while head:
        groups.insert(0, head[-size:])
        head = head[:-size]
    return digits(marks.group.join(groups) + marks.decimal + decimals, zero)


@pytest.mark.parametrize("value", ["1234567.5", "12345.25", "123.5", "1234567.125"])
def test_what_a_language_writes_it_reads(value: str) -> None:
    assert len(_table()) > 300
    for language, marks in _table().items():
        for zero in {"0", marks.zero}:
            found = read_number(written(value, marks, zero), language)
            assert found is not None, language
            assert found.value == Fraction(value), language


ALPHABET = st.sampled_from(
    "0123456789٣५०五十万百零三分之点½¼.,'٬٫ \u00a0\u202f/%٪-−+$€eE×^¹²a是가만億፻፼፫௰௧(){}\ud800\n"
)


@settings(deadline=None)
@given(
    st.text(ALPHABET, max_size=40) | st.text(max_size=40),
    st.sampled_from(["und", "deu", "fra", "zho", "kor"]),
)
def test_every_number_slices_back_and_numbers_do_not_overlap(text: str, language: str) -> None:
    last = 0
    for number in read_numbers(text, language):
        assert text[number.start : number.end] == number.text
        assert last <= number.start < number.end
        last = number.end


@settings(deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False))
def test_a_value_printed_plain_is_read_as_itself(value: Fraction) -> None:
    exact = Fraction(value)
    found = read_number(plain(exact), "eng")
    assert found is not None
    assert found.value == exact


@pytest.mark.parametrize("piece", ["1", "1,", "1 ", "十", "1/", "a", "$", "-", "1万", "百分之", "\ud800"])
def test_time_is_linear_in_a_text_without_sense(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(number.end - number.start <= 400 for number in read_numbers(text, "fra"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("eng", (".", ",")),
        ("deu", (",", ".")),
        ("por_Latn_PT", (",", " ")),
        ("por_Latn_BR", (",", ".")),
        ("nob", (",", " ")),
        ("swh", (".", ",")),
        ("scn", (",", ".")),
        ("bel", (",", " ")),
        ("und", (".", ",")),
    ],
)
def test_marks_come_from_the_nearest_language_that_is_known(language: str, expected: tuple[str, str]) -> None:
    marks = number_marks(language)
    assert (marks.decimal, marks.group) == expected
