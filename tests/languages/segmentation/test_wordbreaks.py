from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import UnknownLanguage
from isogloss.languages import words
from isogloss.languages.segmentation.patterns import KATAKANA, UNSPACED
from isogloss.languages.segmentation.wordkinds import SPACED


def cut(text: str) -> list[str]:
    return [span.text for span in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Habari, dunia!", ["Habari", "dunia"]),
        ("l'eau n’est-ce pas", ["l'eau", "n’est-ce", "pas"]),
        ("oʻzbek ʻokina о'збек", ["oʻzbek", "ʻokina", "о'збек"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("3.14, 1,000 and 2-3", ["3.14", "1,000", "and", "2-3"]),
        ("U.S.A. -- ok...", ["U.S.A", "ok"]),
        ("कर्म्म वाक्य क\u094d\u200dष", ["कर्म्म", "वाक्य", "क\u094d\u200dष"]),
        ("می\u200cخواهم برگردم", ["می\u200cخواهم", "برگردم"]),
        ('צה"ל וכו׳', ['צה"ל', "וכו"]),
        ("አማርኛ፡ሰላም።", ["አማርኛ", "ሰላም"]),
        ("ߒߞߏ ߞߊ߲߫", ["ߒߞߏ", "ߞߊ߲߫"]),
        ("བོད་སྐད།", ["བོད", "སྐད"]),
        ("한국어는 좋다.", ["한국어는", "좋다"]),
        ("Ինչպե՞ս ես։", ["Ինչպե՞ս", "ես"]),
        ("ধৰিব৷ কৰে।", ["ধৰিব", "কৰে"]),
        ("日本語テキスト。", ["日", "本", "語", "テキスト"]),
        ("カタカナabcかな", ["カタカナ", "abc", "か", "な"]),
        ("らーめんと東京は", ["らー", "め", "ん", "と", "東", "京", "は"]),
        ("がぎ", ["が", "ぎ"]),
        ("น้ำเป็นเรา", ["น้ำ", "เป็", "น", "เรา"]),
        ("ພາສາລາວ", ["ພາ", "ສາ", "ລາ", "ວ"]),
        ("ភាសាខ្មែរ", ["ភា", "សា", "ខ្មែ", "រ"]),
        ("မြန်မာ အင်္ဂလိပ်", ["မြန်", "မာ", "အင်္ဂ", "လိပ်"]),
        ("လိၵ်ႈတႆး", ["လိၵ်ႈ", "တႆး"]),
        ("ꦧꦱꦏꦿꦩ", ["ꦧ", "ꦱ", "ꦏꦿ", "ꦩ"]),
        ("👨‍👩‍👧 ❤️ 🇰🇪", []),
        ("ᠬᠠᠷ\u180eᠠ ᠭ᠋ᠠ", ["ᠬᠠᠷ\u180eᠠ", "ᠭ᠋ᠠ"]),
        ("foo\u2060bar, שלום\u200f!", ["foo\u2060bar", "שלום"]),
        ("𓊪\U00013430𓏏 𓀀", ["𓊪\U00013430𓏏", "𓀀"]),
        ("a\ud800b", ["a", "b"]),
        ("x_y __init__ @user", ["x_y", "init", "user"]),
        ("", []),
    ],
)
def test_words_are_cut(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


ALPHABET = st.characters() | st.sampled_from("aбशकั်ߒምلא'’-.,:\"_\u200c\u200d\u0301\u094d\ufe0f日テ한 \n1٣")


@settings(deadline=None)
@given(st.text(ALPHABET, max_size=60))
def test_every_span_slices_back_and_spans_do_not_overlap(text: str) -> None:
    last = 0
    for span in words(text):
        assert text[span.start : span.end] == span.text
        assert last <= span.start < span.end
        last = span.end


def test_the_blocks_told_by_the_short_test_hold_no_script_without_blanks() -> None:
    spaced = regex.compile(SPACED, regex.V1)
    unspaced = regex.compile(rf"{UNSPACED}|{KATAKANA}", regex.V1)
    characters = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    assert not [c for c in characters if unspaced.match(c) and spaced.match(c)]


@settings(deadline=None)
@given(st.text(ALPHABET, max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    covered = {position for span in words(text) for position in range(span.start, span.end)}
    for position, character in enumerate(text):
        if character.isalnum():
            assert position in covered, repr(character)


def test_a_language_that_is_none_is_refused() -> None:
    assert cut("neno") == [span.text for span in words("neno", "sw")]
    with pytest.raises(UnknownLanguage):
        words("neno", "klingonese")


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("neno", 1),
        ("a-", 1),
        ("a\u2060", 1),
        ("\u2060", 0),
        ("1,", 1),
        ("'", 0),
        ("字", 166_666),
        ("ก่", 83_333),
        ("क्ष", 1),
    ],
)
def test_half_a_megabyte_without_a_space_are_cut(piece: str, count: int) -> None:
    text = piece * (500_000 // len(piece.encode()))
    spans = words(text)
    assert len(spans) == count
    assert all(text[span.start : span.end] == span.text for span in spans)
