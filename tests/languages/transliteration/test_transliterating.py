"""One alphabet in another's letters: examples, the way back, and what does not come back."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given, strategies

from isogloss.errors import UnknownName
from isogloss.languages import transliterate
from isogloss.languages.transliteration import (
    PAIRS,
    load_transliterator,
    reversible,
    transliterate_aligned,
)

LOSSLESS = [
    ("Cyrl", "Latn", None),
    ("Cyrl", "Latn", "rus"),
    ("Cyrl", "Latn", "ukr"),
    ("Latn", "Cyrl", "srp"),
    ("Geor", "Latn", None),
    ("Latn", "Geor", None),
]


@pytest.mark.parametrize(
    ("source", "target", "language", "text", "written"),
    [
        ("Cyrl", "Latn", "srp", "Љубав и ЊИВА, Њујорк", "Ljubav i NJIVA, Njujork"),
        ("Latn", "Cyrl", "srp", "Ljubav i NJIVA, Njujork", "Љубав и ЊИВА, Њујорк"),
        ("Cyrl", "Latn", "mkd", "Ѓорѓи", "Ǵorǵi"),
        ("Cyrl", "Latn", "rus", "Щука и объём", "Ŝuka i obʺëm"),
        ("Cyrl", "Latn", "uzn", "ўзбек, ер, шаҳар", "oʻzbek, yer, shahar"),
        ("Grek", "Latn", None, "Ελληνική ουρά, λόγος", "Ellīnikī́ ourá, lógos"),
        ("Latn", "Grek", None, "lógos", "λόγος"),
        ("Geor", "Latn", None, "თბილისი", "t’bilisi"),
        ("Armn", "Latn", None, "Հայերեն", "Hayeren"),
        ("Hebr", "Latn", None, "שלום ארץ", "šlwm ʾrṣ"),
        ("Latn", "Hebr", None, "šlwm ʾrṣ", "שלום ארץ"),
        ("Arab", "Latn", None, "كِتابٌ", "kitābuⁿ"),
        ("Arab", "Latn", "fas", "کتابی", "ktāby"),
    ],
)
def test_letters_for_letters(source: str, target: str, language: str | None, text: str, written: str) -> None:
    assert transliterate(text, source, target, language=language) == written


@pytest.mark.parametrize(("source", "target", "language"), LOSSLESS)
def test_pairs_that_claim_it_can_be_undone(source: str, target: str, language: str | None) -> None:
    assert reversible(source, target, language)


@pytest.mark.parametrize(("source", "target", "language"), LOSSLESS)
@given(data=strategies.data())
def test_what_can_be_undone_comes_back(
    source: str, target: str, language: str | None, data: strategies.DataObject
) -> None:
    units = strategies.sampled_from(load_transliterator(source, target, language).units)
    # Words in small letters, with one capital, all in capitals: how alphabets are written.
    words = strategies.lists(units, min_size=3, max_size=8).map("".join)
    cased = strategies.sampled_from([str.lower, str.capitalize, str.upper])
    text = " ".join(data.draw(cased)(word) for word in data.draw(strategies.lists(words, max_size=4)))
    # A sign (Ъ, Ь) is a capital among capitals only: no word begins with one, and none follows another.
    assume(not re.search(r"\b[ЪЬʺʹ]|\b\w[ъьЪЬʺʹ]|[ъьЪЬʺʹ]{2}", text))
    if "Geor" in (source, target):
        text = text.lower()
    text = unicodedata.normalize("NFC", text)
    there = transliterate(text, source, target, language=language)
    assert transliterate(there, target, source, language=language) == text


@pytest.mark.parametrize(
    ("source", "target", "language", "merged"),
    [
        ("Cyrl", "Latn", "srp", {"лј, љ > lj", "нј, њ > nj", "дж, џ > dž"}),
        ("Cyrl", "Latn", "mkd", {"дз, ѕ > dz"}),
        ("Cyrl", "Latn", "uzn", {"ь > nothing"}),
        ("Armn", "Latn", None, {"եւ, և > ew"}),
        ("Grek", "Latn", None, {"ς, σ > s"}),
        ("Hebr", "Latn", None, {"ם, מ > m"}),
    ],
)
def test_pairs_that_lose_name_what_merges(source: str, target: str, language: str, merged: set[str]) -> None:
    verdict = reversible(source, target, language)
    assert not verdict
    assert merged <= set(map(str, verdict.mergers))
    for merger in verdict.mergers:
        written = {transliterate(one, source, target, language=language) for one in merger.sources}
        assert merger.target in written


def test_a_pair_without_a_way_back_says_so() -> None:
    verdict = reversible("Arab", "Latn", "arb")
    assert not verdict
    assert not verdict.way_back


@given(strategies.text(), strategies.sampled_from(sorted(pair for pair in PAIRS if pair != "Latn-Arab")))
def test_any_text_knows_its_source(text: str, pair: str) -> None:
    source, target = pair.split("-")
    aligned = transliterate_aligned(text, source, target)
    assert (aligned.source, aligned.text) == (text, transliterate(text, source, target))


def test_other_scripts_stay() -> None:
    assert transliterate("abc 漢字 ไทย 5", "Cyrl", "Latn") == "abc 漢字 ไทย 5"


def test_composed_or_not_a_letter_is_the_same() -> None:
    assert transliterate("и\u0306", "Cyrl", "Latn") == transliterate("й", "Cyrl", "Latn") == "j"


@pytest.mark.parametrize(("source", "target", "said"), [("Cyrl", "Xxxx", "Latn"), ("Xxxx", "Latn", "Cyrl")])
def test_an_unknown_pair_says_which_there_are(source: str, target: str, said: str) -> None:
    with pytest.raises(UnknownName, match=said):
        transliterate("x", source, target)
