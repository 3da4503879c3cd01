"""Examples in another language, with tags and answers where they stand then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from isogloss.data.examples import Answer, Answerable, Labelled, Tagged
from isogloss.languages import Language
from isogloss.views.showing import show
from isogloss.views.translating import Projection, Translated

ENGLISH, SWAHILI, HINDI = (Language.parse(code) for code in ("eng", "swh", "hin"))
WORDS = {
    "mary": "Maria", "lives": "anaishi", "in": "huko", "london": "London", "nairobi": "Nairobi",
    "peter": "Petro", "saw": "alimwona", "who": "nani", "where": "wapi", "does": "je", "live": "anaishi",
    "egypt": "Misri",
    "rome": "Roma", "john": "Yohana", "paul": "Paulo", "new": "", "york": "Nuyoki", ".": ".", "?": "?",
}  # fmt: skip


@dataclass(frozen=True)
class Dictionary:
    """Translates word by word, backwards if so told; brackets stay at their words, or get lost.

    Of a text that holds what it forgets nothing is left.
    """

    backwards: bool = False
    loses: bool = False
    forgets: str = "\0"
    name: str = "dictionary"
    fingerprint: str = "0"

    def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        del source, target
        return ["" if self.forgets in text else self._one(text) for text in texts]

    def _one(self, text: str) -> str:
        for sign in "[]?." if not self.loses else "?.":
            text = text.replace(sign, f" {sign} ")
        if self.loses:
            text = text.replace("[", "").replace("]", "")
        said = [WORDS.get(word.casefold(), word) for word in text.split()]
        if self.backwards:
            said = [{"[": "]", "]": "["}.get(word, word) for word in said[::-1]]
        return " ".join(filter(None, said)).replace("[ ", "[").replace(" ]", "]")


def sentence(text: str, tags: str) -> Tagged:
    return Tagged("s", tuple(text.split()), tuple(tags.split()), ENGLISH, "file:3")


NAMES = {"Mary": "Maria", "Peter": "Petro", "John": "Yohana", "Paul": "Paulo"}
PLACES = {"London": "London", "Nairobi": "Nairobi", "Egypt": "Misri", "Rome": "Roma"}


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("method", ["markers", "align", "candidates", "consensus"])
def test_entities_go_to_their_places_whatever_the_order(method: Projection, backwards: bool) -> None:
    given = [
        sentence(f"{name} lives in {place} .", "B-PER O O B-LOC O") for name in NAMES for place in PLACES
    ]
    made = Translated(Dictionary(backwards), SWAHILI, project=method)(given, seed=0)
    wanted = [{NAMES[name]: "B-PER", PLACES[place]: "B-LOC"} for name in NAMES for place in PLACES]
    assert len(made) == len(given)
    for one, tags in zip(made, wanted, strict=True):
        assert isinstance(one, Tagged)
        assert {word: tag for word, tag in zip(one.tokens, one.tags, strict=True) if tag != "O"} == tags
        assert (one.language, one.origin) == (SWAHILI, "file:3")


def test_a_sentence_whose_entity_has_no_place_is_left_out_and_counted() -> None:
    gone = Tagged("gone", ("𐌀𐌁", "saw", "Mary"), ("B-PER", "O", "O"), ENGLISH, "")
    kept = sentence("Mary lives in London .", "B-PER O O B-LOC O")
    forgetful = Dictionary(forgets="𐌀")
    shown = Translated(forgetful, SWAHILI, project="markers").shown([gone, kept])
    assert [one.id for one in shown.examples] == ["s"]
    assert shown.lost == 1
    both = Translated(forgetful, SWAHILI, keep=True, project="markers").shown([gone, kept])
    assert [one.id for one in both.examples] == ["gone", "s", f"s~{SWAHILI}"]


def test_parts_of_speech_follow_the_words_they_are_linked_to() -> None:
    given = [
        sentence("Mary lives in London .", "PROPN VERB ADP PROPN PUNCT"),
        sentence("Peter saw Mary in Nairobi .", "PROPN VERB PROPN ADP PROPN PUNCT"),
    ] * 6
    made = Translated(Dictionary(), SWAHILI, project="align")(given, seed=0)
    right = total = 0
    for one, before in zip(made, given, strict=True):
        assert isinstance(one, Tagged)
        assert set(one.tags) <= {"PROPN", "VERB", "ADP", "PUNCT"}
        assert len(one.tokens) == len(before.tokens)
        right += sum(a == b for a, b in zip(one.tags, before.tags, strict=True))
        total += len(before.tags)
    assert right / total > 0.9


def test_word_by_word_every_word_keeps_its_tag() -> None:
    given = [sentence("Mary lives in New York .", "B-PER O O B-LOC I-LOC O")]
    (made,) = Translated(Dictionary(), SWAHILI, project="words")(given, seed=0)
    assert isinstance(made, Tagged)
    assert made.tokens == ("Maria", "anaishi", "huko", "New", "Nuyoki", ".")
    assert made.tags == ("B-PER", "O", "O", "B-LOC", "I-LOC", "O")


@pytest.mark.parametrize("loses", [False, True])
@pytest.mark.parametrize("method", ["", "words", "markers", "candidates"])
def test_answers_slice_in_the_translated_passage(method: Projection, loses: bool) -> None:
    context = "Mary lives in London . Peter lives in Nairobi ."
    asked = [
        Answerable(
            str(number), context, question, (Answer(said, context.index(said)),), ENGLISH, "f:1", HINDI
        )
        for number, (question, said) in enumerate(
            [("Where does Mary live ?", "London"), ("Where does Peter live ?", "Nairobi"), ("Who ?", "Mary")]
        )
    ]
    made = Translated(Dictionary(loses=loses), SWAHILI, project=method)(asked, seed=0)
    assert [one.id for one in made] == ["0", "1", "2"]
    for one, wanted in zip(made, ["London", "Nairobi", "Maria"], strict=True):
        assert isinstance(one, Answerable)
        assert [answer.text for answer in one.answers] == [wanted]
        for answer in one.answers:
            assert one.context.startswith(answer.text, answer.start)
        assert one.question.split()[0] in ("wapi", "nani")
        assert (one.language, one.question_language) == (SWAHILI, None)


def test_a_question_without_an_answer_needs_none() -> None:
    asked = Answerable("0", "Mary lives in London .", "Who saw ?", (), ENGLISH, "")
    shown = Translated(Dictionary(), SWAHILI, project="markers").shown([asked])
    assert shown.lost == 0
    (made,) = shown.examples
    assert isinstance(made, Answerable)
    assert made.answers == ()


def test_views_follow_each_other_between_two_languages() -> None:
    hindi = Labelled("1", "नमस्ते", "greeting", HINDI, "")
    specs = [{"view": "translate", "to": "target", "translator": "identity"}, {"view": "romanise"}]
    shown = show(specs, [hindi], (HINDI, Language.parse("rus")), seed=0)
    (made,) = shown.examples
    assert isinstance(made, Labelled)
    assert made.language == Language("rus", "Latn")
    assert shown.lost == 0
