"""What the wordings of all languages must hold: whole, in their own script, and readable by our reader."""

from __future__ import annotations

import re

import msgspec
import pytest
import regex

from isogloss.data.examples import (
    Answer,
    Answerable,
    Choice,
    Example,
    Generation,
    Labelled,
    Pair,
    Similarity,
    Tagged,
)
from isogloss.languages import Language, read_answer
from isogloss.training.prompting.asked import Asked, Manner, prompt_text
from isogloss.training.prompting.kinds.table import KINDS, kind
from isogloss.training.prompting.reading.names import read_name
from isogloss.training.prompting.scope import Scope, scope_of
from isogloss.training.prompting.selftranslation import translations
from isogloss.training.prompting.settings import Prompting
from isogloss.training.prompting.voices import english, shipped_languages, voice_of

LANGUAGES = shipped_languages()
PLAIN = Prompting()
NLI = ("contradiction", "entailment", "neutral")
# What a language without a wording of ours is asked in.
ANY = Language.parse("eng")


def examples(language: Language) -> dict[str, Example]:
    """One example of each kind, its texts all digits: every letter in a prompt is the wording's."""
    return {
        "answers": Answerable("1", "11 22", "33", (Answer("22", 3),), language, ""),
        "choice": Choice("1", "11", ("22", "33"), "cause", 1, language, ""),
        "classification": Labelled("1", "11", "sports", language, ""),
        "entities": Tagged("1", ("11", "22"), ("B-PER", "O"), language, ""),
        "generation": Generation("1", "11", ("22",), language, ""),
        "numbers": Generation("1", "11", ("22",), language, ""),
        "pairs": Pair("1", "11", "22", "neutral", language, ""),
        "similarity": Similarity("1", "11", "22", 0.5, language, ""),
        "tagging": Tagged("1", ("11", "22"), ("1", "2"), language, ""),
    }


def asked(task: str, language: Language, prompt: Prompting = PLAIN, *, solved: bool = False) -> Asked:
    example = examples(language)[task]
    labels = {"classification": ("health", "science/technology", "sports"), "pairs": NLI}.get(task, ())
    scope = scope_of(task, [example], labels, solved=solved)
    return kind(task).asked(example, voice_of(language, ANY, prompt), scope, prompt)


def test_every_kind_of_prompt_is_tried_here() -> None:
    assert set(examples(ANY)) == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_a_wording_is_whole(language: Language) -> None:
    said = voice_of(language, None, PLAIN).said
    whole = {*(f"words.{name}" for name in english().words), *(f"ask.{name}" for name in english().ask)}
    # What a model translates to English with is in English.
    assert whole - said <= {"ask.translation"}
    assert set(voice_of(language, None, PLAIN).wording.labels) == set(english().labels)


@pytest.mark.parametrize("task", sorted(KINDS))
@pytest.mark.parametrize("language", [one for one in LANGUAGES if one.script != "Latn"], ids=str)
def test_no_english_is_left_in_a_script_of_its_own(language: Language, task: str) -> None:
    own = asked(task, language)
    manner: Manner = "letter" if own.options else "free"
    letters = regex.findall(r"\p{Latin}+", prompt_text(own, [own], manner))
    assert set(letters) <= set(own.voice.letters)  # A, B, C, as exams there have them
    assert own.lacking == ()


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one.code != "eng"], ids=str)
def test_a_wording_is_not_the_english_one(language: Language) -> None:
    own = voice_of(language, None, PLAIN).wording
    same = {name for name in own.ask if own.ask[name] == english().ask[name]} - {"translation"}
    assert not same


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_the_fields_of_an_instruction_are_those_of_the_english_one(language: Language) -> None:
    own = voice_of(language, None, PLAIN).wording
    for name, sentence in english().ask.items():
        assert sorted(re.findall(r"\{\w+\}", own.ask[name])) == sorted(re.findall(r"\{\w+\}", sentence)), name


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_its_letters_are_read_again(language: Language) -> None:
    voice = voice_of(language, None, PLAIN)
    before, options = f"{voice.word('answer')}{voice.wording.colon}", voice.letters[:4]
    for place, letter in enumerate(options):
        for said in (letter, f"({letter})", f"{letter}.", f"**{letter}**", f"…\n\n{before}{letter}"):
            assert read_answer(said, "choice", language=language, options=options).option == place, said


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_a_number_behind_its_answer_word_is_read_again(language: Language) -> None:
    voice = voice_of(language, None, PLAIN)
    said = f"2 + 3 = 5, 5 + 7 = 12\n{voice.word('answer')}{voice.wording.colon}18"
    assert read_answer(said, "number", language=language).number is not None
    found = read_answer(said, "number", language=language).number
    assert found is not None
    assert found.value == 18


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
@pytest.mark.parametrize("labels", [NLI, ("health", "science/technology", "sports"), ("no", "yes")])
def test_its_names_are_read_again(language: Language, labels: tuple[str, ...]) -> None:
    voice = voice_of(language, None, PLAIN)
    shown = [(voice.wording.labels[label],) for label in labels]
    before = f"{voice.word('answer')}{voice.wording.colon}"
    for place, (name,) in enumerate(shown):
        for said in (name, f"{name.upper()}.", f"«{name}»", f"{before}{name}"):
            assert read_name(said, shown) == place, said


@pytest.mark.parametrize(
    ("code", "instruction", "expected"),
    [
        ("ell", "native", "ell_Grek"),
        ("arz", "native", "ara_Arab"),
        ("prs", "native", "fas_Arab"),
        ("yue_Hant", "native", "zho_Hant"),
        ("dzo", "native", "eng_Latn"),
        ("arb_Latn", "native", "eng_Latn"),
        ("hin", "source", "swh_Latn"),
        ("hin", "english", "eng_Latn"),
    ],
)
def test_whose_words_a_prompt_is_in(code: str, instruction: str, expected: str) -> None:
    prompt = msgspec.convert({"instruction": instruction}, Prompting)
    voice = voice_of(Language.parse(code), Language.parse("swh"), prompt)
    assert str(voice.language) == expected


def test_a_recipe_may_word_a_language_and_what_it_leaves_out_is_flagged() -> None:
    own = {"tir": {"words": {"text": "ጽሑፍ", "category": "ዓይነት"}, "ask": {}}}
    prompt = msgspec.convert({"wording": own}, Prompting)
    found = asked("classification", Language.parse("tir"), prompt)
    assert found.question == "ጽሑፍ: 11"
    assert found.lacking == ("ask.classification", "labels")


def test_names_of_labels_are_the_recipes_first() -> None:
    prompt = Prompting(names={"deu": {"sports": "Leibesübungen"}})
    found = asked("classification", Language.parse("deu"), prompt)
    assert found.options == ("Gesundheit", "Wissenschaft/Technik", "Leibesübungen")
    assert found.known[2] == ("Leibesübungen", "sports")


def test_labels_of_which_one_has_no_name_are_shown_as_they_are() -> None:
    example = Labelled("1", "x", "sports", Language.parse("deu"), "")
    scope = Scope(labels=("sports", "xyzzy"))
    found = kind("classification").asked(example, voice_of(example.language, None, PLAIN), scope, PLAIN)
    assert found.options == ("sports", "xyzzy")
    assert found.lacking == ("labels",)


@pytest.mark.parametrize(
    ("labels", "question", "options"),
    [
        (NLI, "Folgt die Hypothese", ("Widerspruch", "Folgerung", "neutral")),
        (("contradictory", "entailment", "neutral"), "Folgt die", ("Widerspruch", "Folgerung", "neutral")),
        (("0", "1"), "Bedeuten die beiden Texte", ("nein", "ja")),
        (("agree", "disagree"), "In welchem Verhältnis", ("agree", "disagree")),
    ],
)
def test_two_texts_are_asked_about_as_their_labels_say(
    labels: tuple[str, ...], question: str, options: tuple[str, ...]
) -> None:
    language = Language.parse("deu")
    example = Pair("1", "11", "22", labels[0], language, "")
    found = kind("pairs").asked(example, voice_of(language, None, PLAIN), Scope(labels=labels), PLAIN)
    assert found.instruction.startswith(question)
    assert found.options == options


def test_braces_in_a_text_are_text() -> None:
    example = Labelled("1", "{answer} {0} {{text}}", "a", ANY, "")
    found = kind("classification").asked(example, voice_of(ANY, None, PLAIN), Scope(labels=("a", "b")), PLAIN)
    assert found.question == "Text: {answer} {0} {{text}}"


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_each_language_shows_four_translations(language: Language) -> None:
    found = translations(language, PLAIN)
    assert len(found) == 4
    assert {english for _, english in found} == {english for _, english in translations(ANY, PLAIN)}
