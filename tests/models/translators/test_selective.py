from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.data.markup import Protection, Term
from isogloss.languages import Language
from isogloss.models.translators.selective import SelectiveTranslator

ENGLISH, SWAHILI = Language.parse("eng"), Language.parse("swh")


@dataclass(frozen=True)
class Changing:
    """A translator that does one thing to every text, and keeps what it saw."""

    change: Callable[[str], str]
    seen: list[str]
    name: str = "changing"
    fingerprint: str = "00"

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        assert source == ENGLISH
        assert target == SWAHILI
        self.seen.extend(texts)
        return [self.change(text) for text in texts]


def shuffled(text: str) -> str:
    return "".join(random.Random(text).sample(text, len(text)))  # noqa: S311  no secret


def noise(text: str) -> str:
    draw = random.Random(text)  # noqa: S311  no secret
    return "".join(draw.choice("ab {}<>[]`$\\*_#|%~&\"'\n水") for _ in text)


SCRAMBLERS = [
    lambda text: text[::-1],
    shuffled,
    noise,
    lambda _: "",
    lambda text: f"**{text}** {{x}}\n- y",
]
SPANS = (
    "`a b`",
    "$x^2$",
    "https://a.org/b_(c)",
    "a.b@c.org",
    "{name}",
    "{{ x }}",
    "%s",
    "%(n)d",
    "<b>",
    "</b>",
    "&amp;",
    "snake_case",
    "fooBar",
    "--flag",
    "/usr/bin/x",
    "1,234",
    "42",
    "{n, plural, one {a} other {b}}",
)
WORDS = st.sampled_from(
    ["the water", "of rivers", "नदी का पानी", "ውሃ ነው", "河水很干净", "น้ำสะอาด", "مياه", "and, then"]
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORDS, st.sampled_from(SPANS)), min_size=1, max_size=6), st.sampled_from(SCRAMBLERS)
)
def test_protected_parts_survive_whatever_a_translator_does(
    parts: list[tuple[str, str]], scramble: Callable[[str], str]
) -> None:
    text = " ".join(f"{words} {span}" for words, span in parts) + " end"
    asked = Changing(scramble, [])
    found = SelectiveTranslator(asked).translate([text], ENGLISH, SWAHILI)[0]
    at = 0
    for _, span in parts:
        at = found.index(span, at) + len(span)
    for seen in asked.seen:
        assert not any(mark in seen for mark in "`${}<>%\\@/")


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(WORDS, WORDS | st.lists(WORDS, max_size=2), max_size=3), st.sampled_from(SCRAMBLERS))
def test_json_parses_with_the_same_keys(value: dict[str, object], scramble: Callable[[str], str]) -> None:
    found = SelectiveTranslator(Changing(scramble, [])).translate([json.dumps(value)], ENGLISH, SWAHILI)[0]
    assert json.loads(found).keys() == value.keys()


def test_numbers_that_a_translator_breaks_are_cut_out_and_others_stay_in_their_sentence() -> None:
    keeping = Changing(str.upper, [])
    assert SelectiveTranslator(keeping).translate(["add 42 eggs"], ENGLISH, SWAHILI) == ["ADD 42 EGGS"]
    assert keeping.seen == ["add 42 eggs"]
    breaking = Changing(lambda text: text[::-1], [])
    assert SelectiveTranslator(breaking).translate(["add 42 eggs"], ENGLISH, SWAHILI) == ["dda 42 sgge"]
    free = SelectiveTranslator(breaking, Protection(numbers=False))
    assert free.translate(["add 42 eggs"], ENGLISH, SWAHILI) == ["sgge 24 dda"]


def test_what_could_not_be_translated_stays_and_is_counted() -> None:
    found = SelectiveTranslator(Changing(lambda _: "`x`", [])).select(["one `a` two"], ENGLISH, SWAHILI)[0]
    assert (found.text, found.pieces, found.kept) == ("one `a` two", 2, 2)


def test_terms_are_written_as_the_glossary_says_and_not_shown() -> None:
    asked = Changing(str.upper, [])
    protection = Protection((Term("Ann Lee"), Term("river", "mto")))
    found = SelectiveTranslator(asked, protection).translate(["Ann Lee saw the river."], ENGLISH, SWAHILI)
    assert found == ["Ann Lee SAW THE mto."]
    assert not any("Ann" in seen or "river" in seen for seen in asked.seen)


def test_every_piece_is_asked_for_once() -> None:
    asked = Changing(str.upper, [])
    SelectiveTranslator(asked).translate(["a cat `x` a cat", "a cat"], ENGLISH, SWAHILI)
    assert asked.seen == ["a cat X1Q a cat", "a cat"]


@pytest.mark.parametrize("text", ["", " \n", "`x`", "42", "\ud800", "{a}{b}"])
def test_a_text_without_language_asks_nothing(text: str) -> None:
    asked = Changing(str.upper, [])
    assert SelectiveTranslator(asked).translate([text], ENGLISH, SWAHILI) == [text]
    assert not [seen for seen in asked.seen if seen.isascii()]


def test_protection_changes_the_fingerprint() -> None:
    one = SelectiveTranslator(Changing(str.upper, []))
    assert (
        one.fingerprint != SelectiveTranslator(Changing(str.upper, []), Protection((Term("x"),))).fingerprint
    )


def test_letters_do_not_run_into_a_protected_part() -> None:
    found = SelectiveTranslator(Changing(lambda _: "after", []))
    assert found.translate(["https://a.com/x后面"], ENGLISH, SWAHILI) == ["https://a.com/x after"]


def moved(text: str) -> str:
    """A translator that turns the order of words round, and keeps each word."""
    return " ".join(reversed(text.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("open `a b` now please", "please now `a b` open"),
        ("በ https://a.org/x ላይ ነው", "ነው ላይ https://a.org/x በ"),
        ("first `a` line\n- second `b` line", "line `a` first\n- line `b` second"),
    ],
)
def test_a_sentence_is_translated_whole_and_what_is_protected_moves_in_it(text: str, expected: str) -> None:
    asked = Changing(moved, [])
    found = SelectiveTranslator(asked).select([text], ENGLISH, SWAHILI)[0]
    assert (found.text, found.kept) == (expected, 0)
    assert found.pieces >= 2
    assert not any("`" in seen or "{" in seen or "/" in seen for seen in asked.seen)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("X1Q", ""),
        lambda text: text.replace("X1Q", "X1Q X1Q"),
        lambda text: text.replace("X1Q", "aX1Q"),
        lambda text: text.replace("X1Q", "X2Q"),
        lambda text: text.lower(),
    ],
)
def test_a_name_that_does_not_come_back_once_sends_the_pieces(spoil: Callable[[str], str]) -> None:
    asked = Changing(spoil, [])
    assert SelectiveTranslator(asked).translate(["see `a` here"], ENGLISH, SWAHILI) == ["see `a` here"]
    assert asked.seen == ["see X1Q here", "see", "here"]


def test_a_text_that_holds_such_a_name_itself_goes_in_pieces() -> None:
    asked = Changing(str.lower, [])
    found = SelectiveTranslator(asked).translate(["The X1Q of `a` IS"], ENGLISH, SWAHILI)[0]
    assert "`a`" in found
    assert all(seen.count("X1Q") <= 1 for seen in asked.seen)


def test_protected_parts_keep_their_order() -> None:
    found = SelectiveTranslator(Changing(moved, [])).translate(["give %s to %d now"], ENGLISH, SWAHILI)
    assert found == ["give %s to %d now"]
