from __future__ import annotations

import pytest

from isogloss.languages import Language
from isogloss.training.static.aligned import LONGEST, SHORTEST, Aligned, align
from isogloss.training.static.codes import ENGLISH
from isogloss.training.static.corpus import Part, build
from isogloss.training.static.sources import Record
from tests.training.static.invented import LETTERS, world

SPACED = [language for language in LETTERS if language.script != "Hans"]


@pytest.fixture(scope="module")
def found() -> Aligned:
    _, sentences = world()
    return align(sentences, ())


def translations() -> dict[tuple[Language, str], str]:
    lexicon, _ = world()
    return {(record.language, record.text): record.english for record in lexicon}


@pytest.mark.parametrize("language", SPACED, ids=str)
def test_words_are_found_with_their_translations(found: Aligned, language: Language) -> None:
    meant = translations()
    own = [record for record in found.words if record.language == language]
    right = [meant[language, record.text] == record.english for record in own]
    assert len(own) > 100
    assert sum(right) > 0.9 * len(right)


@pytest.mark.parametrize("language", SPACED, ids=str)
def test_a_phrase_holds_the_translation_of_its_words_and_stands_in_the_text(
    found: Aligned, language: Language
) -> None:
    meant = translations()
    _, sentences = world()
    whole = " | ".join(record.text for record in sentences if record.language == language)
    own = [record for record in found.phrases if record.language == language]
    right = [" ".join(meant[language, word] for word in record.text.split()) for record in own]
    assert len(own) > 200
    assert sum(a == record.english for a, record in zip(right, own, strict=True)) > 0.7 * len(own)
    assert all(record.text in whole for record in own)


def test_english_words_and_phrases_come_first_and_once(found: Aligned) -> None:
    for records in (found.words, found.phrases):
        english = [record for record in records if record.language == ENGLISH]
        assert records[: len(english)] == english
        assert {record.english for record in records} == {record.text for record in english}
        assert len({record.text for record in english}) == len(english)


def test_phrases_are_three_to_nine_words_of_english(found: Aligned) -> None:
    sizes = {len(record.english.split()) for record in found.phrases}
    assert min(sizes) == SHORTEST
    assert max(sizes) <= LONGEST


def test_what_the_lexicon_holds_is_not_found_again() -> None:
    lexicon, sentences = world()
    found = align(sentences, lexicon)
    assert not {record for record in found.words if record.language != ENGLISH} & set(lexicon)
    assert found.phrases


def test_the_same_sentences_give_the_same_words_and_phrases(found: Aligned) -> None:
    _, sentences = world()
    assert align(sentences, ()) == found


def test_nothing_to_align_gives_nothing() -> None:
    assert align((), ()) == Aligned()
    assert align([Record(ENGLISH, "one two three four", "one two three four")], ()) == Aligned()


def test_derived_parts_come_last_and_are_told_apart() -> None:
    swahili = Language("swh", "Latn")
    given = Part("given", [Record(ENGLISH, "a house", "a house"), Record(swahili, "nyumba", "a house")])
    derived = Part("derived", [Record(swahili, "moja", "one")], pooled=False, derived=True)
    corpus = build([derived, given])
    assert corpus.given == (2, 1)
    assert corpus.texts == ("a house", "nyumba", "moja")
    assert corpus.english == ("a house", "one")
