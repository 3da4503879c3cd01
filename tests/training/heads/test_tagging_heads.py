from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.languages.functionwords import function_classes
from isogloss.training.heads.commonest import CommonestTag
from isogloss.training.heads.crf import CharacterCrf
from isogloss.training.heads.decoding import best_path, forbidden
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.heads.shapes import CASES, SHAPES, shapes_behind_prefixes
from isogloss.training.heads.tagger import Tagger, features
from isogloss.training.inputs import Words

NAMES = ("Asha", "Ndugu", "አበበ", "मीरा", "ထွန်း")
PLACES = ("Mombasa", "አዲስ", "दिल्ली", "ရန်ကုန်", "北京")
OTHERS = ("went", "to", "ሄደ", "गया", "သွား", "去", "።", ".")


def vector(word: str) -> np.ndarray:
    """Kinds of words stand in directions of their own, as in a space that many languages share."""
    kind = next(place for place, words in enumerate((NAMES, PLACES, OTHERS)) if word in words)
    noise = np.random.default_rng(sum(map(ord, word))).normal(0, 0.1, 16)
    made = np.eye(16)[kind] + noise
    unit: np.ndarray = (made / np.linalg.norm(made)).astype(np.float32)
    return unit


def sentence(*tokens: str) -> Words:
    return Words(tokens, np.array([vector(token) for token in tokens]).reshape(len(tokens), 16))


def lines(words: Sequence[Sequence[str]]) -> tuple[list[Words], list[str]]:
    """Sentences of a name, a verb and a place of one or two words."""
    names, others, places = words
    made, tags = [], []
    for turn in range(60):
        name, verb, place = (part[turn % len(part)] for part in (names, others, places))
        two = turn % 3 == 0
        made.append(sentence(name, verb, place, *([places[(turn + 1) % len(places)]] if two else [])))
        tags.append("B-PER O B-LOC" + (" I-LOC" if two else ""))
    return made, tags


def test_a_tagger_carries_over_to_words_it_never_saw_where_their_vectors_agree() -> None:
    tagger = Tagger.fit(Lesson(*lines([NAMES[:2], OTHERS[:2], PLACES[:1]])))
    found = tagger.predict([sentence("አበበ", "ሄደ", "አዲስ"), sentence("ထွန်း", "သွား", "ရန်ကုန်")])
    assert [one.label for one in found] == ["B-PER O B-LOC", "B-PER O B-LOC"]
    assert all(0 < one.probability <= 1 for one in found)


def test_what_stops_a_tagger_is_no_copy_of_what_it_learns_from() -> None:
    inputs, labels = lines([NAMES[:2], OTHERS[:2], PLACES[:1]])
    once = Tagger.fit(Lesson(inputs[:10], labels[:10]))
    copied = Lesson(inputs[:10] * 6, labels[:10] * 6, originals=[("", str(at % 10)) for at in range(60)])
    assert [head.choice and head.choice.select for head in (once, Tagger.fit(copied))] == ["fixed", "fixed"]


def test_characters_carry_nothing_over_to_another_script() -> None:
    inputs, labels = lines([NAMES[:2], OTHERS[:2], PLACES[:1]])
    crf = CharacterCrf.fit(Lesson([words.tokens for words in inputs], labels))
    assert crf.predict([("Asha", "went", "Mombasa")])[0].label == "B-PER O B-LOC"
    assert crf.predict([("去", "北京", "मीरा")])[0].label != "O B-LOC B-PER"


@pytest.mark.parametrize("kind", [Tagger, CharacterCrf, CommonestTag])
def test_a_head_is_the_same_after_saving_and_when_fitted_again(kind: type[Head], tmp_path: Path) -> None:
    inputs, labels = lines([NAMES, OTHERS, PLACES])
    given = inputs if kind.takes == "words" else [words.tokens for words in inputs]
    fitted, again = (kind.fit(Lesson(given, labels, seed=3)) for _ in range(2))
    fitted.save(tmp_path)
    loaded = kind.load(tmp_path)
    assert loaded.labels == fitted.labels == ("B-LOC", "B-PER", "I-LOC", "O")
    assert loaded.predict(given) == fitted.predict(given) == again.predict(given)
    assert not [file for file in tmp_path.iterdir() if file.suffix in (".pkl", ".pickle", ".joblib")]


def test_the_commonest_tag_is_given_to_every_word() -> None:
    head = CommonestTag.fit(Lesson([["a", "b"], ["c"]], ["NOUN VERB", "NOUN"]))
    assert [one.label for one in head.predict([["猫", "が", "鳴く"], []])] == ["NOUN NOUN NOUN", ""]


def test_an_epoch_is_chosen_by_dev_where_there_is_one() -> None:
    inputs, labels = lines([NAMES, OTHERS, PLACES])
    assert Tagger.fit(Lesson(inputs, labels)).choice.select == "source-held-out"
    assert Tagger.fit(Lesson(inputs, labels, inputs[:5], labels[:5])).choice.select == "source-dev"
    assert Tagger.fit(Lesson(inputs[:4], labels[:4])).choice.select == "fixed"


def test_one_tag_is_nothing_to_learn() -> None:
    with pytest.raises(InputError, match="one tag only"):
        Tagger.fit(Lesson([sentence("Asha")], ["O"]))


def test_two_tags_are_enough() -> None:
    inputs, _ = lines([NAMES, OTHERS, PLACES])
    tagger = Tagger.fit(
        Lesson(inputs, [" ".join("YN"[token in OTHERS] for token in one.tokens) for one in inputs])
    )
    assert tagger.predict([sentence("Asha", "went")])[0].label == "Y N"


def test_a_sentence_without_words_has_no_tags() -> None:
    tagger = Tagger.fit(Lesson(*lines([NAMES, OTHERS, PLACES])))
    assert tagger.predict([sentence()])[0].label == ""


def test_neighbours_are_seen_and_do_not_leak_round_the_ends() -> None:
    one, three = features(sentence("Asha")), features(sentence("went", "Asha", "to"))
    assert one.shape == (1, three.shape[1])
    assert np.array_equal(three[1, 16:32], vector("went"))
    assert np.array_equal(three[1, 32:48], vector("to"))
    assert not one[0, 16:48].any()


def test_a_function_word_is_seen_by_what_it_does_and_not_by_its_letters() -> None:
    vectors = np.ones((2, 16), np.float32)
    german, english = (
        features(Words(words, vectors, Language.parse(code)), alone=True)
        for words, code in ((("die", "Häuser"), "deu"), (("the", "houses"), "eng"))
    )
    assert not german[0, :16].any()
    assert german[1, :16].all()
    start = 5 * 16 + 3 * SHAPES
    place = function_classes().index("definite")
    assert english[0, start + place] == 1
    assert german[0, start + place] > 0.3
    assert not features(Words(("die",), vectors[:1], Language.parse("eng")), alone=True)[0, start:-2].any()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Zuma", True),
        ("uZuma", True),
        ("n'Awka", True),
        ("zuma", False),
        ("ZUMA", True),
        ("鈴木", False),
        ("", False),
    ],
)
def test_a_capital_behind_a_prefix_is_one(word: str, expected: bool) -> None:
    assert shapes_behind_prefixes([word])[0, 0] == expected
    assert not (shapes_behind_prefixes([word])[0, 2] and expected)


def test_capitals_of_german_nouns_tell_nothing() -> None:
    vectors = np.zeros((1, 16), np.float32)
    german, english = (features(Words(["Haus"], vectors, Language.parse(code))) for code in ("deu", "eng"))
    assert english[0, 5 * 16]
    assert not german[0, 5 * 16 : 5 * 16 + CASES].any()


def test_capitals_count_for_nothing_where_training_had_none() -> None:
    tagger = Tagger.fit(Lesson(*lines([NAMES[2:4], OTHERS[2:4], PLACES[1:3]])))
    (weights, _), *_ = tagger.layers
    columns = [5 * 16 + block * SHAPES + case for block in range(3) for case in range(CASES)]
    assert not weights[columns].any()


def test_vectors_that_know_their_sentence_are_kept() -> None:
    inputs, labels = lines([NAMES, OTHERS, PLACES])
    assert Tagger.fit(Lesson(inputs, labels)).alone
    moved = [Words(one.tokens, one.vectors + np.float32(n) / 99) for n, one in enumerate(inputs)]
    assert not Tagger.fit(Lesson(moved, labels)).alone


def test_an_inside_tag_never_begins_an_entity() -> None:
    tags = ("B-LOC", "B-PER", "I-LOC", "I-PER", "O")
    scores = np.log(
        np.array([[0.1, 0.1, 0.5, 0.15, 0.15], [0.1, 0.1, 0.1, 0.6, 0.1], [0.05, 0.05, 0.8, 0.05, 0.05]])
    )
    path = [tags[place] for place in best_path(scores, *forbidden(tags))]
    assert path == brute(scores, tags)
    assert forbidden(("NOUN", "I-X"))[0].sum() == 0  # no scheme: parts of speech may be called anything


def brute(scores: np.ndarray, tags: Sequence[str]) -> list[str]:
    """The slow reference: every sequence that may be."""
    best: tuple[float, list[str]] = (-np.inf, [])
    for path in product(tags, repeat=len(scores)):
        pairs = zip(("O", *path), path, strict=False)
        if all(not tag.startswith("I-") or before[1:] == tag[1:] for before, tag in pairs):
            total = sum(float(scores[place, tags.index(tag)]) for place, tag in enumerate(path))
            best = max(best, (total, list(path)))
    return best[1]


@pytest.mark.parametrize("word", ["Ọ̀rúnmìlà", "Ẹ̀kọ́", "Ấn", "हिंदी", "é"])
def test_marks_written_apart_change_nothing(word: str) -> None:
    composed, apart = (unicodedata.normalize(form, word) for form in ("NFC", "NFD"))

    assert np.array_equal(shapes_behind_prefixes([composed]), shapes_behind_prefixes([apart]))
