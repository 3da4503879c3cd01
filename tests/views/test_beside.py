"""Translations that stand beside texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from isogloss.data.examples import Answer, Answerable, Beside, Choice, Example, Labelled, Pair, Tagged
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.views.beside import Accompanied, SetBeside, translation
from isogloss.views.table import view

ENG, AMH = Language.parse("eng"), Language.parse("amh")


@dataclass
class Upper:
    """A translator that writes capitals, and nothing for what it does not know."""

    name: str = "upper"
    fingerprint: str = "0"

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        assert (source, target) == (AMH, ENG)
        return ["" if text == "?" else text.upper() for text in texts]


def shown(*examples: Example) -> list[Example]:
    return Accompanied(Upper(), ENG).shown(examples).examples


def test_the_translation_stands_beside_and_the_text_stays() -> None:
    text = Labelled("1", "selam", "greeting", AMH, "f:1")
    pair = Pair("2", "selam", "?", "same", AMH, "f:2")
    own = Labelled("3", "hello", "greeting", ENG, "f:3")
    found = shown(text, pair, own)
    assert [getattr(one, "beside", None) for one in found] == [
        Beside(("SELAM",), ENG),
        Beside(("SELAM", "?"), ENG),  # what has no translation stays
        Beside(("hello",), ENG),
    ]
    assert found[0] == Labelled("1", "selam", "greeting", AMH, "f:1", Beside(("SELAM",), ENG))


def test_a_tagged_sentence_has_the_words_of_its_translation_beside_it() -> None:
    found = shown(
        Tagged("1", ("selam", "alem"), ("O", "B-LOC"), AMH, "f:1"),
        Tagged("2", ("ጤና", "ይስጥልኝ"), ("O", "O"), AMH, "f:2"),
        Tagged("3", ("?",), ("O",), AMH, "f:3"),
        Tagged("4", ("don't",), ("O",), ENG, "f:4"),
    )
    assert [one.beside and one.beside.texts for one in found if isinstance(one, Tagged)] == [
        ("SELAM", "ALEM"),
        ("ጤና", "ይስጥልኝ"),
        ("?",),  # what has no translation stays
        ("don't",),  # its own words, not what they would be cut into
    ]


def test_a_question_may_be_of_another_language_than_its_context() -> None:
    own = Answerable("1", "selam alem", "who?", (), AMH, "f:1", question_language=ENG)
    (found,) = shown(own)
    assert getattr(found, "beside", None) == Beside(("SELAM ALEM", "who?"), ENG)


@dataclass
class Lowered(Upper):
    """The other way: small letters, brackets and all."""

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        assert (source, target) == (ENG, AMH)
        return [text.lower() for text in texts]


@pytest.mark.parametrize("project", ["markers", ""])
def test_answers_are_carried_along_in_training_and_not_looked_at_in_tests(project: str) -> None:
    own = [
        Answerable("q1", "ANNA SAW BERT.", "WHO SAW?", (Answer("ANNA", 0),), ENG, "f:1"),
        Answerable("q2", "ANNA SAW BERT.", "WHO SANG?", (), ENG, "f:1"),
        Answerable("q3", "ANNA SAW BERT.", "WHO WAS SEEN?", (Answer("BERT", 9),), ENG, "f:1"),
    ]
    found = Accompanied(Lowered(), AMH, project).shown(own).examples
    assert [getattr(one, "answers", None) for one in found] == [one.answers for one in own]
    besides = [one.beside for one in found if isinstance(one, Answerable) and one.beside]
    assert [one.texts for one in besides] == [("anna saw bert.", one.question.lower()) for one in own]
    carried = [(Answer("anna", 0),), (), (Answer("bert", 9),)] if project else [()] * 3
    assert [one.answers for one in besides] == carried


def test_what_stands_beside_is_an_example_of_its_own() -> None:
    texts: list[Example] = [
        Labelled("1", "a", "yes", AMH, "f", Beside(("A",), ENG)),
        Pair("2", "a", "b", "yes", AMH, "f", Beside(("A", "B"), ENG)),
        Tagged("3", ("a", "b"), ("O", "B-X"), AMH, "f", Beside(("A",), ENG)),
        Answerable("4", "a", "b", (Answer("a", 0),), AMH, "f", ENG, Beside(("A", "B"), ENG)),
        Answerable("5", "a", "b", (), AMH, "f", None, Beside(("A", "B"), ENG, (Answer("A", 0),))),
    ]
    assert [translation(one) for one in texts] == [
        Labelled("1", "A", "yes", ENG, "f"),
        Pair("2", "A", "B", "yes", ENG, "f"),
        Tagged("3", ("A",), (), ENG, "f"),
        Answerable("4", "A", "B", (), ENG, "f"),
        Answerable("5", "A", "B", (Answer("A", 0),), ENG, "f"),
    ]
    with pytest.raises(ValueError, match="nothing stands beside"):
        translation(Labelled("1", "a", "yes", AMH, "f"))


def test_choices_have_nothing_beside_them() -> None:
    with pytest.raises(InputError, match="tagged sentences and questions alone"):
        shown(Choice("1", "selam", ("a", "b"), "", 0, AMH, "f:1"))


def test_of_tests_no_answer_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "words.tsv").write_text("selam\thello\n", encoding="utf-8")
    spec = SetBeside("source", f"lexicon:{tmp_path}/words.tsv", "align")
    assert spec.toward(ENG, AMH, lambda translator: translator).project == ""
    there = SetBeside("target", spec.translator, "align")
    assert there.toward(ENG, AMH, lambda translator: translator).project == "align"


def test_the_view_is_named_in_recipes_and_needs_its_direction() -> None:
    assert view({"view": "beside", "to": "target", "translator": "x"}) == SetBeside("target", "x")
    with pytest.raises(TypeError, match="given its languages"):
        view({"view": "beside", "to": "source"})([], seed=0)
    with pytest.raises(InputError, match="takes no such parameters"):
        view({"view": "beside", "to": "both"})
