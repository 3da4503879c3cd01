from __future__ import annotations

import unicodedata

import pytest
import regex

from isogloss.languages.codes import script_names
from isogloss.languages.scripts import (
    compatible,
    direction,
    dominant_script,
    known_scripts,
    script_of,
    scripts,
)

TEXTS = {
    "Latn": "Habari ya asubuhi, dunia!",
    "Cyrl": "Доброе утро",
    "Arab": "صباح الخير",
    "Hebr": "בוקר טוב",
    "Deva": "शुभ प्रभात",
    "Beng": "শুভ সকাল",
    "Ethi": "እንደምን አደሩ",
    "Thai": "สวัสดีตอนเช้า",
    "Mymr": "မင်္ဂလာနံနက်ခင်းပါ",
    "Nkoo": "ߌ ߣߌ߫ ߛߐ߲߬ߜߐ߬ߡߊ",
    "Adlm": "𞤅𞤵𞤦𞤢𞤳𞤢",
    "Olck": "ᱥᱮᱛᱟᱜ",
    "Tfng": "ⵜⵉⴼⴰⵡⵉⵏ",
    "Hang": "좋은 아침",
    "Jpan": "日本語のテキスト",
    "Hani": "早上好",
    "Kana": "カタカナ",
    "Syrc": "ܨܦܪܐ ܛܒܐ",
    "Thaa": "ބާއްޖަވެރި ހެނދުނެއް",
    "Rohg": "𐴀𐴝𐴌",
}


@pytest.mark.parametrize(("script", "text"), TEXTS.items())
def test_a_text_is_in_its_script(script: str, text: str) -> None:
    assert dominant_script(text) == script


@pytest.mark.parametrize("text", ["", "123 … !?", "🙂🙂", "\ud800", "\n\t"])
def test_a_text_without_letters_is_in_no_script(text: str) -> None:
    assert dominant_script(text) == "Zyyy"


def test_characters_are_counted_by_script() -> None:
    assert scripts("abc где!") == {"Latn": 3, "Cyrl": 3}


@pytest.mark.parametrize(
    "script", ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Aran", "Samr", "Mand"]
)
def test_these_scripts_run_right_to_left(script: str) -> None:
    assert direction(script) == "rtl"


def test_direction_agrees_with_the_bidi_class_of_the_letters() -> None:
    for script, text in TEXTS.items():
        letter = next(character for character in text if unicodedata.category(character).startswith("L"))
        expected = "rtl" if unicodedata.bidirectional(letter) in ("R", "AL") else "ltr"
        assert direction(script) == expected, script


def test_han_goes_with_all_that_is_written_in_it_and_its_forms_not_with_each_other() -> None:
    for script in ("Hans", "Hant", "Jpan", "Kore"):
        assert compatible("Hani", script)
        assert compatible(script, "Hani")
    assert not compatible("Hans", "Hant")
    assert not compatible("Latn", "Cyrl")
    assert all(compatible("Zyyy", script) for script in script_names())


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("a", "Latn"),
        ("ж", "Cyrl"),
        ("字", "Hani"),
        ("་", "Tibt"),
        ("𞤀", "Adlm"),
        ("ᝐ", "Buhd"),
        ("ー", "Zyyy"),
        ("1", "Zyyy"),
        ("\u0301", "Zinh"),
        ("\ud800", "Zzzz"),
        ("\ue000", "Zzzz"),
        ("\u0378", "Zzzz"),
    ],
)
def test_a_character_is_of_one_script(character: str, script: str) -> None:
    assert script_of(character) == script


def test_every_script_of_unicode_is_told() -> None:
    for script in known_scripts():
        pattern = regex.compile(rf"\p{{Script={script}}}")
        sample = next(chr(point) for point in range(0x110000) if pattern.match(chr(point)))
        assert script_of(sample) == script
