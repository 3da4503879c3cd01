from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.errors import InputError
from isogloss.languages.answers import Rules, normalize_answer
from isogloss.metrics.answer_match import answer_f1, exact_match

ASCII_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
ARTICLES = {
    "en": ["a", "an", "the"],
    "es": ["un", "una", "unos", "unas", "el", "la", "los", "las"],
    "vi": ["của", "là", "cái", "chiếc", "những"],
    "de": ["ein", "eine", "einen", "einem", "eines", "einer", "der", "die", "das", "den", "dem", "des"],
}


def slow_articles(text: str, language: str) -> str:
    """Remove articles one by one from the left, at word boundaries as Python's re has them."""
    if language == "ar":
        return text.replace("ال", " ")
    result, place = "", 0
    while place < len(text):
        for article in ARTICLES.get(language, []):
            end = place + len(article)
            before = place > 0 and re.match(r"\w", text[place - 1])
            behind = end < len(text) and re.match(r"\w", text[end])
            if text[place:end] == article and not before and not behind:
                result, place = result + " ", end
                break
        else:
            result, place = result + text[place], place + 1
    return result


def slow_tokens(text: str, language: str, rules: Rules) -> list[str]:
    """Lower, drop punctuation, drop articles, part: the published description, a character at a time."""
    text = text.lower()
    official = rules == "mlqa"
    kept = [
        one for one in text if not (one in ASCII_MARKS or (official and unicodedata.category(one)[0] == "P"))
    ]
    text = slow_articles("".join(kept), language if official else "en")
    if official and language == "zh":
        text = "".join(f" {one} " if 0x4E00 <= ord(one) <= 0x9FA5 else one for one in text)
    return text.split()


def slow_f1(prediction: list[str], gold: list[str]) -> float:
    left, same = list(gold), 0
    for token in prediction:
        if token in left:
            left.remove(token)
            same += 1
    return 2 * same / (len(prediction) + len(gold)) if same else 0.0


WORDS = "the a an The el LA der Das của những ال كتاب والكتاب किताब । 中 文 iPhone 12 1,234 É İ ß"
PIECES = st.lists(
    st.sampled_from(
        [*WORDS.split(), " ", " ", " ", ".", "'s", "-", "—", "。", "«", "»", "_", "\u00a0", "\u3000"]
    ),
    max_size=12,
).map("".join)


@settings(deadline=None)
@given(
    PIECES,
    st.lists(PIECES, min_size=1, max_size=3),
    st.sampled_from(["en", "es", "hi", "vi", "de", "ar", "zh"]),
)
@pytest.mark.parametrize("rules", ["squad", "mlqa"])
def test_official_rules_equal_their_description(
    rules: Rules, prediction: str, golds: list[str], language: str
) -> None:
    predicted = slow_tokens(prediction, language, rules)
    others = [slow_tokens(gold, language, rules) for gold in golds]
    assert normalize_answer(prediction, language, rules=rules) == " ".join(predicted)
    assert exact_match(prediction, golds, language, rules=rules) == any(predicted == gold for gold in others)
    expected = max(slow_f1(predicted, gold) for gold in others)
    assert answer_f1(prediction, golds, language, rules=rules) == pytest.approx(expected)


# Worked out by hand from the published rules.
@pytest.mark.parametrize(
    ("prediction", "golds", "language", "rules", "em", "f1"),
    [
        ("The Nile River", ["Nile", "the river Nile."], "en", "squad", False, 1.0),
        ("the nile", ["Nile!", "river"], "en", "squad", True, 1.0),
        ("Denver Broncos won", ["Denver Broncos"], "en", "squad", False, 0.8),
        ("", ["x"], "en", "squad", False, 0.0),
        ("the", ["a"], "en", "squad", True, 0.0),
        ("«la casa»", ["casa"], "es", "squad", False, 0.0),
        ("«la casa»", ["casa"], "es", "mlqa", True, 1.0),
        ("दिल्ली।", ["दिल्ली"], "hi", "squad", False, 0.0),
        ("दिल्ली।", ["दिल्ली"], "hi", "mlqa", True, 1.0),
        ("của những ngôi nhà", ["ngôi nhà"], "vi", "mlqa", True, 1.0),
        ("in dem alten Haus", ["altes Haus", "alten Haus"], "de", "mlqa", False, 0.8),
        ("الكتاب", ["كتاب"], "ar", "mlqa", True, 1.0),
        ("الأمثال", ["الأمث"], "ar", "mlqa", True, 1.0),
        ("北京大学", ["北京"], "zh", "mlqa", False, 2 / 3),
        ("北京。", ["北京"], "zh", "mlqa", True, 1.0),
        ("北京大学", ["北京"], "zh", "squad", False, 0.0),
        ("", [""], "zh", "mlqa", True, 0.0),
        ("", [""], "zh", "native", True, 1.0),
        ("", [], "sw", "native", True, 1.0),
        ("x", [], "sw", "native", False, 0.0),
        ("الأمثال", ["الأمث"], "ar", "native", False, 0.0),
        ("東京都", ["東京"], "ja", "native", False, 0.8),
        ("กขค", ["กข", "กขค"], "th", "native", True, 1.0),
        ("২৫টি বই", ["25টি বই"], "bn", "native", True, 1.0),
        ("A", ["the"], "en", "native", False, 0.0),
    ],
)
def test_known_values(
    prediction: str, golds: list[str], language: str, rules: Rules, em: bool, f1: float
) -> None:
    assert exact_match(prediction, golds, language, rules=rules) is em
    assert answer_f1(prediction, golds, language, rules=rules) == pytest.approx(f1)


def test_one_text_instead_of_a_list_is_refused() -> None:
    with pytest.raises(InputError, match="list"):
        exact_match("a", "abc", "eng")


FOLDER = Path(__file__).parents[3] / "shared" / "data" / "xquad"
STOPS = {"hi": "।", "zh": "。", "ar": "."}


def questions(language: str) -> list[tuple[str, str, int]]:
    """Return gold, context and the gold's place of every question."""
    content = json.loads((FOLDER / f"xquad.{language}.json").read_text(encoding="utf-8"))
    paragraphs = [paragraph for article in content["data"] for paragraph in article["paragraphs"]]
    return [
        (question["answers"][0]["text"], paragraph["context"], question["answers"][0]["answer_start"])
        for paragraph in paragraphs
        for question in paragraph["qas"]
    ]


@pytest.mark.data
@pytest.mark.skipif(not FOLDER.is_dir(), reason="needs ../shared/data/xquad")
@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "hi", "th", "tr", "zh"])
def test_every_gold_of_xquad_is_right_with_a_full_stop_behind_it(language: str) -> None:
    stop = STOPS.get(language, ".")
    wrong = [gold for gold, _, _ in questions(language) if not exact_match(gold + stop, [gold], language)]
    assert wrong == []
