"""The builtin romaniser: what each script is written as, and what holds for any text."""

from __future__ import annotations

import time
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given, strategies

from isogloss.errors import UnknownLanguage, UnknownName
from isogloss.languages import romanize, romanize_aligned
from isogloss.languages.aligned import Edit
from isogloss.languages.romanisation import ROMANIZERS, unromanized
from isogloss.languages.romanisation.builtin import ALPHABETS
from tests.languages.romanisation.texts import BLOCKS, forms, texts


@pytest.mark.parametrize(
    ("text", "language", "roman"),
    [
        ("Добрый день, Щука и ЩУКА", "rus", "Dobryy den, Shchuka i SHCHUKA"),
        ("Єва їде в Київ, щастя", "ukr", "Yeva yide v Kyyiv, shchastya"),
        ("България, къща", "bul", "Balgaria, kashta"),
        ("Њива, љубав, ћуп, ЊИВА", "srp", "Njiva, ljubav, cup, NJIVA"),
        ("Беларусь і ўсё", "bel", "Belarus i usyo"),
        ("қазақ үйі", "kaz", "qazaq uyi"),
        ("Ούτε μπορώ, αγγελία", "ell", "Oute boro, angelia"),
        ("Հայերեն, որ ու", "hye", "Hayeren, vor u"),
        ("საქართველო", "kat", "sakartvelo"),
        ("שָׁלוֹם", "heb", "shalom"),
        ("ייִדיש איז אַ שפּראַך", "ydd", "yidish iz a shprakh"),
        ("كتاب جديد، نعم؟", "arb", "ktab jdyd, n'm?"),
        ("چای و ژاله", "fas", "chai v zhale"),
        ("یوازې ښه", "pus", "ywaze sha"),
        ("ئۆزگىرىش", "uig", "oezgirish"),
        ("کوردستان هەیە", "ckb", "kwrdstan heye"),
        ("ދިވެހި", "div", "dhivehi"),
        ("ܫܠܡܐ", "syc", "shlma"),
        ("ߒߞߏ", "nqo", "nkoo"),
        ("ሰላም ለዓለም።", "amh", "salaame laaalame."),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "zgh", "tamazight"),
        ("ᱥᱟᱱᱛᱟᱲᱤ", "sat", "santarri"),
        ("नमस्ते, राम का मित्र।", "hin", "namaste, raam kaa mitra."),
        ("रामस्य गृहम्", "san", "raamasya grham"),
        ("ज़मीन, लड़का", "hin", "zamiin, larakaa"),
        ("বাংলা ভাষা", "ben", "baanglaa bhaassaa"),
        ("অসমীয়া", "asm", "asamiiyaa"),
        ("ਪੱਕਾ", "pan", "pakkaa"),
        ("தமிழ்", "tam", "tamil"),
        ("తెలుగు", "tel", "telugu"),
        ("ಕನ್ನಡ", "kan", "kannadda"),
        ("മലയാളം", "mal", "malayaallam"),
        ("සිංහල", "sin", "simhala"),
        ("ประเทศไทย เงิน คน", "tha", "prathetthai ngoen khon"),
        ("ພາສາລາວ ເຂົ້າ", "lao", "phaasaalaao khao"),
        ("བོད་སྐད་བདག་དགས།", "bod", "bod skad bdag dags."),
        ("မြန်မာ", "mya", "mranmaa"),
        ("ភាសាខ្មែរ", "khm", "phaasaakhmaero"),
        ("한국어 값", "kor", "hangugeo gabs"),
        ("きょう がっこう チョコレート マッチ", "jpn", "kyou gakkou chokoreeto matchi"),
        ("いった。はい、中", "jpn", "itta. hai, 中"),
        ("ꯃꯅꯤꯄꯨꯔ", "mni", "manipura"),
        ("ᏣᎳᎩ", "chr", "tsalagi"),
        ("ᐃᓄᒃᑎᑐᑦ", "iku", "inuktitut"),
        ("𞤀𞤣𞤤𞤢𞤥", "ful", "Adlam"),
        ("ꕙꔤ", "vai", "vai"),
        ("ᠮᠣᠩᠭᠣᠯ", "mon", "monggol"),
        ("ɛɔŋ ƙɗ ı ł đ ß Ǝ", None, "eong kd i l d ss E"),
        ("Tiếng Việt, Łódź", None, "Tieng Viet, Lodz"),
        ("Größe", "deu", "Groesse"),
        ("½ ² ™ “a” — … «b»", None, '1/2 2 TM "a" - ... "b"'),
    ],
)
def test_a_text_of_each_script(text: str, language: str | None, roman: str) -> None:
    assert romanize(text, language) == roman


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("г", {"rus": "g", "ukr": "h", "bel": "h"}),
        ("щ", {"rus": "shch", "bul": "sht"}),
        ("х", {"rus": "kh", "srp": "h", "mkd": "h"}),
        ("ث", {"arb": "th", "fas": "s"}),
        ("و", {"arb": "w", "fas": "v", "uig": "o"}),
        ("ڤ", {"ckb": "v", "min": "p"}),
        ("ו", {"heb": "v", "ydd": "u"}),
        ("घर", {"hin": "ghar", "san": "ghara"}),
        ("ö", {"deu": "oe", "tur": "o"}),
    ],
)
def test_languages_read_a_shared_letter_differently(text: str, readings: dict[str, str]) -> None:
    assert {language: romanize(text, language) for language in readings} == readings


@pytest.mark.parametrize("script", sorted(BLOCKS))
@given(data=strategies.data())
def test_composed_or_not_a_text_is_read_alike(script: str, data: strategies.DataObject) -> None:
    text = data.draw(texts(script))
    assert len({romanize(form) for form in forms(text)}) == 1


@pytest.mark.parametrize("script", sorted(BLOCKS))
@given(data=strategies.data())
def test_every_piece_knows_its_source(script: str, data: strategies.DataObject) -> None:
    text = data.draw(texts(script))
    aligned = romanize_aligned(text)
    assert (aligned.source, aligned.text) == (text, romanize(text))
    place = source_place = 0
    for edit in (*aligned.edits, Edit(len(aligned.text), len(aligned.text), len(text), len(text))):
        assert aligned.text[place : edit.start] == text[source_place : edit.source_start]
        place, source_place = edit.end, edit.source_end
    sources = [aligned.back(place, place + 1) for place in range(len(aligned.text))]
    assert all(0 <= start <= end <= len(text) for start, end in sources)
    assert sources == sorted(sources)


@pytest.mark.parametrize(
    ("text", "language", "part", "source"),
    [
        ("नमस्ते राम", "hin", "raam", "राम"),
        ("ประเทศไทย", "tha", "thai", "ไทย"),
        ("Щука", "rus", "Shch", "Щ"),
        ("e\u0301tude Ње", "srp", "Nj", "Њ"),
        ("བོད་སྐད", "bod", "skad", "སྐད"),
    ],
)
def test_a_part_leads_back_to_what_it_was_made_from(text: str, language: str, part: str, source: str) -> None:
    aligned = romanize_aligned(text, language)
    start = aligned.text.index(part)
    first, last = aligned.back(start, start + len(part))
    assert text[first:last] == source


@given(strategies.text(strategies.characters(max_codepoint=127)))
def test_ascii_stays_itself(text: str) -> None:
    assert romanize(text) == text


@pytest.mark.parametrize("language", [None, "rus", "hin", "ckb", "ydd", "jpn", "tha"])
def test_ascii_stays_itself_among_other_letters(language: str | None) -> None:
    ascii_only = "".join(map(chr, range(128)))
    assert romanize(f"漢{ascii_only}漢", language) == f"漢{ascii_only}漢"


def test_digits_of_every_script_become_ascii() -> None:
    digits = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Nd"]
    assert [romanize(digit) for digit in digits] == [str(unicodedata.decimal(digit)) for digit in digits]


@pytest.mark.parametrize("stop", list("।။។።。۔։᱾།꯫᙮"))
def test_native_full_stops_become_ascii(stop: str) -> None:
    assert romanize(stop) == "."


def test_han_stays_and_is_named() -> None:
    assert romanize("漢字 kanji") == "漢字 kanji"
    assert unromanized("漢字 kanji, कि ไทย 한국 😀") == {"漢", "字"}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        *[(0x391, 0x3C9), (0x400, 0x4FF), (0x561, 0x587), (0x5D0, 0x5EA), (0x620, 0x64A), (0x1200, 0x135A)],
        *[(0x13A0, 0x13F4), (0x1401, 0x166C), (0x10D0, 0x10FA), (0xAC00, 0xD7A3), (0x2D30, 0x2D67)],
        *[(0xA000, 0xA48C), (0xA500, 0xA60B), (0x1E900, 0x1E943), (0x1C5A, 0x1C7D), (0x1820, 0x1842)],
    ],
)
def test_no_letter_of_a_script_is_left_in_place(first: int, last: int) -> None:
    letters = "".join(c for c in map(chr, range(first, last + 1)) if unicodedata.category(c)[0] == "L")
    assert unromanized(letters) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "\ud800",
            "\udfff\ud800x",
            "\u0378\U000e0fff\U0010ffff",
            "\x00\x85\u2028",
            "\u0301" * 50,
            "्" * 50,
        ],
        *["เ" * 50, "ー" * 9, "っ" * 9, "\u0f71" * 9, "ੱ" * 9, "\u200d" * 9, "᠎", "ﷺ", "𝔘𝔫𝔦", "🇪🇹👩🏽\u200d🔬"],
    ],
)
@pytest.mark.parametrize("language", [None, "hin", "ydd", "ckb", "bod", "rus"])
def test_nothing_in_a_text_raises(text: str, language: str | None) -> None:
    assert romanize_aligned(text, language).text == romanize(text, language)


@pytest.mark.parametrize(
    "character", ["a", "ä", "й", "क", "ท", "བ", "か", "ߊ", "\ud800", "漢", "ー", "Щ", "ੱ", "\u0301"]
)
def test_ten_million_characters_without_a_blank_take_seconds(character: str) -> None:
    short, long = character * 100_000, character * 1_000_000
    started = time.process_time()
    romanize(short)
    between = time.process_time()
    romanize(long)
    # Ten times the text; a quadratic step would take a hundred times as long.
    assert time.process_time() - between < 40 * (between - started) + 1


def test_an_unknown_romanizer_or_language_is_told() -> None:
    with pytest.raises(UnknownName, match="builtin"):
        romanize("x", romanizer="bultin")
    with pytest.raises(UnknownLanguage):
        romanize("x", "xxxyyy")


def test_tables_and_files_agree() -> None:
    folder = files("isogloss.languages.romanisation") / "letters"
    names = {entry.name.removesuffix(".tsv") for entry in folder.iterdir()}
    assert names == {*ALPHABETS, "abugidas", "named", "naming"}
    assert sorted(ROMANIZERS) == ["builtin", "uroman"]
