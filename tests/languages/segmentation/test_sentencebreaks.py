from __future__ import annotations

from importlib.resources import files
from typing import Literal, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import UnknownLanguage, UnknownName
from isogloss.languages import Language, sentences


def cut(text: str, language: str | None = None) -> list[str]:
    return [span.text for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("hin", ["डॉ. राम आए।", "वे गए॥", "क्या?", "हाँ।"]),
        ("amh", ["ሰላም፡፡", "ደህና ነህ?", "አዎ።", "ነው::", "እሺ።"]),
        ("mya", ["မင်္ဂလာပါ။", "နေကောင်းလား၊ ကောင်းပါတယ်။"]),
        ("khm", ["សួស្តី។", "ផ្លែឈើ ។ល។ និងទឹក។", "ទេ៕"]),
        ("bod", ["བཀྲ་ཤིས་དང་། བདེ་ལེགས་རེད།", "ང་ཡིན།"]),
        ("dzo", ["ང་འགྱོ་དོ་ཡོད", "ཁོ་འོང་ནུག", "དེ་ཨིན།"]),
        ("nqo", ["ߒ ߓߊ߬߹", "ߌ ߕߐ߮.", "ߊߥ؟"]),
        ("ara", ["قال د. أحمد شيئا.", "كيف حالك؟", "بخير."]),
        ("urd", ["وہ آیا۔", "ایم۔ اے کیا ہے؟", "ہاں۔"]),
        ("hye", ["Բարև:", "Ինչպե՞ս ես։", "Նա ասաց. ահա:"]),
        ("ell", ["Τι κάνεις;", "Ο κ. Παπάς;", "Ναι."]),
        ("heb", ["מה שלומך?", "טוב.", "תודה!"]),
        ("kor", ["그는 갔다.", '"안녕?" 하고 말했다.', "그리고 왔다."]),
        ("pan", ["ਉਹ ਗਿਆ |", "ਉਹ ਆਇਆ।"]),
        ("tha", ["เขาไป", "แต่เธออยู่"]),
        ("kat", ["ის მოვიდა.", "ქ. თბილისი დიდია!"]),
        ("chr", ["ᎣᏏᏲ.", "ᏙᎯᏧ?"]),
        ("vai", ["ꕉꕜꕮ꘎", "ꔔꘋ꘏"]),
        ("sat", ["ᱡᱚᱦᱟᱨ᱾", "ᱪᱮᱫ?"]),
    ],
)
def test_each_script_ends_sentences_in_its_own_way(language: str, expected: list[str]) -> None:
    separator = "\n" if language == "tha" else " "
    assert cut(separator.join(expected), language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“你好。”我走了！真的？", ["他说：“你好。”", "我走了！", "真的？"]),
        ("「雨だ。」と言った。本当？はい｡", ["「雨だ。」と言った。", "本当？", "はい｡"]),
        ('他来了。"真的？"她问。', ["他来了。", '"真的？"', "她问。"]),
    ],
)
def test_han_and_kana_need_no_blank(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("eng", "Mr. Smith met Dr. J. R. R. Jones at 5 p.m. in the U.S. Senate, e.g. on Jan. 3."),
        ("eng", "See fig. 3, p. 12, at www.example.org/a.b?c=1 or mail a.b@c.org about v. 2.0.1 of Node.js."),
        ("eng", "It cost 3.5 million, i.e. too much (really!) for Yahoo! and others."),
        ("deu", "Am 3. Oktober kam Dr. Müller z. B. nach St. Gallen, im 19. Jahrhundert usw. und so weiter."),
        ("deu", "Um 300 v. Chr. lebte er dort."),
        ("eng", "Oh! what a day."),
        ("deu", "Das war alles. (siehe unten)"),
        ("hin", "उसने कहा... और चला गया।"),
        ("fra", "« Quoi ? » dit M. Dupont à Mme Durand, cf. p. 3."),
        ("spa", "El Sr. García y la Dra. López viven en la Avda. Mayor núm. 5."),
        ("ces", "Karel IV. Lucemburský se narodil 14. května u sv. Víta, tj. v Praze."),
        ("fin", "Kokous on 3. toukokuuta klo 12.30, esim. Helsingissä."),
        ("pol", "Prof. dr hab. Jan Nowak mieszka przy ul. Długiej 5, tj. w Warszawie."),
        ("rus", "А. С. Пушкин жил в г. Москве, т. е. не в Петербурге, на ул. Арбат."),
        ("tur", "Prof. Dr. Ayşe Yılmaz 19. Yüzyıl üzerine yazdı."),
        ("hun", "Dr. Kovács a 3. emeleten lakik, pl. nyáron."),
        ("tam", "எம்.ஜி.ஆர். நடித்தார்."),
        ("swh", "Dkt. Juma na Prof. Asha walikuja saa 3.30 asubuhi."),
    ],
)
def test_a_full_stop_that_ends_no_sentence(language: str, sentence: str) -> None:
    assert cut(sentence, language) == [sentence]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("eng", ["He left the U.S.", "The trip was long."]),
        ("eng", ["Vitamin C.", "It helps."]),
        (
            "eng",
            ["It cost $5.[2]", "Really?!", "Yes… And no.", '"Why?" he asked.', "(Nobody knows.)", "Fine."],
        ),
        ("eng", ["Great! 😀🎉", "Let's go."]),
        ("eng", ["1. Buy milk.", "2. Sell eggs."]),
        ("eng", ["THE END.", "NEXT ONE."]),
        ("eng", ["i was there.", "it was fun."]),
        ("eng", ["He came.", "iPhones are here.", "5 of them."]),
        ("eng", ["Why?", "because he could.", "He left."]),
        ("deu", ["Er sagte: „Komm!“", "Dann ging er.", "»Was?«", "Die Katze schläft."]),
        ("swe", ["”Kom hit!”", "Han gick.", "»Nej.»", "Slut."]),
        ("fra", ["Il a dit : « Oui ! »", "Puis il partit."]),
        ("afr", ["Hy is weg.", "’n Man het gekom."]),
        ("zul", ["Bahambile.", "uRosa uzofika."]),
        ("spa", ["¡Hola!", "¿Qué tal?", "Bien."]),
        ("rus", ["Он умер в 1990 г.", "Потом всё изменилось."]),
        ("ces", ["Bylo jich 5.", "Potom přišli další."]),
    ],
)
def test_a_stop_that_does(language: str, expected: list[str]) -> None:
    if "Yes… And no." in expected:
        expected = [part for one in expected for part in one.replace("… ", "…|").split("|")]
    assert cut(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("deu", ["Er lebt in der Schweiz.", "Sie lebt in Wien."]),
        ("deu", ["Er lebt in der Schweiz.", "Peter auch."]),
        ("deu", ["DIE SCHWEIZ.", "PETER KAM."]),
        ("deu", ["Ich helfe dir.", "Peter schläft."]),
        ("eng", ["Here I am.", "John laughed."]),
        ("eng", ["He left the ark.", "Noah stayed."]),
        ("rus", ["Это мой дом.", "Мы живём здесь."]),
        ("rus", ["Мы говорили о нем.", "Иван пришёл."]),
        ("rus", ["Он сказал им.", "Они ушли."]),
        ("fra", ["Il alluma le feu.", "Pierre dormait."]),
        ("fra", ["Le trou mesure 5 mm.", "Il est rond."]),
        ("fra", ["Il saute 2 m.", "Pierre applaudit."]),
        ("ukr", ["Стіна має 5 м.", "Вона висока."]),
        ("rus", ["Это стоит 100 р.", "Он заплатил."]),
        ("tur", ["Koşu 5 sn.", "Ali kazandı."]),
        ("spa", ["Viven en los EE. UU.", "El viaje fue largo."]),
        ("cat", ["No n'hi ha cap.", "Pere ho sap."]),
        ("ita", ["Andò alla spa.", "Marco rimase."]),
        ("afr", ["Hy kom om ons te red.", "Piet bly."]),
        ("nno", ["Det er eg.", "Kari kom."]),
        ("fin", ["Hän eli.", "Pekka kuoli."]),
        ("est", ["Mina ka.", "Peeter tuli."]),
        ("pol", ["Pomógł im.", "Potem wyszedł."]),
        ("ces", ["Pomohl nám.", "To je vše."]),
        ("hrv", ["Jesi li to ti.", "Ivan dolazi."]),
        ("hun", ["Ez egy cég.", "Péter ott van."]),
        ("ron", ["Costă 5 lei.", "Ion vine."]),
        ("tur", ["Onu bul.", "Ali geldi."]),
        ("tur", ["Git ve gör.", "Ali geldi."]),
        ("ind", ["Ini untuk ibu.", "Budi datang."]),
        ("swh", ["Alimwona bibi.", "Juma alikuja."]),
        ("vie", ["Anh ấy viết một bài ca.", "Lan nghe."]),
        ("sqi", ["Nuk e gjen.", "Agimi shkoi."]),
        ("tat", ["Бу ул.", "Марат килде."]),
        ("fas", ["این کتاب از او.", "من رفتم."]),
        ("heb", ["הוא שילם מס.", "היא הלכה."]),
    ],
)
def test_a_word_that_some_abbreviate_to_ends_a_sentence(language: str, expected: list[str]) -> None:
    assert cut(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("deu", "Die Ausstellung zeigt schweiz. und österr. Maler."),
        ("deu", "Der Dir. Meier und Prof. Dr. h. c. Anna Schmidt kamen, d. h. Peter auch."),
        ("deu", "Am So. 5. Mai kam Mag. Huber."),
        ("rus", "Завод им. Кирова стоит на ул. Ленина, т. е. Пётр рядом."),
        ("fra", "Le Col. Dupont et le Cap. Martin, MM. Petit et M. Le Pen partirent."),
        ("ukr", "Він жив у м. Київ біля р. Дніпро."),
        ("tur", "Av. Ali ve Öğr. Gör. Ayşe geldi."),
        ("pol", "Uniwersytet im. Kopernika w Toruniu."),
        ("slv", "Prišla je ga. Novak."),
    ],
)
def test_an_abbreviation_that_is_a_word_elsewhere_still_abbreviates(language: str, sentence: str) -> None:
    assert cut(sentence, language) == [sentence]


def test_a_word_of_a_language_stands_in_one_row() -> None:
    kinds: dict[tuple[str, str], str] = {}
    table = files("isogloss.languages.segmentation") / "abbreviations.tsv"
    for line in table.read_text(encoding="utf-8").split("\n")[1:-1]:
        names, kind, abbreviations = line.split("\t")
        assert kind in {"title", "number", "either", "word"}
        for place in ((name, word) for name in names.split() for word in abbreviations.split()):
            assert kind == "word" or kinds.setdefault(place, kind) == kind, place


def test_a_choice_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean wrapped"):
        sentences("One.", "eng", lines=cast("Literal['wrapped']", "wraped"))


def test_a_line_break_ends_a_sentence_unless_lines_are_wrapped() -> None:
    text = "A heading\nOne line\r\ngoes on. Done.\n \nNext\u2029Last"
    assert cut(text) == ["A heading", "One line", "goes on.", "Done.", "Next", "Last"]
    wrapped = [span.text for span in sentences(text, "eng", lines="wrapped")]
    assert wrapped == ["A heading\nOne line\r\ngoes on.", "Done.", "Next", "Last"]


def test_a_language_may_be_named_in_any_way_and_must_be_known() -> None:
    text = "Am 3. Oktober. Ja."
    assert sentences(text, "de") == sentences(text, Language.parse("deu_Latn"))
    assert len(sentences(text, "de")) == 2
    with pytest.raises(UnknownLanguage):
        sentences(text, "no such language")


def test_direction_marks_behind_a_stop_stay_with_it() -> None:
    assert cut("د.\u200f شي.\u200e بل", "pus")[-1] == "بل"


ALPHABET = st.characters() | st.sampled_from(
    "aZßशकبကあ中།༎።፡:;|.。！?!…\"'»«“”„)(]1٣ \t\n\r\u2028\u200e😀🇰🇪-\ud800"
)


@settings(deadline=None, max_examples=300)
@given(
    st.text(ALPHABET, max_size=80),
    st.sampled_from([None, "eng", "deu", "tha", "dzo", "hye", "ell"]),
    st.booleans(),
)
def test_spans_slice_back_in_order_and_lose_only_blanks(
    text: str, language: str | None, wrapped: bool
) -> None:
    last = 0
    for span in sentences(text, language, lines="wrapped" if wrapped else "end"):
        assert text[span.start : span.end] == span.text
        assert span.text == span.text.strip() != ""
        assert not text[last : span.start].strip()
        last = span.end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        ".",
        "a. ",
        "A. ",
        "? ",
        "。",
        '。"',
        "་",
        "། ",
        "ä.“",
        "Dr. ",
        "1. ",
        " ",
        "\n",
        ".,",
        "😀",
        "a.)",
        "Ա. ",
        ": ",
    ],
)
def test_a_long_text_of_stops_is_cut(piece: str) -> None:
    # What takes quadratic time never comes back from here.
    text = piece * (300_000 // len(piece))
    spans = sentences(text, "dzo" if piece == "་" else "eng")
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert sum(len(span.text) for span in spans) <= len(text)
