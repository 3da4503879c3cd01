from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from isogloss.errors import InputError, UnknownName
from isogloss.languages import Language
from isogloss.views.romanising import Romanise
from isogloss.views.table import view

HINDI, ENGLISH, RUSSIAN = Language("hin", "Deva"), Language("eng", "Latn"), Language("rus", "Cyrl")


def asked(context: str, answers: list[tuple[str, int]], language: Language) -> Answerable:
    found = tuple(Answer(text, start) for text, start in answers)
    return Answerable("q", context, "क्या?", found, language, "here:1")


@pytest.mark.parametrize(
    ("code", "text", "latin"),
    [
        ("hin", "नमस्ते दुनिया", "namaste duniyaa"),
        ("rus", "Привет", "Privet"),
        ("kat", "გამარჯობა", "gamarjoba"),
        ("eng", "Café", "Café"),
        ("yor", "Ẹ káàárọ̀", "Ẹ káàárọ̀"),
        ("zho", "你好", "你好"),
        ("amh", "😀", "😀"),
    ],
)
def test_texts_are_written_in_latin_letters_and_those_that_are_stay(code: str, text: str, latin: str) -> None:
    language = Language.parse(code)
    (made,) = Romanise()([Labelled("1", text, "greeting", language, "here:1")], seed=0)
    assert made == Labelled("1", latin, "greeting", Language(language.code, "Latn"), "here:1")


def test_a_word_stays_a_word_and_keeps_its_tag() -> None:
    tokens = ("मीरा", "गई", "।", "🙂")
    (made,) = Romanise()([Tagged("1", tokens, ("B-PER", "O", "O", "O"), HINDI, "")], seed=0)
    assert isinstance(made, Tagged)
    assert made.tags == ("B-PER", "O", "O", "O")
    assert made.tokens[0].isascii()
    assert all(made.tokens)
    assert not any(" " in token for token in made.tokens)


def test_answers_are_found_where_they_went() -> None:
    context = "मीरा दिल्ली में रहती है। दिल्ली बड़ी है।"
    second = context.rindex("दिल्ली")
    (made,) = Romanise()([asked(context, [("दिल्ली", 5), ("दिल्ली", second)], HINDI)], seed=0)
    assert isinstance(made, Answerable)
    first, other = made.answers
    assert first.text == other.text == "dillii"
    assert first.start < other.start
    for answer in made.answers:
        assert made.context.startswith(answer.text, answer.start)
    assert made.question == "kyaa?"


@given(st.text(alphabet="नमस्तेदुनिया ।1aب你\u200dߒߞߏשá🙂", min_size=1, max_size=40), st.data())
def test_any_answer_slices_afterwards(context: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(context) - 1))
    end = data.draw(st.integers(start + 1, len(context)))
    (made,) = Romanise()([asked(context, [(context[start:end], start)], HINDI)], seed=0)
    assert isinstance(made, Answerable)
    (answer,) = made.answers
    assert answer.text
    assert made.context[answer.start : answer.start + len(answer.text)] == answer.text


def test_all_kinds_of_examples_are_rewritten() -> None:
    text = "мир"
    kinds: list[Example] = [
        Pair("1", text, text, "same", RUSSIAN, ""),
        Similarity("2", text, text, 1.0, RUSSIAN, ""),
        Choice("3", text, (text, text), "", 0, RUSSIAN, ""),
        Generation("4", text, (text,), RUSSIAN, ""),
    ]
    pair, similar, choice, written = Romanise()(kinds, seed=0)
    assert isinstance(pair, Pair)
    assert isinstance(similar, Similarity)
    assert (pair.first, pair.second) == (similar.first, similar.second) == ("mir", "mir")
    assert isinstance(choice, Choice)
    assert (choice.premise, choice.choices) == ("mir", ("mir", "mir"))
    assert isinstance(written, Generation)
    assert (written.source, written.references) == ("mir", (text,))


def test_another_script_is_reached_where_a_table_leads_there() -> None:
    (made,) = Romanise(to="Beng")([Labelled("1", "नमस्ते", "x", HINDI, "")], seed=0)
    assert isinstance(made, Labelled)
    assert (made.text, made.language.script) == ("নমস্তে", "Beng")
    with pytest.raises(UnknownName):
        Romanise(to="Thai").check(HINDI)
    with pytest.raises(UnknownName):
        Romanise(to="Thai")([Labelled("1", "नमस्ते", "x", HINDI, "")], seed=0)


@pytest.mark.parametrize(
    ("spec", "said"), [({"to": "Latin"}, "is no script"), ({"romanizer": "nobody"}, "no romanizer")]
)
def test_what_is_no_script_or_romaniser_is_told(spec: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        view({"view": "romanise", **spec})
