"""Patterns and words: whose they are, and what is said where there are none."""

from __future__ import annotations

import pytest

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.training.fewshot.sheets import Sheet, sheet_of
from isogloss.training.prompting.settings import Prompting

LABELS = ("health", "sports")


def sheet(
    code: str, prompt: Prompting, labels: tuple[str, ...] = LABELS, task: str = "classification"
) -> Sheet:
    return sheet_of(task, labels, Language.parse(code), Language.parse("eng"), prompt)


@pytest.mark.parametrize(
    ("code", "words", "named"),
    [
        ("swh", ("afya", "michezo"), "Kategoria"),
        ("eng", ("health", "sports"), "Category"),
        ("hin", None, None),
    ],
)
def test_words_are_those_of_the_text_s_language(
    code: str, words: tuple[str, ...] | None, named: str | None
) -> None:
    found = sheet(code, Prompting())
    assert found.own
    assert found.language == Language.parse(code)
    assert words is None or found.words == words
    assert all("{mask}" in pattern and "{text}" in pattern for pattern in found.patterns)
    assert not any("{Category}" in pattern or "{colon}" in pattern for pattern in found.patterns)
    if named is None:
        assert not any(letter.isascii() and letter.isalpha() for word in found.words for letter in word)


def test_a_language_without_words_is_asked_in_english_and_that_is_told() -> None:
    found = sheet("dzo", Prompting())
    assert (found.words, found.own, found.language) == (LABELS, False, Language.parse("eng"))
    assert any("Category" in pattern for pattern in found.patterns)


def test_asking_in_the_source_s_language_is_no_want_of_words() -> None:
    found = sheet("dzo", Prompting(instruction="source"))
    assert (found.words, found.own) == (LABELS, True)


def test_words_of_the_recipe_come_first_and_without_english_patterns() -> None:
    names = {"dzo": {"health": "འཕྲོད་བསྟེན", "sports": "རྩེདམོ"}}
    found = sheet("dzo", Prompting(names=names))
    assert (found.words, found.own) == (("འཕྲོད་བསྟེན", "རྩེདམོ"), True)
    assert found.patterns
    assert not any("Category" in pattern for pattern in found.patterns)


def test_labels_of_one_s_own_stand_for_themselves() -> None:
    assert sheet("swh", Prompting(), ("bug_report", "question")).words == ("bug report", "question")


@pytest.mark.parametrize(
    ("code", "maybe"), [("swh", "Labda"), ("tha", "อาจจะ"), ("ell", "Ίσως"), ("zho", "也许")]
)
def test_pairs_are_joined_by_yes_maybe_and_no(code: str, maybe: str) -> None:
    found = sheet(code, Prompting(), ("contradiction", "entailment", "neutral"), "pairs")
    assert found.words[2] == maybe
    assert len(set(found.words)) == 3


@pytest.mark.parametrize("pattern", ["{text}", "{mask}", "{mask} {mask} {text}", "{mask} {first}"])
def test_a_pattern_that_lacks_a_field_is_refused(pattern: str) -> None:
    with pytest.raises(InputError, match="once"):
        sheet("eng", Prompting(cloze=(pattern,)))


def test_two_labels_never_share_a_word() -> None:
    with pytest.raises(InputError, match="no two the same"):
        sheet("eng", Prompting(names={"eng": {"health": "thing", "sports": "thing"}}))
