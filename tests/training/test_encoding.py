"""What a head takes of examples: everything in its own language, and in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.data.examples import Answerable, Labelled, Pair
from isogloss.languages import Language
from isogloss.tasks.table import task
from isogloss.training.encoding import inputs_of
from isogloss.training.inputs import Takes

SWAHILI, AMHARIC, THAI = map(Language.parse, ("swh", "amh", "tha"))


@dataclass(frozen=True, slots=True)
class Lengths:
    """A vector that is a text's length, and the languages that were told."""

    told: list[Language] = field(default_factory=list)

    def texts(self, language: Language, texts: Sequence[str]) -> Floats2d:
        self.told.append(language)
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    def words(self, language: Language, sentences: Sequence[Sequence[str]]) -> list[Floats2d]:
        return [self.texts(language, sentence) for sentence in sentences]


TEXTS = [("paka analala", SWAHILI), ("ድመት", AMHARIC), ("ድመቷ ተኛች", AMHARIC), ("แมว", THAI)]


def labelled() -> list[Labelled]:
    return [Labelled("", text, "", language, "") for text, language in TEXTS]


def test_vectors_come_in_order_and_each_text_in_its_language() -> None:
    encoder = Lengths()
    found = inputs_of("vectors", task("classification"), labelled(), encoder)
    assert found.ravel().tolist() == [len(text) for text, _ in TEXTS]
    assert encoder.told == [SWAHILI, AMHARIC, THAI]


def test_words_stand_with_their_vectors() -> None:
    found = inputs_of("words", task("classification"), labelled(), Lengths())
    assert [list(one.tokens) for one in found][:3] == [["paka", "analala"], ["ድመት"], ["ድመቷ", "ተኛች"]]
    assert all(one.vectors.ravel().tolist() == list(map(len, one.tokens)) for one in found)


def test_both_sides_of_a_pair_are_encoded() -> None:
    pair = Pair("", "paka", "mbwa mweusi", "", SWAHILI, "")
    assert inputs_of("vectors", task("pairs"), [pair], Lengths()).tolist() == [[4, 11, 7, 44]]


@pytest.mark.parametrize(
    ("takes", "wanted"), [("texts", [text for text, _ in TEXTS]), ("examples", labelled())]
)
def test_what_needs_no_vectors_asks_for_none(takes: Takes, wanted: list[object]) -> None:
    encoder = Lengths()
    assert inputs_of(takes, task("classification"), labelled(), encoder) == wanted
    assert not encoder.told


def test_passages_are_read_by_words_or_by_letters_alone() -> None:
    asked = Answerable("", "paka analala", "nani analala", (), SWAHILI, "")
    encoder = Lengths()
    (plain,) = inputs_of("plain-passages", task("answers"), [asked], encoder)
    assert not encoder.told
    assert plain.vectors.shape == (2, 64)
    (passage,) = inputs_of("passages", task("answers"), [asked], encoder)
    assert passage.vectors.ravel().tolist() == [4, 7]
