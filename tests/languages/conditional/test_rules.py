from __future__ import annotations

from isogloss.languages.conditional import ByLanguage, ByList, ByScript, FirstOf

TOKENS = ["мы", "saw", "東京", "ሰላም", "12"]


def test_a_script_decides() -> None:
    assert ByScript({"Cyrl": "latin", "Ethi": "keep"}).decide(TOKENS) == ["latin", "", "", "keep", ""]


def test_a_list_decides_and_reads_capitals_small() -> None:
    assert ByList({"saw": "keep", "мы": "latin"}).decide(["SAW", "Мы", "see"]) == ["keep", "latin", ""]


def test_a_language_decides_with_its_neighbours() -> None:
    asked: list[str] = []

    def identify(text: str) -> str:
        asked.append(text)
        return "rus" if "мы" in text else "eng"

    rule = ByLanguage({"rus": "latin", "eng": "keep"}, identify)
    assert rule.decide(TOKENS[:3]) == ["latin", "latin", "keep"]
    assert asked == ["мы saw", "мы saw 東京", "saw 東京"]


def test_the_first_rule_with_a_decision_wins() -> None:
    rules = FirstOf((ByList({"saw": "keep"}), ByScript({"Latn": "other", "Hani": "pinyin"})))
    assert rules.decide(["saw", "see", "東京", "12"]) == ["keep", "other", "pinyin", ""]
    assert FirstOf(()).decide(["saw"]) == [""]
