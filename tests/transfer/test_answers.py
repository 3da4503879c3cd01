"""Questions about passages: a reader learned in one language reads in others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from isogloss.errors import InputError
from isogloss.languages import Language, words
from isogloss.metrics.answers import Wanted
from isogloss.metrics.table import metric
from isogloss.training.heads.head import Lesson
from isogloss.training.heads.reader import CharacterReader, Reader
from isogloss.training.heads.spans import LONGEST, candidates
from isogloss.training.inputs import ANCHORS, Passage, letter_vectors
from isogloss.transfer import transfer
from tests.transfer.squad import asked, write_paragraphs

# A fact a sentence: who lives where, and since when.
PEOPLE = {
    "eng": (["Anna", "Peter", "Maria", "John", "Sarah"], ["London", "Paris", "Rome", "Cairo"]),
    "spa": (["Ana", "Pedro", "María", "Juan", "Sara"], ["Londres", "París", "Roma", "Cairo"]),
    "hin": (["अन्ना", "पीटर", "मारिया", "जॉन", "सारा"], ["लंदन", "पेरिस", "रोम", "काहिरा"]),
}
SAID = {"eng": "{} lives in {} since {}.", "spa": "{} vive en {} desde {}.", "hin": "{} {} में {} से रहता है।"}
ASKED = {
    "eng": "Since what year does {} live there?",
    "spa": "¿Desde qué año vive {} allí?",
    "hin": "{} किस वर्ष से वहाँ रहता है?",
}


def write_questions(root: Path) -> Path:
    for language, (names, places) in PEOPLE.items():
        for split in ("train", "test") if language == "eng" else ("test",):
            paragraphs = []
            for turn in range(40 if split == "train" else 6):
                start = turn if split == "train" else turn + 2
                facts = [
                    (names[(start + n) % 5], places[(start + 3 * n) % 4], str(1900 + 7 * start + n))
                    for n in range(3)
                ]
                context = " ".join(SAID[language].format(*fact) for fact in facts)
                questions = [
                    asked(f"{turn}-{n}", ASKED[language].format(name), year, context)
                    for n, (name, _, year) in enumerate(facts)
                ]
                paragraphs.append({"context": context, "qas": questions})
            write_paragraphs(root / language / f"{split}.json", paragraphs)
    return root


def test_a_reader_learned_in_english_reads_in_other_languages_and_scripts(tmp_path: Path) -> None:
    root = write_questions(tmp_path / "facts")
    run = transfer(root, source="eng", out=tmp_path / "run")
    assert run.record.state == "done"
    found = {(row.system, row.language, row.metric): row.value for row in run.rows() if row.recipe}
    assert found["static+reader", "eng_Latn", "exact_match"] > 0.8
    for language in ("spa_Latn", "hin_Deva"):
        assert found["static+reader", language, "answer_f1"] > 0.6
        assert found["static+reader", language, "squad_f1"] > 0.6
    contexts = " ".join(path.read_text(encoding="utf-8") for path in root.rglob("*.json"))
    assert all(one.predicted in contexts for one in run.predictions())


def passage(context: str, question: str, language: str) -> Passage:
    spoken = Language.parse(language)
    cut, asked = words(context, spoken), words(question, spoken)
    vectors, questions = (letter_vectors([span.text for span in spans]) for spans in (cut, asked))
    return Passage(context, spoken, tuple(cut), vectors, questions, letter_vectors(ANCHORS))


@pytest.mark.parametrize(
    ("context", "language"),
    [
        ("แม่น้ำยาวมาก เราอยู่ที่นี่", "tha"),
        ("ወንዙ ረጅም ነው። እኛ እዚህ እንኖራለን።", "amh"),
        ("河很长。我们住在这里。", "zho"),
        ("ဒီမြစ်ရှည်တယ်။", "mya"),
        ("הנהר ארוך (1984).", "heb"),
        ("नदी लंबी है। 😀 हम यहाँ रहते हैं।", "hin"),
        ("ߊ߬ ߣߊ߬ ߞߎߣߎ߲߬.", "nqo"),
    ],
)
def test_spans_lie_in_one_sentence_and_are_of_few_words(context: str, language: str) -> None:
    one = passage(context, "1984?", language)
    found = candidates(one, one.anchors)
    assert len(found.starts) == len(found.features) > 0
    assert ((found.ends - found.starts) >= 1).all()
    assert ((found.ends - found.starts) <= LONGEST).all()
    assert (found.ends <= len(one.words)).all()
    assert np.isfinite(found.features).all()


def lesson() -> Lesson:
    contexts = [f"Anna came in {year}. Peter left later." for year in range(1950, 1970)]
    passages = [passage(context, "When did Anna come?", "eng") for context in contexts]
    return Lesson(passages, [str(Wanted((str(year),), "eng_Latn")) for year in range(1950, 1970)])


def test_a_reader_is_the_same_after_saving_and_when_fitted_again(tmp_path: Path) -> None:
    given = lesson()
    fitted, again = CharacterReader.fit(given), CharacterReader.fit(given)
    fitted.save(tmp_path)
    loaded = CharacterReader.load(tmp_path)
    assert loaded.predict(given.inputs) == fitted.predict(given.inputs) == again.predict(given.inputs)


def test_an_empty_passage_has_no_answer() -> None:
    reader = Reader.fit(lesson())
    assert reader.predict([passage("...", "who?", "eng")])[0].label == ""
    assert reader.predict([passage("Anna came.", "?", "eng")])[0].label in "Anna came."


def test_answers_that_are_not_in_their_texts_teach_nothing() -> None:
    given = lesson()
    with pytest.raises(InputError, match="ten words"):
        Reader.fit(Lesson(given.inputs, [str(Wanted(("elsewhere",), "eng_Latn"))] * len(given.inputs)))


def test_the_language_of_the_text_says_how_answers_are_compared() -> None:
    labels = [str(Wanted(("the house",), "eng_Latn")), "house", str(Wanted(("घर",), "hin_Deva")), "घर।"]
    gold, predicted = np.array([0, 2]), np.array([1, 3])
    for name in ("answer_f1", "exact_match"):
        assert metric(name, labels)(gold, predicted, np.ones((1, 2)))[0] == 1.0
    nothing = [str(Wanted((), "eng_Latn")), ""]
    assert metric("exact_match", nothing)(np.array([0]), np.array([1]), np.ones((1, 1)))[0] == 1.0
