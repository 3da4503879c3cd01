"""Translations are found among words by their vectors, and in pairs by where their words align."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from isogloss.bitext import induce_from_pairs, induce_from_words
from isogloss.bitext.lexicons.inducing import words_of
from isogloss.data.examples import Entry
from isogloss.errors import InputError
from isogloss.languages import Language, Span
from isogloss.metrics.neighbours import csls, neighbourhood
from isogloss.models.contracts import WordVectors
from isogloss.models.registry import load_word_encoder

ENGLISH = ["water", "house", "school", "mother", "fish", "sun"]
OTHERS = {
    "deu": ["Haus", "Wasser", "Schule", "Mutter", "Fisch", "Sonne"],
    "hin": ["घर", "पानी", "स्कूल", "माँ", "मछली", "सूर्य"],
    "rus": ["дом", "вода", "школа", "мать", "рыба", "солнце"],
    "jpn": ["家", "水", "学校", "母", "魚", "太陽"],
}
ORDER = [1, 0, 2, 3, 4, 5]


@pytest.mark.parametrize("language", OTHERS)
def test_words_find_their_translations_in_any_script(language: str) -> None:
    other = OTHERS[language]
    found = {entry.source: entry.target for entry in induce_from_words(ENGLISH, other, threshold=0.0)}
    right = [found.get(word) == other[ORDER[n]] for n, word in enumerate(ENGLISH)]
    assert sum(right) >= 5


def test_candidates_are_those_of_largest_csls() -> None:
    encoder = load_word_encoder("static")
    x, y = (encoder.encode_words([words])[0].vectors for words in (ENGLISH, OTHERS["rus"]))
    scores = csls(x @ y.T, neighbourhood(x, y), neighbourhood(y, x))
    found = induce_from_words(ENGLISH, OTHERS["rus"], k=2, threshold=-1.0)
    chosen = {(entry.source, entry.target) for entry in found}
    cosines = x @ y.T
    for n, word in enumerate(ENGLISH):
        for place in np.argsort(-scores[n], kind="stable")[:2]:
            if cosines[n, place] > 1e-6:
                assert (word, OTHERS["rus"][place]) in chosen
    assert all(0 < entry.weight <= 1 for entry in found)


def test_threshold_and_mutual_choice_leave_out_what_is_unsure() -> None:
    words = [*ENGLISH, "waters"]
    free = induce_from_words(words, OTHERS["deu"], threshold=0.0)
    mutual = induce_from_words(words, OTHERS["deu"], threshold=0.0, mutual=True)
    assert len({entry.source for entry in free}) == 7
    assert len({entry.target for entry in mutual}) == len(mutual) <= 6
    assert all(entry.weight >= 0.9 for entry in induce_from_words(words, OTHERS["deu"], threshold=0.9))


def test_what_is_blank_repeated_or_unknown_is_passed_over() -> None:
    assert induce_from_words(["", " ", "…"], ["Haus"]) == []
    assert len(induce_from_words(["house", "house", " house "], ["Haus", "Haus"])) == 1
    for wrong in ({"k": 0}, {"threshold": 1.5}):
        with pytest.raises(InputError, match="cannot be asked"):
            induce_from_words(ENGLISH, ENGLISH, **wrong)


PAIRS = [
    ("the house is old", "nyumba ni nzee"),
    ("the house is new", "nyumba ni mpya"),
    ("the water is new", "maji ni mpya"),
    ("The water is old, 7", "maji ni nzee, 7"),
] * 10


def test_pairs_teach_words_with_their_shares_both_ways() -> None:
    found = induce_from_pairs(PAIRS, source="eng", target="swh")
    best = {entry.source: entry for entry in reversed(found)}
    assert {word: best[word].target for word in ("house", "water", "old", "new")} == {
        "house": "nyumba",
        "water": "maji",
        "old": "nzee",
        "new": "mpya",
    }
    assert best["house"].weight > 0.9
    assert not {entry.source for entry in found} & {",", "7"}
    assert found == induce_from_pairs(PAIRS, source="eng", target="swh")


def test_rare_links_and_small_shares_are_left_out() -> None:
    assert induce_from_pairs(PAIRS, least=1000) == []
    assert all(entry.weight == 1 for entry in induce_from_pairs(PAIRS, probability=1.0))
    for wrong in ({"least": 0}, {"probability": 1.5}):
        with pytest.raises(InputError, match="cannot be counted"):
            induce_from_pairs(PAIRS, **wrong)


def test_words_of_a_text_come_by_frequency_and_of_a_list_as_they_are() -> None:
    assert words_of(["The dog and the cat", "the dog, the DOG!"])[:2] == ["the", "dog"]
    assert words_of(["don't", "น้ำแข็ง", "don't", "..."], "tha") == ["don't", "น้ำแข็ง"]
    assert words_of([]) == []


def test_an_entry_is_what_other_commands_read() -> None:
    (entry,) = induce_from_words(["water"], ["Wasser"])
    assert isinstance(entry, Entry)


@dataclass(frozen=True)
class Bound:
    """Knows numbers in the one language to which it is bound, and nothing before."""

    spoken: Language | None = None
    name: str = "bound"
    fingerprint: str = "1"
    languages: tuple[Language, ...] = ()

    def speak(self, language: Language | None) -> Bound:
        return replace(self, spoken=language)

    def encode_words(self, sentences: Sequence[str | Sequence[str]]) -> list[WordVectors]:
        known = {"eng_Latn": ["one", "two"], "kea_Latn": ["un", "dos"]}.get(str(self.spoken), [])
        found = []
        for words in sentences:
            vectors = np.array([[word == other for other in known or ["", ""]] for word in words], np.float32)
            found.append(WordVectors(tuple(Span(word, 0, len(word)) for word in words), vectors))
        return found


def test_an_encoder_is_told_the_language_of_each_side() -> None:
    told = induce_from_words(["one", "two"], ["dos", "un"], encoder=Bound(), languages=("eng", "kea"))
    assert {(entry.source, entry.target) for entry in told} == {("one", "un"), ("two", "dos")}
    assert induce_from_words(["one", "two"], ["dos", "un"], encoder=Bound()) == []
