"""Fixed cases of classes and answers, in many scripts, against the scorers of published figures."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score

from isogloss.languages.answers import normalize_answer
from isogloss.metrics.answer_match import answer_f1, exact_match
from isogloss.metrics.answers import Wanted
from isogloss.metrics.group import numbered
from isogloss.metrics.table import metric
from tests.metrics.test_answer_match import slow_f1, slow_tokens

# Gold and predicted classes of a few texts, blanks between; names of classes are in any script.
CLASSES: Final = [
    ("a a b b", "a b b b"),
    ("a b c", "a b c"),
    ("a b c", "c a b"),
    ("a a a", "a a a"),
    ("a a a", "b b b"),
    ("a", "a"),
    ("a", "b"),
    ("a b", "a a"),
    ("a b", "c c"),
    ("a b c d e", "a b c d a"),
    ("x x x x x x x y", "x x x x x x x x"),
    ("x x x x x x x y", "y y y y y y y y"),
    ("entailment neutral contradiction neutral", "entailment entailment contradiction neutral"),
    ("deporte política deporte", "deporte deporte política"),
    ("ስፖርት ፖለቲካ ስፖርት ጤና", "ስፖርት ስፖርት ስፖርት ጤና"),
    ("खेल राजनीति खेल", "खेल खेल खेल"),
    ("رياضة سياسة صحة", "سياسة سياسة صحة"),
    ("体育 政治 体育 健康", "体育 体育 政治 健康"),
    ("スポーツ 政治 スポーツ", "政治 政治 スポーツ"),
    ("스포츠 정치 스포츠", "스포츠 정치 정치"),
    ("กีฬา การเมือง กีฬา", "การเมือง กีฬา กีฬา"),
    ("спорт политика спорт здоровье", "спорт спорт спорт спорт"),
    ("αθλητισμός πολιτική", "πολιτική αθλητισμός"),
    ("ספורט פוליטיקה ספורט", "ספורט פוליטיקה פוליטיקה"),
    ("အားကစား နိုင်ငံရေး", "အားကစား အားကစား"),
    ("ক্রীড়া রাজনীতি ক্রীড়া", "ক্রীড়া রাজনীতি স্বাস্থ্য"),
    ("விளையாட்டு அரசியல் அரசியல்", "விளையாட்டு அரசியல் விளையாட்டு"),
    ("ߟߊ߬ߓߍ ߕߐ߯ ߟߊ߬ߓߍ", "ߕߐ߯ ߕߐ߯ ߟߊ߬ߓߍ"),
    ("སྲིད་དོན ལུས་རྩལ", "སྲིད་དོན སྲིད་དོན"),
    ("😀 😢 😀 😐", "😀 😀 😢 😐"),
    ("0 1 2 3 4 0 1 2 3 4", "0 1 2 3 3 0 1 1 3 4"),
    ("1 0 0 0 0 0 0 0 0 0", "0 1 0 0 0 0 0 0 0 0"),
    ("a A Á", "a a Á"),
    ("b b b c c a", "b c b c c c"),
]


@pytest.mark.parametrize(
    ("name", "theirs"),
    [("accuracy", accuracy_score), ("macro_f1", partial(f1_score, average="macro", zero_division=0))],
)
@pytest.mark.parametrize(("gold", "predicted"), CLASSES)
def test_a_metric_of_classes_is_scikit_learns(name: str, theirs: Any, gold: str, predicted: str) -> None:  # noqa: ANN401  scikit-learn has no types
    wanted, told = gold.split(), predicted.split()
    labels, first, second = numbered(wanted, told)
    found = metric(name, labels)(first, second, np.ones((1, len(wanted))))[0]
    assert found == pytest.approx(theirs(wanted, told), abs=1e-6)


# An answer, what counts as right (none where the passage does not tell), the language; then exact match and
# F1 as the scorer of SQuAD 2.0 gives them, run beside in transformers 4.46.3 (data/metrics/squad_metrics.py).
ANSWERS: Final[list[tuple[str, tuple[str, ...], str, int, float]]] = [
    ("Denver Broncos", ("Denver Broncos",), "en", 1, 1),
    ("the Denver Broncos", ("Denver Broncos", "Broncos"), "en", 1, 1),
    ("Denver", ("Denver Broncos", "Broncos of Denver"), "en", 0, 0.666666667),
    ("In the year of 1984.", ("1984", "the year 1984"), "en", 0, 0.666666667),
    ("U.S.A.", ("USA",), "en", 1, 1),
    ("an apple a day", ("apple the day",), "en", 1, 1),
    ("twenty-five", ("25", "twenty five"), "en", 0, 0),
    ("", ("something",), "en", 0, 0),
    ("something", (), "en", 0, 0),
    ("", (), "en", 1, 1),
    ("die Stadt Köln", ("Köln", "Stadt Köln"), "de", 0, 0.8),
    ("in den 1990er-Jahren", ("1990er Jahre",), "de", 0, 0),
    ("", (), "de", 1, 1),
    ("la ciudad de México", ("Ciudad de México", "México"), "es", 0, 0.857142857),
    ("¿los años 20?", ("años 20",), "es", 0, 0.8),
    ("thành phố Hà Nội", ("Hà Nội", "của Hà Nội"), "vi", 0, 0.666666667),
    ("những năm 1990", ("năm 1990",), "vi", 0, 0.8),
    ("القاهرة", ("القاهرة",), "ar", 1, 1),
    ("مدينة القاهرة", ("القاهرة", "في القاهرة"), "ar", 0, 0.666666667),
    ("عام ١٩٨٤", ("١٩٨٤",), "ar", 0, 0.666666667),
    ("", (), "ar", 1, 1),
    ("नई दिल्ली में", ("नई दिल्ली",), "hi", 0, 0.8),
    ("१९८४ में", ("१९८४", "सन् १९८४"), "hi", 0, 0.666666667),
    ("दिल्ली", (), "hi", 0, 0),
    ("北京大学", ("北京大学", "大学"), "zh", 1, 1),
    ("在北京", ("北京",), "zh", 0, 0),
    ("1984年", ("1984",), "zh", 0, 0),
    ("", (), "zh", 1, 1),
    ("กรุงเทพมหานคร", ("กรุงเทพมหานคร",), "th", 1, 1),
    ("กรุงเทพ มหานคร", ("กรุงเทพมหานคร", "กรุงเทพ"), "th", 0, 0.666666667),
    ("Москва, Россия", ("Москва",), "ru", 0, 0.666666667),
    ("в 1984 году", ("1984 год", "1984"), "ru", 0, 0.5),
    ("Αθήνα", ("η Αθήνα", "Αθήνα"), "el", 1, 1),
    ("İstanbul'da", ("İstanbul", "istanbul"), "tr", 0, 0),
    ("አዲስ አበባ ከተማ", ("አዲስ አበባ",), "am", 0, 0.8),
    ("ရန်ကုန်မြို့", ("ရန်ကုန်", "ရန်ကုန်မြို့"), "my", 1, 1),
    ("清华大学。", ("清华", "清华大学"), "zh", 0, 0),
    ("الجامعة الأمريكية", ("الجامعة", "جامعة أمريكية"), "ar", 0, 0.666666667),
]


@pytest.mark.parametrize(("answer", "right", "language", "same", "f1"), ANSWERS)
def test_an_answer_scores_as_by_the_scorer_of_squad_2(
    answer: str, right: tuple[str, ...], language: str, same: int, f1: float
) -> None:
    labels = [str(Wanted(right, language)), answer]
    gold, predicted = np.array([0]), np.array([1])
    for name, expected in (("squad_exact_match", same), ("squad_f1", f1)):
        found = metric(name, labels)(gold, predicted, np.ones((1, 1)))[0]
        assert found == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("answer", "right", "language"), [case[:3] for case in ANSWERS if case[1]])
def test_an_answer_scores_as_the_rules_of_mlqa_say(
    answer: str, right: tuple[str, ...], language: str
) -> None:
    if language in ("th", "ru", "el", "tr", "am", "my"):
        language = "en"  # the scorer of MLQA knows seven languages; without articles it is that of English
    predicted = slow_tokens(answer, language, "mlqa")
    golds = [slow_tokens(one, language, "mlqa") for one in right]
    assert normalize_answer(answer, language, rules="mlqa").split() == predicted
    assert exact_match(answer, right, language, rules="mlqa") == (predicted in golds)
    expected = max(slow_f1(predicted, one) for one in golds)
    assert answer_f1(answer, right, language, rules="mlqa") == pytest.approx(expected, abs=1e-6)
