"""Questions that their passage does not answer (SQuAD 2.0), and the threshold that tells."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from isogloss.arrays import Floats2d
from isogloss.data.examples import Answerable
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.metrics.answers import Wanted
from isogloss.metrics.table import metric
from isogloss.training.heads.head import Choice, Lesson
from isogloss.training.heads.reader import CharacterReader, parted
from isogloss.training.inputs import Passage
from isogloss.training.passages import passages_of
from isogloss.transfer import predict, transfer
from tests.transfer.squad import asked, write_paragraphs
from tests.transfer.test_answers import ASKED, PEOPLE, SAID, passage


def write_unanswerable(root: Path, *, dev: bool = True) -> Path:
    """Facts about three of five people, and questions about four: the fourth has no answer."""
    for language, (names, places) in PEOPLE.items():
        splits = {"train": 40, "dev": 12, "test": 12} if language == "eng" else {"test": 12}
        for split, count in splits.items():
            if split == "dev" and not dev:
                continue
            paragraphs = []
            for turn in range(count):
                start = turn + len(split)
                facts = [
                    (names[(start + n) % 5], places[(start + 3 * n) % 4], str(1900 + start + n))
                    for n in range(3)
                ]
                context = " ".join(SAID[language].format(*fact) for fact in facts)
                questions = [
                    asked(f"{turn}-{n}", ASKED[language].format(name), year, context)
                    | {"is_impossible": False}
                    for n, (name, _, year) in enumerate(facts[:2])
                ]
                absent = ASKED[language].format(names[(start + 3) % 5])
                questions.append(
                    {"id": f"{turn}-x", "question": absent, "answers": [], "is_impossible": True}
                )
                paragraphs.append({"context": context, "qas": questions})
            write_paragraphs(root / language / f"{split}.json", paragraphs)
    return root


def test_a_reader_says_where_there_is_no_answer_in_other_languages_too(tmp_path: Path) -> None:
    run = transfer(write_unanswerable(tmp_path / "facts"), source="eng", out=tmp_path / "run")
    assert run.record.state == "done"
    rows = [row for row in run.rows() if row.system == "static+reader" and row.metric == "answer_f1"]
    assert all("select:source-dev" in row.signature for row in rows)
    values = {row.language: row.value for row in rows}
    assert values["eng_Latn"] > 0.8
    assert min(values.values()) > 1 / 3 - 1e-9  # no worse than by saying nothing
    told = {(one.gold, one.predicted) for one in run.predictions() if one.id.endswith("x")}
    assert any(not predicted for _, predicted in told)
    text = f"{ASKED['eng'].format('Anna')}\tPeter lives in Rome since 1950. John lives in Cairo since 1953."
    (answer,) = predict(tmp_path / "run", [text], language="eng", system="static+reader")
    assert len(answer.others) >= 2
    assert 0 <= answer.probability <= 1


def test_without_a_dev_split_the_threshold_is_chosen_on_passages_held_out(tmp_path: Path) -> None:
    run = transfer(write_unanswerable(tmp_path / "facts", dev=False), source="eng", out=tmp_path / "run")
    rows = [row for row in run.rows() if row.system == "static+reader" and row.metric == "answer_f1"]
    assert all("select:source-held-out" in row.signature for row in rows)
    assert {row.language: row.value for row in rows}["eng_Latn"] > 0.6


def lesson(*, dev_answered: bool) -> Lesson:
    contexts = [f"Anna came in {year}. Peter left later." for year in range(1950, 1980)]
    passages = [
        passage(text, "When did Anna come?" if n % 3 else "Who?", "eng") for n, text in enumerate(contexts)
    ]
    answers = [(str(1950 + n),) if n % 3 else () for n in range(30)]
    labels = [str(Wanted(one, "eng_Latn")) for one in answers]
    places = [n for n in range(30) if bool(n % 3) is dev_answered]
    return Lesson(
        passages,
        labels,
        dev_inputs=[passages[place] for place in places],
        dev_labels=[labels[place] for place in places],
    )


def test_a_translated_passage_is_held_out_with_its_original() -> None:
    own = lesson(dev_answered=True)
    others = [passage(f"{one.context} አና መጣች።", "መቼ መጣች?", "amh") for one in own.inputs]
    originals = [("facts.json", str(place)) for place in range(len(own.labels))] * 2
    labels = [*own.labels, *own.labels]
    seen, held = parted(Lesson([*own.inputs, *others], labels, originals=originals))
    alone = parted(own)[1]
    assert [one.context for one in held.inputs[: len(alone.inputs)]] == [one.context for one in alone.inputs]
    starts = [{one.context[: len("Anna came in 1950")] for one in part.inputs} for part in (seen, held)]
    assert (len(held.inputs), starts[0] & starts[1]) == (2 * len(alone.inputs), set())


def test_where_every_dev_question_has_an_answer_all_are_answered() -> None:
    given = lesson(dev_answered=True)
    reader = CharacterReader.fit(given)
    assert all(one.label for one in reader.predict(given.inputs))


def test_where_no_dev_question_has_an_answer_none_of_them_is_answered() -> None:
    given = lesson(dev_answered=False)
    reader = CharacterReader.fit(given)
    assert not any(one.label for one in reader.predict(given.dev_inputs))
    assert all(one.others for one in reader.predict(given.dev_inputs))


def test_a_threshold_that_was_chosen_before_is_kept_and_saved(tmp_path: Path) -> None:
    given = lesson(dev_answered=True)
    kept = Choice(1e6, "source-dev")
    reader = CharacterReader.fit(Lesson(given.inputs, given.labels, chosen=kept))
    assert reader.choice == kept
    assert {one.label for one in reader.predict(given.inputs)} == {""}
    reader.save(tmp_path)
    assert CharacterReader.load(tmp_path).predict(given.inputs) == reader.predict(given.inputs)


def test_the_next_best_are_other_texts_and_less_probable() -> None:
    given = lesson(dev_answered=True)
    reader = CharacterReader.fit(given)
    for one in reader.predict(given.inputs[:5]):
        texts = [one.label, *(text for text, _ in one.others)]
        assert len(texts) == len(set(texts)) == 5
        shares = [one.probability, *(share for _, share in one.others)]
        assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("name", ["answer_f1", "exact_match", "squad_f1", "squad_exact_match"])
def test_nothing_said_is_right_where_nothing_is_and_only_there(name: str) -> None:
    labels = [str(Wanted((), "amh_Ethi")), "", "ቤት", str(Wanted(("ቤት",), "amh_Ethi"))]
    gold, predicted = np.array([0, 0, 3, 3]), np.array([1, 2, 1, 2])
    found = metric(name, labels)
    each = [found(gold[n : n + 1], predicted[n : n + 1], np.ones((1, 1)))[0] for n in range(4)]
    assert each == [1.0, 0.0, 0.0, 1.0]


def test_a_question_is_encoded_in_its_own_language() -> None:
    spoken = Language.parse("hin")
    asked = Answerable("1", "घर पुराना है।", "What is old?", (), spoken, "", Language.parse("eng"))
    seen: list[tuple[str, int]] = []

    def vectors(language: Language, sentences: Sequence[Sequence[str]]) -> list[Floats2d]:
        seen.append((str(language), len(sentences)))
        return [np.ones((len(words), 4), dtype=np.float32) for words in sentences]

    (made,) = passages_of([asked], vectors)
    assert isinstance(made, Passage)
    assert [language for language, _ in seen] == ["hin_Deva", "eng_Latn"]
    assert (len(made.words), len(made.asked)) == (3, 3)


def test_training_without_any_answer_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    asked = {"id": "1", "question": "?", "is_impossible": True}
    document = {"data": [{"paragraphs": [{"context": "ߞߊ߲ ߞߎߘߊ", "qas": [asked]}]}]}
    for split in ("train", "test"):
        path = tmp_path / "none" / "nqo" / f"{split}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError, match="no question that has an answer"):
        transfer(tmp_path / "none", source="nqo", out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
