from __future__ import annotations

from isogloss.data.examples import Entry
from isogloss.languages import Language
from isogloss.models.registry import load_encoder
from isogloss.training.functionwords.counting import counted, cut, described, listed

FRENCH = Language.parse("fra")


def test_what_is_elided_stands_apart_in_all_but_english() -> None:
    assert cut("L’eau d'une source", FRENCH) == ["l'", "eau", "d'", "une", "source"]
    assert cut("They don’t", Language.parse("eng")) == ["they", "don't"]


def test_words_that_stand_for_function_words_are_told_from_others() -> None:
    animals = {"dog": "chien", "cat": "chat", "horse": "cheval", "goat": "bouc", "wolf": "loup"}
    pairs = [
        (f"the {one} and the {other}", f"le {animals[one]} et le {animals[other]}")
        for one in animals
        for other in animals
        if one != other
    ]
    found = described(counted(pairs, FRENCH, load_encoder("static")))  # type: ignore[arg-type]  # it gives words
    assert set(found) == {"le", "et"}
    assert max(found["le"], key=found["le"].__getitem__) == "definite"
    assert max(found["et"], key=found["et"].__getitem__) == "and"


def test_of_a_list_every_sense_counts_once() -> None:
    entries = [Entry("in", "na"), Entry("with", "na"), Entry("Cattle", "ng’ombe"), Entry("by", "kwa njia")]
    assert described(listed(entries)) == {"na": {"place": 50, "with": 50}}


def test_of_a_long_list_no_word_is_passed_over() -> None:
    entries = [*(Entry("water", f"a{n}") for n in range(900)), Entry("and", "na")]
    assert described(listed(entries), most=None) == {"na": {"and": 100}}
