"""What detect says, and when it says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError, UnknownLanguage
from isogloss.languages import Language, detect, detect_many, load_detector
from isogloss.languages.identification.detection import EVIDENCE, sample

SPOKEN = {
    "amh_Ethi": "ዛሬ ጠዋት ልጆቹ ወደ ትምህርት ቤት ሄደው አዲስ መጽሐፍ አነበቡ።",
    "arb_Arab": "ذهب الأطفال هذا الصباح إلى المدرسة وقرأوا كتابا جديدا عن تاريخ المدينة.",
    "deu_Latn": "Heute Morgen gingen die Kinder zur Schule und lasen ein neues Buch über die Stadt.",
    "ell_Grek": "Σήμερα το πρωί τα παιδιά πήγαν στο σχολείο και διάβασαν ένα καινούργιο βιβλίο.",
    "hin_Deva": "आज सुबह बच्चे स्कूल गए और उन्होंने शहर के बारे में एक नई किताब पढ़ी।",
    "hye_Armn": "Այսօր առավոտյան երեխաները գնացին դպրոց և նոր գիրք կարդացին։",
    "jpn_Jpan": "今朝、子どもたちは学校に行って、町についての新しい本を読みました。",
    "kat_Geor": "დღეს დილით ბავშვები სკოლაში წავიდნენ და ახალი წიგნი წაიკითხეს.",
    "kor_Hang": "오늘 아침에 아이들은 학교에 가서 새로운 책을 읽었습니다.",
    "mya_Mymr": "ဒီမနက် ကလေးတွေ ကျောင်းသွားပြီး စာအုပ်အသစ်တစ်အုပ် ဖတ်ခဲ့ကြတယ်။",
    "swh_Latn": "Leo asubuhi watoto walikwenda shuleni na kusoma kitabu kipya kuhusu mji wao.",
    "tha_Thai": "เช้าวันนี้เด็กๆ ไปโรงเรียนและอ่านหนังสือเล่มใหม่เกี่ยวกับเมือง",
    "zho_Hans": "今天早上孩子们去学校，读了一本关于城市历史的新书。",
    "zho_Hant": "今天早上孩子們去學校，讀了一本關於城市歷史的新書。",
    "srp_Cyrl": "Данас су деца отишла у школу и прочитала нову књигу о свом граду.",
}
UNCLAIMED = {
    "wol_Latn": "Tey ci suba xale yi dem nañu ca ekool ba te jàng nañu téere bu bees ci wàllu dëkk bi.",
    "ven_Latn": "Ṋamusi nga matsheloni vhana vho ya tshikoloni vha vhala bugu ntswa nga ha ḓorobo yavho.",
    "haw_Latn": "I kēia kakahiaka ua hele nā keiki i ke kula a heluhelu lākou i ka puke hou.",
    "tir_Ethi": "ሎሚ ንግሆ እቶም ቆልዑ ናብ ቤት ትምህርቲ ከይዶም ሓድሽ መጽሓፍ ኣንቢቦም።",
    "ydd_Hebr": "הײַנט אין דער פֿרי זענען די קינדער געגאַנגען אין שול און געלייענט אַ נײַ בוך.",
}
NOTHING = [
    "",
    " \n\t",
    "12 345,67",
    "😀🎉👍🏽",
    "...!?",
    "\ud800\udfff",
    "\x00\x01\x1b[0m"[:2],
    "\u200b\u200e",
    "١٢٣",
    "〜〜",
]


@pytest.mark.parametrize(("code", "text"), SPOKEN.items())
def test_text_is_told_in_its_language_and_script(code: str, text: str) -> None:
    found = detect(text)
    assert (str(found.language), found.abstained) == (code, None)
    assert 0.1 < found.probability <= 1


@pytest.mark.parametrize("text", UNCLAIMED.values(), ids=UNCLAIMED)
def test_text_in_a_language_out_of_reach_is_und_for_want_of_evidence(text: str) -> None:
    found = detect(text)
    assert (found.language.code, found.abstained) == ("und", "evidence")


@pytest.mark.parametrize("text", UNCLAIMED.values(), ids=UNCLAIMED)
def test_the_guess_that_was_withheld_can_be_read(text: str) -> None:
    found = detect(text)
    assert found.guess in load_detector("default").languages
    assert found.guess.script == found.language.script


def test_the_guess_is_the_verdict_where_there_is_one_and_und_where_nothing_was_guessed() -> None:
    found = detect(SPOKEN["swh_Latn"])
    assert found.guess == found.language
    assert detect("12").guess == Language("und", "Zyyy")
    assert detect("сегодня утром", candidates=["eng"]).guess == Language("und", "Cyrl")


def test_one_string_in_place_of_texts_is_refused() -> None:
    with pytest.raises(InputError, match="detect_many takes texts"):
        detect_many("abc")


def test_a_candidate_out_of_reach_is_not_passed_over() -> None:
    with pytest.raises(InputError, match="does not cover ewe_Latn"):
        detect("a", candidates=["swh", "Ewe"])


def test_py3langid_alone_names_them_all_the_same() -> None:
    assert all(
        found.abstained is None for found in detect_many(list(UNCLAIMED.values()), detector="py3langid")
    )


@pytest.mark.parametrize("text", NOTHING)
def test_what_holds_no_letter_is_und(text: str) -> None:
    found = detect(text)
    assert (found.language, found.abstained) == (Language("und", "Zyyy"), "no letters")
    assert found.probability == 0


@pytest.mark.parametrize(
    ("text", "script"), [("ߊ߬ ߓߘߊ߫ ߛߐ߬ߘߐ߲߫", "Nkoo"), ("ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ", "Tfng"), ("ᱥᱟᱱᱛᱟᱲᱤ", "Olck")]
)
def test_a_script_that_none_of_the_languages_uses_is_und(text: str, script: str) -> None:
    found = detect(text)
    assert (found.language, found.abstained) == (Language("und", script), "script")


def test_only_languages_of_the_script_compete() -> None:
    assert (
        detect("Danas su deca otišla u školu i pročitala knjigu.", candidates=["sr"]).language.script
        == "Latn"
    )
    assert detect("сегодня утром", candidates=["eng", "deu"]).abstained == "candidates"


def test_candidates_are_any_usual_code_or_language_and_one_of_them_wins() -> None:
    text = "Barnen gick till skolan i morse och läste en ny bok om staden."
    named = detect(text, candidates=["sv", "Danish", Language.parse("nob")])
    assert str(named.language) == "swe_Latn"
    assert detect(text, candidates="swe") == detect(text, candidates=[Language("swe", "Latn")])


def test_text_in_none_of_the_candidates_is_und() -> None:
    text = SPOKEN["deu_Latn"]
    assert detect(text, candidates=["swh", "fin", "tur"]).abstained == "evidence"


def test_macrolanguages_are_named_by_the_member_that_is_meant() -> None:
    assert detect(SPOKEN["swh_Latn"], candidates=["swa"]).language == Language("swh", "Latn")
    assert detect(SPOKEN["arb_Arab"], candidates=["ara"]).language == Language("arb", "Arab")


def test_a_candidate_that_no_table_knows_or_the_detector_does_not_cover_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="Klingonn"):
        detect("a", candidates=["Klingonn"])
    with pytest.raises(InputError, match="none of the candidates"):
        detect("a", candidates=["nqo"])
    with pytest.raises(InputError, match="none of the candidates"):
        detect("a", candidates=[])


def test_many_texts_get_what_each_gets_alone() -> None:
    texts = [*SPOKEN.values(), *UNCLAIMED.values(), *NOTHING, "a", "Hallo Welt привет мир"] * 20
    together = detect_many(texts)
    for alone, found in zip(map(detect, texts[:33]), together, strict=False):
        assert (alone.language, alone.abstained) == (found.language, found.abstained)
        assert alone.probability == pytest.approx(found.probability, abs=1e-4)
    assert together[: len(texts) // 20] == together[-len(texts) // 20 :]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), max_size=8))
def test_no_text_is_an_exception(texts: list[str]) -> None:
    for found in detect_many(texts):
        assert 0 <= found.probability <= 1
        assert (found.language.code == "und") == (found.abstained is not None)


def test_a_long_text_is_judged_by_pieces_from_beginning_to_end() -> None:
    text = "1" * 2_000_000 + (SPOKEN["swh_Latn"] + " ") * 100_000
    assert len(sample(text)) <= EVIDENCE + 3
    assert str(detect(text).language) == "swh_Latn"
    assert detect("a" * 10_000_000).language.code == "und"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ང་བཅས་ར་ སློབ་གྲྭ་ནང་ འགྱོ་དོ་ཡོདཔ་ཨིན།", "dzo"),
        ("འབྲུག་གི་རྒྱལ་ཁབ་འདི་ ཧི་མ་ལ་ཡའི་ནང་ ཡོདཔ་ཨིན།", "dzo"),
        ("བོད་ཀྱི་སྐད་ཡིག་ནི་མཛེས་སོ།", None),
        ("ལྷ་ས་ནི་བོད་ཀྱི་རྒྱལ་ས་རེད།", None),
        ("ང་ཚོས་སློབ་གྲྭར་སློབ་སྦྱོང་བྱེད་ཀྱི་ཡོད།", None),
        ("ናይ ሎሚ መዓልቲ ጽቡቕ እዩ፣ ንዕዮ ክንከይድ ኢና።", None),
    ],
)
def test_a_neighbour_in_the_same_script_is_not_taken_for_the_one_language_known(
    text: str, code: str | None
) -> None:
    found = detect(text)
    assert (found.language.code if found.abstained is None else None) == code
