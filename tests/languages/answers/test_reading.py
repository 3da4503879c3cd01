from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError, UnknownName
from isogloss.languages.answers import Reading, read_answer
from isogloss.languages.numbers import plain

ABCD = ("A", "B", "C", "D")


def number(text: str, language: str = "und") -> tuple[str, str]:
    """Return how a number was read and its value, or why it was not."""
    reading = read_answer(text, "number", language=language)
    return reading.how or reading.reason, plain(reading.number.value) if reading.number else ""


def choice(text: str, language: str = "und", options: tuple[str, ...] = ABCD) -> tuple[str, int | None]:
    reading = read_answer(text, "choice", language=language, options=options)
    return reading.how or reading.reason, reading.option


# What common harnesses fail to read: other digits, full-width signs, French groups.
@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("উত্তর: ১৮", "ben", "18"),
        ("الإجابة: ١٨", "arb", "18"),
        ("उत्तर १८ है।", "hin", "18"),
        ("คำตอบคือ ๑๘ บาท", "tha", "18"),
        ("အဖြေ - ၁၈", "mya", "18"),
        ("پاسخ: ۱۸", "fas", "18"),
        ("答案：１８", "zho", "18"),
        ("Réponse : 1 234", "fra", "1234"),
        ("答えは18です。", "jpn", "18"),
        ("정답은 18입니다", "kor", "18"),
        ("సమాధానం: ౧౮", "tel", "18"),
        ("Jibu ni 18", "swh", "18"),
        ("ìdáhùn ni 18", "yor", "18"),
        ("Impendulo: 18", "zul", "18"),
        ("መልስ፡ ፲፰", "amh", "18"),
        ("Պատասխան։ 18", "hye", "18"),
        ("Ответ — 18", "rus", "18"),
        ("Đáp án là 18", "vie", "18"),
        ("Jawaban: 1.500", "ind", "1500"),
        ("Cevap: %50", "tur", "50"),
        ("התשובה היא 18", "heb", "18"),
        ("جواب ۱۸ ہے", "urd", "18"),
        ("Απάντηση: 18", "ell", "18"),
        ("ལན། ༡༨", "bod", "18"),
        ("答案：十八", "yue", "18"),
        ("Antwort: 1.234,5 Euro", "deu", "1234.5"),
        ("Адказ: 1\u00a0234,5", "bel", "1234.5"),
        ("The answer is 18.", "eng", "18"),
        ("**Answer:** $1,234", "eng", "1234"),
        ("ANSWER: 18", "und", "18"),
        ("Answer:\n\n18", "eng", "18"),
        ("Answer: 5 + 13 = 18 dollars", "eng", "18"),
        ("Answer: 80 000", "eng", "80000"),
        ("The answer is that Janet makes $18 daily", "eng", "18"),
        ("The answer is 18, not 20.", "eng", "18"),
        ("La respuesta es 18 (no 20)", "spa", "18"),
        ("Impendulo ngu-18.", "zul", "18"),
        ("答えは-18です。", "jpn", "-18"),
        ("Answer: 18 dollars (9 × 2)", "eng", "18"),
    ],
)
def test_a_number_is_read_behind_a_native_cue(text: str, language: str, value: str) -> None:
    assert number(text, language) == ("cue", value)


@pytest.mark.parametrize(
    ("text", "how", "value"),
    [
        (r"so $\boxed{18}$", "boxed", "18"),
        (r"\boxed{1{,}234\text{ dollars}}", "boxed", "1234"),
        (r"\boxed{\frac{3}{4}}", "boxed", "0.75"),
        (r"\boxed{\frac34}", "boxed", "0.75"),
        (r"\boxed{-2\frac{1}{2}}", "boxed", "-2.5"),
        (r"\boxed{50\%}", "boxed", "50"),
        (r"\boxed{80\,000}", "boxed", "80000"),
        ("9 * 2 = 18\n#### 18", "marked", "18"),
        ("<answer>١٨</answer>", "marked", "18"),
        ("The answer to the first part is 5. Final answer: 18", "final", "18"),
        ("最終的な答え：18", "final", "18"),
        ("18", "whole", "18"),
        ("十八", "whole", "18"),
        ("18 dollars", "whole", "18"),
        ("She has 5 apples, sells 2, and so she keeps 3.", "last", "3"),
    ],
)
def test_the_most_explicit_passage_decides_and_how_is_told(text: str, how: str, value: str) -> None:
    assert number(text) == (how, value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("I do not know.", "no answer"),
        ("The answer is not 5", "no answer"),
        ("The answer to question 5, however, is not 20", "no answer"),
        ("The answer is 5. The answer is 7.", "contradiction"),
        (r"\boxed{5} or \boxed{7}", "contradiction"),
        ("1. First\n2. Second", "no answer"),
    ],
)
def test_what_is_not_read_says_why(text: str, reason: str) -> None:
    reading = read_answer(text, "number")
    assert reading == Reading(reason=reason)  # type: ignore[arg-type]  # the literals are in the table above
    assert not reading.read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Answer: 5 or 7", "several"),
        ("The answer is 5 or 7.", "several"),
        ("It is 5 or 7.", "several"),
        ("Answer: 10-20", "several"),
        ("Answer: 3 × 4", "several"),
        ("Antwort: 5 oder 7", "several"),
        ("Réponse : 5 ou 7", "several"),
        ("答案：5或7", "several"),
        ("답: 5 또는 7", "several"),
        ("उत्तर: 5 या 7", "several"),
        ("الإجابة: 5 أو 7", "several"),
        ("Jibu: 5 au 7", "several"),
        ("2024-05-03", "several"),
        ("Answer: 10:30", "time"),
        ("Answer: 12:00", "time"),
        ("12:00", "time"),
    ],
)
def test_one_of_several_numbers_is_not_guessed(text: str, reason: str) -> None:
    assert number(text) == (reason, "")


def test_a_later_line_may_tell_which_of_several_numbers_it_is() -> None:
    assert number("Answer: 5 or 7\nSo 5") == ("last", "5")
    assert number("Step 3: 5") == ("last", "5")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Answer: 1 million", "eng", "1000000"),
        ("Answer: 3.5 million dollars", "eng", "3500000"),
        ("Answer: $3.5 million", "eng", "3500000"),
        ("Answer: 5 lakh", "eng", "500000"),
        ("Answer: 10^3", "eng", "1000"),
        ("Answer: 10**3", "eng", "1000"),
        ("Answer: $10^{3}$", "eng", "1000"),
        ("Answer: 1.5e3", "eng", "1500"),
        ("उत्तर: 5 लाख", "hin", "500000"),
        ("Respuesta: 5 mil millones", "spa", "5000000000"),
        ("Antwort: 1,5 Mio.", "deu", "1500000"),
        ("Atbilde: 5 tūkst.", "lav", "5000"),
        ("Jibu: milioni 3 na laki 5", "swh", "3500000"),
        ("คำตอบคือ 5 ล้านบาท", "tha", "5000000"),
        ("အဖြေ - ၅ သိန်း", "mya", "500000"),
        ("답은 5천만 원입니다", "kor", "50000000"),
        ("答案是5万", "zho", "50000"),
        ("الجواب: 5 ملايين", "arb", "5000000"),
        ("The answer is 5 million.", "und", "5000000"),
    ],
)
def test_a_number_comes_with_the_word_that_multiplies_it(text: str, language: str, value: str) -> None:
    assert number(text, language) == ("cue", value)


def test_a_multiplier_in_a_box_may_be_text() -> None:
    assert number(r"\boxed{5 \text{ million}}") == ("boxed", "5000000")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Option B is correct.", "eng"),
        ("I choose B.", "eng"),
        ("I think it is B because of the date.", "eng"),
        ("B is the correct answer.", "eng"),
        ("**B** (London) is correct.", "eng"),
        ("Option A is wrong, option B is correct.", "eng"),
        ("A. Paris\nB. London\nSo B.", "eng"),
        ("A. Paris\nB. London\nTherefore, B", "eng"),
        ("B ist richtig.", "deu"),
        ("Donc B.", "fra"),
        ("L'option B est correcte.", "fra"),
        ("La opción B es correcta.", "spa"),
        ("A alternativa B está correta.", "por"),
        ("L'opzione B è corretta.", "ita"),
        ("Optie B is juist.", "nld"),
        ("Alternativ B är rätt.", "swe"),
        ("Odpowiedź B jest poprawna.", "pol"),
        ("Вариант Б верен", "rus"),
        ("B — правильный ответ", "rus"),
        ("Варыянт Б правільны", "bel"),
        ("Η επιλογή Β είναι σωστή", "ell"),
        ("B seçeneği doğrudur.", "tur"),
        ("الخيار ب صحيح", "arb"),
        ("گزینه ب صحیح است", "fas"),
        ("אפשרות ב נכונה", "heb"),
        ("विकल्प B सही है", "hin"),
        ("मैं विकल्प B चुनता हूँ", "hin"),
        ("विकल्प ख सही छ", "npi"),
        ("বিকল্প খ সঠিক", "ben"),
        ("ข้อ ข ถูกต้อง", "tha"),
        ("ជម្រើស ខ ត្រឹមត្រូវ", "khm"),
        ("我选择B。", "zho"),
        ("B是正确的", "zho"),
        ("Bが正しい", "jpn"),
        ("B가 맞습니다", "kor"),
        ("Chọn B", "vie"),
        ("Pilihan B adalah benar.", "ind"),
        ("Chaguo B ni sahihi", "swh"),
        ("ምርጫ ለ ትክክል ነው", "amh"),
    ],
)
def test_an_option_said_to_be_right_is_read(text: str, language: str) -> None:
    assert choice(text, language) == ("cue", 1)


@pytest.mark.parametrize(
    ("text", "option"),
    [("A is correct", 0), ("I choose A.", 0), ("A. Paris\nB. London\nB. London", 1), ("(A) x (B) y. (B)", 1)],
)
def test_options_listed_again_are_no_answers_but_what_follows_is(text: str, option: int) -> None:
    assert choice(text)[1] == option


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("B", "eng"),
        ("ANSWER：B", "eng"),
        ("答案：B", "zho"),
        ("الإجابة: B", "arb"),
        ("উত্তর: খ", "ben"),
        ("Antwort: B", "deu"),
        ("RÉPONSE : B", "fra"),
        ("Ｂ", "jpn"),
        ("Ⓑ", "jpn"),
        ("答案是②", "zho"),
        ("Ответ: Б", "rus"),
        ("Απάντηση: Β", "ell"),
        ("الإجابة: ب", "arb"),
        ("پاسخ: ب", "fas"),
        ("جواب ب ہے", "urd"),
        ("תשובה: ב׳", "heb"),
        ("उत्तर: ख", "hin"),
        ("उत्तर: (ख)", "npi"),
        ("คำตอบคือ ข", "tha"),
        ("คำตอบคือข", "tha"),
        ("ຄຳຕອບ: ຂ", "lao"),
        ("ចម្លើយ៖ ខ", "khm"),
        ("အဖြေ - ခ", "mya"),
        ("ལན། ཁ", "bod"),
        ("정답은 나입니다", "kor"),
        ("答えはイです", "jpn"),
        ("回答：乙", "zho"),
        ("መልሱ ለ ነው", "amh"),
        ("პასუხია ბ", "kat"),
        ("Պատասխան։ Բ", "hye"),
        ("答案是B选项", "zho"),
        ("정답은 B입니다", "kor"),
        ("Cevap B'dir", "tur"),
        ("La respuesta correcta es la opción B.", "spa"),
        ("L'opzione corretta è la B.", "ita"),
        ("The answer is B, not C.", "eng"),
        ("Jibu ni B kwa sababu ni kweli", "swh"),
        ("The answer is (b)", "eng"),
        ("The answer is **B**: Paris", "eng"),
        (r"\boxed{\text{B}}", "eng"),
        ("B) Paris", "eng"),
        ("(B)", "eng"),
        ("Option B", "eng"),
        ("I first thought of Paris, then of Rome.\n\nB", "eng"),
    ],
)
def test_the_second_option_is_read(text: str, language: str) -> None:
    assert choice(text, language)[1] == 1


def test_a_letter_is_the_label_given_else_its_look_alike_else_its_place() -> None:
    assert choice("Ответ: В", "rus") == ("cue", 1)
    assert choice("Ответ: В", "rus", ("А", "Б", "В", "Г")) == ("cue", 2)
    assert choice("Ответ: А", "rus") == ("cue", 0)
    assert choice("उत्तर: क", "mar", ("अ", "ब", "क", "ड")) == ("cue", 2)
    assert choice("उत्तर: क", "hin") == ("cue", 0)
    assert choice("उत्तर: क", "mar") == ("cue", 2)


@pytest.mark.parametrize("text", ["正解は（２）です", "উত্তর ২", "الإجابة: ٢", "2", "Answer: 2", "答案：二"])
def test_digits_name_options_only_where_labels_are_digits(text: str) -> None:
    assert choice(text, options=("1", "2", "3", "4"))[1] == 1
    assert choice(text)[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "The answer is A dog",
        "A dog is an animal.",
        "D'accord",
        "C'est la vie",
        "La respuesta es a casa",
        "Ответ: В Москве",
        "I think vitamin C is good",
        "Answer: C++",
        "The answer is not B",
    ],
)
def test_a_word_of_one_letter_is_no_option(text: str) -> None:
    assert choice(text, "eng") == ("no answer", None)


@pytest.mark.parametrize(
    "text", ["The answer is A because it is", "Answer: A", "Answer: A. A dog", "Answer: A, clearly"]
)
def test_an_a_that_is_an_option_is_read(text: str) -> None:
    assert choice(text, "eng") == ("cue", 0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The answer is A. The answer is B.", "contradiction"),
        ("Answer: A and C", "contradiction"),
        ("A) cat\nB) dog", "no answer"),
        ("A. Paris\nB. London", "no answer"),
        ("(A) Paris (B) London", "no answer"),
        ("B is not correct", "no answer"),
        ("Option B is wrong.", "no answer"),
        ("B सही उत्तर नहीं है", "no answer"),
        ("B ไม่ถูกต้อง", "no answer"),
        ("A car is correct", "no answer"),
        ("I choose a dog.", "no answer"),
        ("So B cells are", "no answer"),
        ("So I am lost", "no answer"),
        ("Both A and B are correct", "no answer"),
        ("Thus A or B.", "no answer"),
        ("A is correct. B is correct.", "contradiction"),
        ("The answer is F", "no such option"),
    ],
)
def test_a_choice_that_is_not_read_says_why(text: str, reason: str) -> None:
    assert choice(text) == (reason, None)


def test_what_was_read_is_found_in_the_text_as_given() -> None:
    text = "**Re\u0301ponse** : **1{,}234**"
    reading = read_answer(text, "number", language="eng")
    assert text[reading.start : reading.end] == "1{,}234"


def test_unknown_kinds_and_labels_are_refused() -> None:
    with pytest.raises(UnknownName, match="choice"):
        read_answer("x", "letter")  # type: ignore[arg-type]  # what a user may mistype
    with pytest.raises(InputError, match="labels"):
        read_answer("x", "choice", options="ABCD")


WORDS = r"answer 答案 : ： A B. (C) 18 ١٨ 1,234 = \boxed{ } ** not is क or \frac{1}{2} 十 ` ' á ####"
SIGNS = [" ", " ", " ", "\n", "a\u0301", "\u200f", "क\u094d", "\ud800"]
PIECES = st.lists(st.sampled_from([*WORDS.split(), *SIGNS]), max_size=14).map("".join)


@settings(deadline=None)
@given(PIECES | st.text(max_size=30), st.sampled_from(["number", "choice"]))
def test_any_text_is_read_or_says_why(text: str, kind: str) -> None:
    reading = read_answer(text, kind)  # type: ignore[arg-type]  # one of the two
    assert reading.read == bool(reading.how) == (reading.number is not None or reading.option is not None)
    if reading.read:
        assert 0 <= reading.start < reading.end <= len(text)


@pytest.mark.parametrize("piece", ["answer ", "answer: 1 ", r"\boxed{", "B ", "1 000 ", "**", "答案", "\n"])
@pytest.mark.parametrize("kind", ["number", "choice"])
def test_long_texts_end(piece: str, kind: str) -> None:
    read_answer(piece * (3000 // len(piece)), kind)  # type: ignore[arg-type]  # one of the two


MGSM = Path(__file__).parents[4] / "shared" / "data" / "mgsm"
# How each language announces an answer, and its own zero.
CUES = {
    "bn": ("উত্তর", "০"),
    "de": ("Antwort", "0"),
    "en": ("Answer", "0"),
    "es": ("Respuesta", "0"),
    "fr": ("Réponse", "0"),
    "ja": ("答え", "０"),
    "ru": ("Ответ", "0"),
    "sw": ("Jibu", "0"),
    "te": ("సమాధానం", "౦"),
    "th": ("คำตอบ", "๐"),
    "zh": ("答案", "０"),
}


@pytest.mark.data
@pytest.mark.skipif(not MGSM.is_dir(), reason="needs ../shared/data/mgsm")
@pytest.mark.parametrize("language", CUES)
def test_every_gold_of_mgsm_is_read_in_native_digits(language: str) -> None:
    with (MGSM / f"mgsm_{language}.tsv").open(encoding="utf-8", newline="") as file:
        golds = [row[1].replace(",", "") for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert len(golds) == 250
    cue, zero = CUES[language]
    for gold in golds:
        native = "".join(chr(ord(zero) + int(one)) if one.isdecimal() else one for one in gold)
        assert number(f"{cue}： {native}", language) == ("cue", gold)
