from __future__ import annotations

from unicodedata import normalize

import pytest

from isogloss.errors import UnknownLanguage
from isogloss.languages import Language
from isogloss.languages.functionwords import english_classes, function_classes, function_words, shares_of


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("eng", "The", "definite"),
        ("deu", "und", "and"),
        ("deu", "ist", "be"),
        ("hin", "और", "and"),
        ("fin", "mutta", "but"),
        ("zho", "他", "subject"),
        ("rus", "или", "or"),
        ("swh", "lakini", "but"),
        ("ara", "أو", "or"),
        ("heb", "אבל", "but"),
        ("ell", "και", "and"),
        ("yor", "tàbí", "or"),
    ],
)
def test_the_commonest_words_are_told_by_what_they_do(code: str, word: str, expected: str) -> None:
    shares = shares_of([word], Language.parse(code))[0]
    assert shares is not None
    assert function_classes()[max(range(len(shares)), key=shares.__getitem__)] == expected


def test_a_word_is_that_of_its_own_language() -> None:
    assert shares_of(["die"], Language.parse("deu"))[0]
    assert shares_of(["die"], Language.parse("eng")) == [None]


@pytest.mark.parametrize(("code", "word"), [("yor", "tàbí"), ("fra", "à"), ("vie", "của")])
def test_composed_and_decomposed_letters_are_one_word(code: str, word: str) -> None:
    forms = [normalize(form, word) for form in ("NFC", "NFD")]
    first, second = shares_of(forms, Language.parse(code))
    assert first is not None
    assert first == second


def test_a_language_may_be_named() -> None:
    assert shares_of(["und"], "German") == shares_of(["und"], Language.parse("deu"))
    with pytest.raises(UnknownLanguage):
        shares_of(["und"], "no such language")


def test_content_words_and_unknown_languages_have_none() -> None:
    assert shares_of(["Wasser", "", "🙂", "\ud800"], Language.parse("deu")) == [None] * 4
    assert not function_words(Language("qaa", "Latn"))


def test_shares_are_shares() -> None:
    for code in ("deu", "hin", "yor"):
        for shares in function_words(Language.parse(code)).values():
            assert len(shares) == len(function_classes())
            assert 0.4 < sum(shares) < 1.1


def test_no_english_word_has_two_classes() -> None:
    members = [word for words in english_classes().values() for word in words]
    assert len(members) == len(set(members))
