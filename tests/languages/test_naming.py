from __future__ import annotations

import pytest

from isogloss.languages import Language
from isogloss.languages.naming import nearest_known


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Swahili", "swa_Latn"),
        ("acehnese", "ace_Latn"),
        ("toba_batak", "bbc_Latn"),
        ("banjarese", "bjn_Latn"),
        ("ngaju", "nij_Latn"),
        ("Egyptian Arabic", "arz_Arab"),
        ("Arabic, Egyptian", "arz_Arab"),
        ("norwegian bokmal", "nob_Latn"),
        ("Ta'izzi-Adeni Arabic", "acq_Arab"),
        ("Tagalog", "tgl_Latn"),
        ("Filipino", "fil_Latn"),
        ("Farsi", "fas_Arab"),
        ("Nigerian Pidgin", "pcm_Latn"),
    ],
)
def test_english_names_are_understood(name: str, language: str) -> None:
    assert str(Language.parse(name)) == language


@pytest.mark.parametrize(
    ("autonym", "language"),
    [
        ("Kiswahili", "swa_Latn"),
        ("हिन्दी", "hin_Deva"),
        ("አማርኛ", "amh_Ethi"),
        ("ไทย", "tha_Thai"),
        ("မြန်မာ", "mya_Mymr"),
        ("ߒߞߏ", "nqo_Nkoo"),
        ("العربية", "ara_Arab"),
        ("עברית", "heb_Hebr"),
        ("中文", "zho_Hans"),
        ("粵語", "yue_Hant"),
        ("日本語", "jpn_Jpan"),
        ("한국어", "kor_Hang"),
        ("ᱥᱟᱱᱛᱟᱲᱤ", "sat_Olck"),
        ("Yorùbá", "yor_Latn"),
        ("Tiếng Việt", "vie_Latn"),
        ("ქართული", "kat_Geor"),
    ],
)
def test_autonyms_are_understood(autonym: str, language: str) -> None:
    assert str(Language.parse(autonym)) == language


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Chinese (Simplified)", "zho_Hans"),
        ("Traditional Chinese", "zho_Hant"),
        ("Serbian (Latin)", "srp_Latn"),
        ("Kashmiri (Devanagari script)", "kas_Deva"),
        ("Tamasheq (Tifinagh script)", "taq_Tfng"),
        ("Modern Standard Arabic (Romanized)", "arb_Latn"),
        ("Portuguese (Brazil)", "por_Latn_BR"),
        ("English (British)", "eng_Latn_GB"),
        ("Northern Kurdish (Kurmanji)", "kmr_Latn"),
    ],
)
def test_a_script_or_a_region_may_stand_in_brackets(name: str, language: str) -> None:
    assert str(Language.parse(name)) == language


def test_a_misspelt_code_offers_codes_one_letter_off_with_the_most_spoken_first() -> None:
    assert nearest_known("qye")[0] == "que_Latn (Quechua)"
    assert nearest_known("swhh")[0].startswith("swh_Latn")


def test_a_good_code_with_a_bad_subtag_is_offered_first() -> None:
    assert nearest_known("yor_Latinn")[0] == "yor_Latn (Yoruba)"
