from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.languages.language import Language
from isogloss.languages.normalisation import fold, normalize
from isogloss.languages.normalisation.canonical import composed
from isogloss.languages.normalisation.table import PRESETS, STEPS
from tests.languages.normalisation.hostile import texts

# Spellings that an index holds as one, by language.
SAME = [
    ("arb", "أحمد", "احمد"),
    ("arb", "مَدْرَسَةٌ", "مدرسه"),
    ("arz", "على", "علي"),
    ("arb", "کتاب", "كتاب"),
    ("arb", "ﻛﺘﺎﺏ", "كتاب"),
    ("arb", "كتـــاب", "كتاب"),
    ("ace_Arab", "کيتا", "كيتا"),
    ("pes", "كتابي", "کتابی"),
    ("pes", "می\u200cروم", "میروم"),
    ("pes", "خانهٔ", "خانه"),
    ("urd", "كيا", "کیا"),
    ("urd", "هے", "ہے"),
    ("ckb", "ئه\u200cوان", "ئەوان"),
    ("ckb", "كوردي", "کوردی"),
    ("heb", "שָׁלוֹם", "שלום"),
    ("heb", "צה״ל", 'צה"ל'),
    ("ydd", "װאָס", "וואָס"),
    ("hin", "हिन्दी", "हिंदी"),
    ("hin", "ज़मीन", "जमीन"),
    ("hin", "चाँद", "चांद"),
    ("hin", "\u095c", "ड\u093c"),
    ("mar", "दर्\u200dया", "दऱ्या"),
    ("npi", "नेपाल अन्त", "नेपाल अंत"),
    ("ben", "উত্\u200d", "উৎ"),
    ("mal", "അവന്\u200d", "അവൻ"),
    ("mal", "എൻ്റെ", "എന്റെ"),
    ("mal", "എൻറെ", "എന്റെ"),
    ("tam", "ஶ்ரீ", "ஸ்ரீ"),
    ("sin", "ශ්\u200dරී", "ශ්රී"),
    ("tha", "นํา", "นำ"),
    ("tha", "น้ํา", "น้ำ"),
    ("tha", "นํ้า", "น้ำ"),
    ("tha", "ท่ี", "ที่"),
    ("tha", "เเละ", "และ"),
    ("tha", "๒๕", "25"),
    ("lao", "ນໍ້າ", "ນ້ຳ"),
    ("lao", "ໜຶ່ງ", "ຫນຶ່ງ"),
    ("mya", "ကုိ", "ကို"),
    ("mya", "အံု", "အုံ"),
    ("mya", "စျေး", "ဈေး"),
    ("mya", "၀ါ", "ဝါ"),
    ("khm", "ណ្តុំ", "ណ្ដុំ"),
    ("khm", "ប្រេី", "ប្រើ"),
    ("khm", "ស្រ្តី", "ស្ត្រី"),
    ("amh", "ሠላም", "ሰላም"),
    ("amh", "ዓለም", "አለም"),
    ("amh", "ኃይል", "ሀይል"),
    ("hye", "Ինչպե՞ս", "ինչպես"),
    ("ell", "ΑΘΉΝΑ", "Αθήνα"),
    ("ell", "ΑΘΗΝΑ", "Αθήνα"),
    ("ell", "σοφός", "ΣΟΦΟΣ"),
    ("rus", "всё", "все"),
    ("rus", "за́мок", "замок"),
    ("che", "нохчийн мотт кхиI", "нохчийн мотт кхиӀ"),
    ("kbd", "къы1эрэ", "къыӏэрэ"),
    ("ron", "şi ţară", "și țară"),
    ("tur", "ISPARTA İLE", "ısparta ile"),
    ("aze", "qıǝ", "QIƏ"),
    ("eng", "İstanbul", "ISTANBUL"),
    ("kaz_Cyrl", "IBM", "ibm"),
    ("vie", "hoà", "hòa"),
    ("vie", "Thuý", "THÚY"),
    ("vie", "ð", "đ"),
    ("uzn", "oʻzbek", "o'zbek"),
    ("uzn", "bog‘", "bogʻ"),
    ("smo", "‘ole", "ʻole"),
    ("fra", "l’œuvre", "l'oeuvre"),
    ("ukr", "п’ять", "п'ять"),
    ("deu", "Straße", "STRASSE"),
    ("hye", "և", "եւ"),
    ("jpn", "ｺﾝﾋﾟｭｰﾀｰ", "コンピューター"),
    ("jpn", "コンピュ―ター", "コンピューター"),
    ("jpn", "ＡＢＣ１２３", "abc123"),
    ("kor", "\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
    ("zho", "\uf900", "\u8c48"),
    ("nqo", "߁߂߃", "123"),
    ("bod", "བོད\u0f0c", "བོད\u0f0b"),
    ("mni", "০১", "01"),
    (None, "ﬁnance\u00ad", "finance"),
]

# Words that some language tells apart, and that therefore stay two.
DIFFERENT = [
    ("tir", "ሰብ", "ሠብ"),
    ("tir", "ዓለም", "ኣለም"),
    ("uig", "ى", "ي"),
    ("snd", "ک", "ڪ"),
    ("pbt", "ي", "ی"),
    ("kas", "کٔر", "کر"),
    ("knc_Arab", "كَ", "كُ"),
    ("pes", "آب", "اب"),
    ("urd", "بہ", "بھ"),
    ("ydd", "פֿ", "פּ"),
    ("ydd", "אַ", "אָ"),
    ("ben", "ড়", "ড"),
    ("hin", "बड़ा", "बडा"),
    ("pan", "ਸ਼", "ਸ"),
    ("kas_Deva", "ज़", "ज"),
    ("mar", "दर्\u200dया", "दर्या"),
    ("asm", "ৰ", "র"),
    ("tur", "kır", "kir"),
    ("tur", "şık", "sık"),
    ("bel", "ё", "е"),
    ("kaz_Cyrl", "ё", "е"),
    ("rus", "Iван", "ӏван"),
    ("fra", "cote", "côte"),
    ("yor", "ọkọ", "ọkọ̀"),
    ("uzn", "oʻt", "ot"),
    ("vie", "quý", "qúy"),
    ("vie", "hoàn", "hòan"),
    ("kor", "ㅋㅋ", "\u110f\u110f"),
    ("jpn", "ー", "一"),
    (None, "xʷ", "xw"),
    (None, "1½", "11⁄2"),
]


@pytest.mark.parametrize(("language", "one", "other"), SAME)
def test_spellings_of_one_word_become_one(language: str | None, one: str, other: str) -> None:
    assert one != other
    assert fold(one, language) == fold(other, language)


@pytest.mark.parametrize(("language", "one", "other"), DIFFERENT)
def test_what_a_language_tells_apart_stays_apart(language: str | None, one: str, other: str) -> None:
    assert fold(one, language) != fold(other, language)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\u00adb\ufeffc\u200bd", "abcd"),
        ("ខ្ញុំ\u200bទៅ", "ខ្ញុំ\u200bទៅ"),
        ("a\x00b\x1fc\x0bd", "ab c d"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\u00a0b\u3000c", "a b c"),
        ("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Auf\u200clage", "Auflage"),
        ("ఇజ్రాయెల్\u200bలోనే", "ఇజ్రాయెల్\u200cలోనే"),
        ("ವೆಬ್\u200d\u200cಸೈಟ್", "ವೆಬ್\u200d\u200cಸೈಟ್"),
        (" \u200c\u200d\u200ca", " a"),
        ("👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f", "👩\u200d👧 🏴\U000e0067\U000e0062\U000e007f"),
        ("hidden\U000e0068\U000e0069", "hidden"),
        ("दर्\u200dया", "दर्\u200dया"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
        ("নির্বাচন ড়", "নির্বাচন ড়"),
        ("Ｈ ① ﬁ É ۳ ß", "Ｈ ① ﬁ É ۳ ß"),
        ("अाम", "आम"),
        ("\ud800 e\u0301", "\ud800 é"),
    ],
)
def test_safe_steps_keep_what_a_reader_sees(given: str, kept: str) -> None:
    assert normalize(given) == unicodedata.normalize("NFC", kept)


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(texts(), st.text("a\u0301\u0316\u0344\u0f71\u0f72\u0f73\u0f81\u1100\u1161\u0327", min_size=25))
)
def test_composition_is_the_one_of_unicode(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("name", sorted(STEPS.keys() - {"blanks"}))
def test_every_step_but_blanks_is_part_of_a_preset(name: str) -> None:
    assert any(name in steps for steps in PRESETS.values())


@pytest.mark.parametrize("language", ["arb_Arab", "hin_Deva", "und", "uzn_Latn"])
def test_a_language_may_be_named_or_given(language: str) -> None:
    assert fold("ﻛﺘﺎﺏ É", language) == fold("ﻛﺘﺎﺏ É", Language.parse(language))
