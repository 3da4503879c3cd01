"""Names of options in what models write."""

from __future__ import annotations

import time

import pytest

from isogloss.training.prompting.reading.names import read_name

TOPICS = [("Sport", "sports"), ("Gesundheit", "health"), ("Wissenschaft/Technik", "science/technology")]


@pytest.mark.parametrize(
    "said",
    [
        "Gesundheit",
        "health",
        " GESUNDHEIT. ",
        "**Gesundheit**",
        "„Gesundheit“",
        "Kategorie: Gesundheit",
        "The answer is health.",
        "Der Text nennt Sport und Ärzte. Die Antwort lautet: Gesundheit",
        "La réponse est : health.",
        "答案是 Gesundheit。",
        "Gesundheit, denn es geht um Ärzte.",
        "Gesundheit\n\nSport kommt nur am Rand vor.",
        "Not sports. Health!",
        r"\boxed{health}",
        "<answer>health</answer>",
    ],
)
def test_a_name_is_read(said: str) -> None:
    assert read_name(said, TOPICS) == 1


@pytest.mark.parametrize(
    "said",
    [
        "",
        "…",
        "I cannot help with that.",
        "Sport oder Gesundheit",
        "The answer is sports. The answer is health.",
        "Gesundheitswesen",
        "unhealthy",
        "🤷",
    ],
)
def test_what_names_none_or_several_is_unread(said: str) -> None:
    assert read_name(said, TOPICS) is None


@pytest.mark.parametrize(
    ("said", "place"),
    [("entailment", 0), ("not_entailment", 1), ("The answer is not_entailment.", 1), ("Entailment!", 0)],
)
def test_the_longest_name_counts(said: str, place: int) -> None:
    assert read_name(said, [("entailment",), ("not_entailment",)]) == place


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([("体育",), ("健康",)], "这段文本属于健康类别。"),
        ([("กีฬา",), ("สุขภาพ",)], "ข้อความนี้เกี่ยวกับสุขภาพ"),
        ([("スポーツ",), ("健康",)], "答えは健康です。"),
        ([("رياضة",), ("صحة",)], "الإجابة: صحة"),
        ([("खेल",), ("स्वास्थ्य",)], "उत्तर: स्वास्थ्य।"),
        ([("ስፖርት",), ("ጤና",)], "ጤና።"),
        ([("ስፖርት",), ("ጤና",)], "መልሱ ጤና ነው።"),
        ([("ကား",), ("ကျန်းမာရေး",)], "ကျန်းမာရေး"),
        ([("ߝߊߙߌ",), ("ߞߍߣߍߦߊ",)], "ߞߍߣߍߦߊ"),
    ],
)
def test_names_are_read_in_every_script(names: list[tuple[str]], said: str) -> None:
    assert read_name(said, names) == 1


@pytest.mark.parametrize(
    ("said", "place"),
    [("Sí, no cambia nada.", 1), ("No: sí cambia.", None), ("**Sí**\n\nno hay duda", 1), ("sí y no", None)],
)
def test_a_name_that_a_text_begins_with_counts(said: str, place: int | None) -> None:
    assert read_name(said, [("no",), ("sí",)]) == place


def test_a_name_that_two_options_share_tells_neither() -> None:
    assert read_name("same", [("same", "one"), ("same", "two")]) is None
    assert read_name("two", [("same", "one"), ("same", "two")]) == 1


def test_a_long_answer_is_read_in_linear_time() -> None:
    began = time.perf_counter()
    read_name("sport is not the answer, " * 20_000 + "\nThe answer is health.", TOPICS)
    assert time.perf_counter() - began < 20
