from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from isogloss.languages.scripts import dominant_script
from isogloss.languages.transliteration import reversible, transliterate, transliterate_aligned
from isogloss.languages.transliteration.indic.letters import letters, scripts

KNOWN = [
    ("Deva", "Beng", "नमस्ते, हिंदी १२३", "নমস্তে, হিংদী ১২৩"),
    ("Deva", "Guru", "पंजाब पक्का अच्छा गांधी सिंह", "ਪੰਜਾਬ ਪੱਕਾ ਅੱਛਾ ਗਾਂਧੀ ਸਿੰਹ"),
    ("Guru", "Deva", "ਪੰਜਾਬ ਪੱਕਾ ਅੱਛਾ ਗਾਂਧੀ ਪੜ੍ਹ", "पंजाब पक्का अच्छा गांधी पड़्ह"),
    ("Deva", "Gujr", "ॐ बॉल क़लम", "ૐ બૉલ ક઼લમ"),
    ("Gujr", "Deva", "ગુજરાતી ઑફિસ", "गुजराती ऑफिस"),
    ("Orya", "Deva", "ଓଡ଼ିଆ ଭାଷା", "ओड़िआ भाषा"),
    ("Deva", "Taml", "हिन्दी गंगा अंक नगर", "ஹிந்தீ கங்கா அங்க நகர"),
    ("Taml", "Deva", "தமிழ் இலங்கை", "तमिऴ् इलङ्कै"),
    ("Telu", "Knda", "తెలుగు నేను", "ತೆಲುಗು ನೇನು"),
    ("Knda", "Telu", "ಕನ್ನಡ ಬೆಂಗಳೂರು", "కన్నడ బెంగళూరు"),
    ("Mlym", "Deva", "മലയാളം അവൻ", "मलयाळं अवन्"),
    ("Taml", "Mlym", "மூலம் உடன்", "മൂലം ഉടൻ"),
    ("Mlym", "Taml", "കുന്ന് അവൻ", "குன்ன் அவன்"),
    ("Deva", "Mlym", "मलयाळं अवन् मार्ग कार्य", "മലയാളം അവൻ മാർഗ കാര്യ"),
    ("Sinh", "Deva", "ශ්‍රී ලංකාව අඹ", "श्री लंकाव अम्ब"),
    ("Deva", "Sinh", "श्री विद्या", "ශ්‍රී විද්‍යා"),
    ("Beng", "Deva", "হঠাৎ হয়", "हठात् हय़"),
]
# Between these nothing is lost of what both have; the way back is the same text.
TWINS = [
    ("Telu", "Knda"),
    ("Knda", "Telu"),
    ("Gujr", "Deva"),
    ("Orya", "Deva"),
    ("Telu", "Deva"),
]
TEXTS = st.text("कखगक्षअआििींंँृ़ेै०१।, aತకಕমা্রৰਪੱੰਕழ்ந்தൻമශ්‍රී\u200c\u200d\ud800👍", max_size=25)


@pytest.mark.parametrize(("source", "target", "text", "written"), KNOWN)
def test_words_are_written_as_readers_of_the_script_write_them(
    source: str, target: str, text: str, written: str
) -> None:
    assert transliterate(text, source, target) == unicodedata.normalize("NFC", written)
    assert dominant_script(transliterate(text, source, target)) == target


def test_assamese_has_its_own_ra_and_va() -> None:
    assert transliterate("वर", "Deva", "Beng", language="asm") == "ৱৰ"
    assert transliterate("वर", "Deva", "Beng", language="ben") == "বর"
    assert transliterate("ৱৰ", "Beng", "Deva") == "वर"


@pytest.mark.parametrize(("source", "target"), TWINS)
def test_letters_that_both_scripts_have_come_back(source: str, target: str) -> None:
    shared = [name for name in letters(source) if name in letters(target)]

    @given(st.lists(st.sampled_from(shared), max_size=12))
    def comes_back(names: list[str]) -> None:
        # With a nukta these are letters of their own in Devanagari, and no spelling in its neighbours; two
        # vowel signs in a row, which no syllable has, may be a third one.
        for name, after in pairwise(names):
            assume(not (after == "nukta" and name in {"NA", "RA", "LLA", "YA"}))
            assume(not (name.startswith("sign") and after.startswith("sign")))
        text = unicodedata.normalize("NFC", "".join(letters(source)[name] for name in names))
        there = transliterate(text, source, target)
        assert transliterate(there, target, source) == text

    comes_back()


def test_what_is_lost_is_told() -> None:
    assert reversible("Telu", "Deva") or reversible("Telu", "Deva").way_back
    tamil = reversible("Deva", "Taml")
    assert not tamil
    assert any({"क", "ख", "ग", "घ"} <= set(merger.sources) for merger in tamil.mergers)


@pytest.mark.parametrize("target", scripts())
@given(text=TEXTS)
def test_offsets_lead_back_and_nothing_raises(target: str, text: str) -> None:
    for source in scripts():
        if source != target:
            aligned = transliterate_aligned(text, source, target)
            assert aligned.source == text
            assert aligned.text == transliterate(text, source, target)


def test_a_letter_is_found_again() -> None:
    aligned = transliterate_aligned("अच्छा पंजाब", "Deva", "Guru")
    place = aligned.text.index("ਪੰਜਾਬ")
    first, last = aligned.back(place, place + len("ਪੰਜਾਬ"))
    assert aligned.source[first:last] == "पंजाब"


def test_ten_megabytes_take_seconds() -> None:
    assert len(transliterate("कखग" * 700_000, "Deva", "Guru")) == 2_100_000
