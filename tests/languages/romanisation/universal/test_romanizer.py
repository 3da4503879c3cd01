from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isogloss.languages import Language
from isogloss.languages.romanisation import load_romanizer, romanize, romanize_aligned
from isogloss.languages.romanisation.universal import UromanRomanizer

Original = Callable[[str, str], str | None]

SENTENCES = [
    ("amh", "ሰላም ለዓለም፡ እንዴት ነህ፡  ደህና ነኝ። በ፲፱፻፹፯ ዓ.ም. 3 ½ ሰዓት"),
    ("arb", "مرحبًا بالعالم، هذه ١٢٣٫٥ كتابًا ﷺ و ﻻ بأس"),
    ("fas", "خانه ه‌ای که می‌خواهم، ۱۲ تا"),
    ("uig", "بۇ بىر ياخشى كىتاب ئىدى"),
    ("bod", "བོད་སྐད་ཀྱི་ ཡི་གེ་དང་།  ༡༢ ལོ་ལ་འབྲུག་ཡུལ་།"),
    ("dzo", "རྫོང་ཁ་འབྲུག་གི་རྒྱལ་ཡོངས་སྐད་ཡིག་ཨིན།"),
    ("hin", "नमस्ते दुनिया, मैं ठीक हूँ। ड़ ड़ 23½ १२३"),
    ("san", "धर्मक्षेत्रे कुरुक्षेत्रे समवेता युयुत्सवः"),
    ("pan", "ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ ਪੱਕਾ ਅੱਡਾ"),
    ("mya", "မင်္ဂလာပါ ကမ္ဘာ ၁၂၃"),
    ("khm", "សួស្តី ពិភពលោក កយ ១២"),
    ("lao", "ສະບາຍດີ ຊາວໂລກ ໑໒"),
    ("tha", "สวัสดี ชาวโลก ศักดิ์สิทธิ์ ออก กก ก์อก อยาก เดือน"),
    ("jpn", "東京で、「ちょっと」待って。 学校へ きゃー ラーメン  二千三百四十五円"),
    ("zho", "他有三百二十万元，百分之五十。 三分之二 负五 两 人"),
    ("kor", "안녕하세요 세계 12,000원"),
    ("rus", "Ещё есть ель. Подъезд №5 въехал"),
    ("ukr", "Привіт, світе! Її їжа – 3,5 кг"),
    ("ell", "ΘΕσσαλονίκη Θεσσαλονίκη ΘΕΣΣΑΛΟΝΙΚΗ μs 5 μm"),
    ("hye", "Երևան որ ու եկավ"),
    ("heb", "שלום עולם, מה שלומך? יידיש"),
    ("kat", "გამარჯობა მსოფლიო"),
    ("nqo", "ߊߟߎ ߣߌ߫ ߛߐ߲߬ߜߐ߲ ߁߂߃"),
    ("cop", "ⲡⲛⲟⲩⲧⲉ ⲙ̀ ⲛ̀ⲧⲉ"),
    ("und", "⠠⠠⠃⠗⠇ ⠓⠑⠇⠇⠕ ⠼⠁⠃ ⠼ ⠉ ab"),
    ("eng", "Isle of Man, St. John's; 1.2.3 -5 + 10% \N{NO-BREAK SPACE} café\tx\ny"),
    ("und", "👩‍👩‍👧 مرحبا hello \u202eabc\u202c नमस्ते \ud800 \x00 \U000e0fff"),
]
PARTS = st.sampled_from([part for _, text in SENTENCES for part in text.split(" ")])
BETWEEN = st.sampled_from([" ", " ", "  ", "", "་", "፡ ", "。", "-", "1", "负", "\u200d", "\n"])


@pytest.mark.parametrize(("code", "text"), SENTENCES)
def test_what_uroman_says_is_what_we_say(
    code: str, text: str, original: Original, ours: UromanRomanizer
) -> None:
    said = original(text, Language.parse(code).code)
    assert said is not None
    assert ours.romanize(text, Language.parse(code)) == said
    assert ours.romanize(text, Language.parse(code)) == said  # now out of the cache


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(PARTS, BETWEEN), max_size=8),
    st.sampled_from(["hin", "rus", "tha", "bod", "jpn", "fas"]),
)
def test_words_of_all_scripts_in_any_order_are_read_as_uroman_reads_them(
    original: Original, ours: UromanRomanizer, parts: list[tuple[str, str]], code: str
) -> None:
    text = "".join(word + between for word, between in parts)
    said = original(text, code)
    assert said is None or ours.romanize(text, Language.parse(code)) == said


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_any_text_at_all_is_read_and_aligned(original: Original, ours: UromanRomanizer, text: str) -> None:
    said = original(text, "und")
    aligned = ours.aligned(text)
    assert aligned.source == text
    assert aligned.text == ours.romanize(text)
    assert said is None or aligned.text == said


def test_o_ang_that_looks_into_the_word_before_is_not_cached(original: Original) -> None:
    fresh = UromanRomanizer()
    alone, behind = "ก์อก", "กก ก์อก"
    assert original(behind, "tha") != f"{original('กก ', 'tha')}{original(alone, 'tha')}"
    thai = Language.parse("tha")
    for text in (alone, behind, alone, behind):
        assert fresh.romanize(text, thai) == original(text, "tha")


def test_languages_do_not_share_a_cached_word(ours: UromanRomanizer) -> None:
    assert ours.romanize("Горло", Language.parse("rus")) == "Gorlo"
    assert ours.romanize("Горло", Language.parse("ukr")) == "Horlo"


@pytest.mark.parametrize("text", ["他说百分之", "三分之。", "三分之 x", "1" * 5000])
def test_where_uroman_fails_its_halves_are_read(text: str, original: Original, ours: UromanRomanizer) -> None:
    assert original(text, "zho") is None
    romanized = ours.romanize(text, Language.parse("zho_Hans"))
    assert romanized.isascii()
    assert ours.aligned(text, Language.parse("zho_Hans")).text == romanized


def test_every_part_of_the_output_is_found_in_the_source(ours: UromanRomanizer) -> None:
    aligned = ours.aligned("Привет, ラーメン in 二千三百 km", Language.parse("rus"))
    assert aligned.text == "Privet, raamen in 2300 km"
    for part, source in [
        ("P", "П"),
        ("et", "ет"),
        ("raamen", "ラーメン"),
        ("in", "in"),
        ("2300", "二千三百"),
    ]:
        start = aligned.text.index(part)
        first, last = aligned.back(start, start + len(part))
        assert aligned.source[first:last] == source


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("jpn", "東京で、「ちょっと」待ってください。二千三百四十五円のラーメンを食べました。"),
        ("tha", "ศักดิ์สิทธิ์เดือนออกอยากกินข้าวที่บ้าน๑๒๓"),
        ("bod", "བོད་སྐད་ཀྱི་ཡི་གེ་འབྲུག"),
    ],
)
def test_a_long_text_without_blanks_is_read_in_windows(
    code: str, sentence: str, original: Original, ours: UromanRomanizer
) -> None:
    text = sentence * (5_000 // len(sentence))
    assert ours.romanize(text, Language.parse(code)) == original(text, code)
    assert ours.aligned(text, Language.parse(code)).source == text


def test_time_is_linear_without_blanks(ours: UromanRomanizer) -> None:
    began = time.perf_counter()
    assert ours.romanize("a" * 10_000_000) == "a" * 10_000_000
    assert len(ours.romanize("но" * 20_000)) == 40_000
    assert time.perf_counter() - began < 30


def test_the_cache_is_bounded() -> None:
    pytest.importorskip("uroman")
    small = UromanRomanizer(kept=10)
    small.romanize(" ".join(f"слово{number}" for number in range(100)), Language.parse("rus"))
    assert small.kept == 10


def test_looking_things_up_leaves_nothing_behind(ours: UromanRomanizer) -> None:
    from isogloss.languages.romanisation.universal.engine import load_engine

    ours.romanize("слово ")
    uroman = load_engine().uroman
    before = [len(uroman.dict_bool), len(uroman.rom_rules), len(uroman.dict_str), len(uroman.num_props)]
    ours.romanize("".join(map(chr, range(0x0400, 0x0600))))
    assert before == [
        len(uroman.dict_bool),
        len(uroman.rom_rules),
        len(uroman.dict_str),
        len(uroman.num_props),
    ]


def test_it_is_one_of_our_romanizers(ours: UromanRomanizer) -> None:
    assert load_romanizer("uroman").name == ours.name == "uroman"
    assert romanize("Москва", "rus", romanizer="uroman") == "Moskva"
    assert romanize_aligned("Москва", "rus", romanizer="uroman").back(0, 2) == (0, 2)
    assert gc.isenabled()
