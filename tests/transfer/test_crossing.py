"""Questions in one language about passages in another: every pair of languages is a number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from isogloss.data.crossing import crossed
from isogloss.data.loading import load_dataset
from isogloss.errors import InputError
from isogloss.languages import Language
from isogloss.report import write
from isogloss.transfer import transfer
from isogloss.transfer.request import Settings
from tests.transfer.test_answers import write_questions

LANGUAGES = ("eng_Latn", "hin_Deva", "spa_Latn")


def test_every_pair_of_languages_has_its_rows(tmp_path: Path) -> None:
    root = write_questions(tmp_path / "facts")
    settings = Settings(cross_questions=True)
    run = transfer(root, source="eng", out=tmp_path / "run", settings=settings)
    assert run.record.state == "done"
    rows = {
        (row.language, row.detail): row
        for row in run.rows()
        if (row.system, row.metric) == ("static+reader", "answer_f1")
    }
    for context in LANGUAGES:
        own = [rows[context, f"question={asked}"] for asked in LANGUAGES]
        assert rows[context, ""].value == pytest.approx(sum(row.value for row in own) / 3)
        assert rows[context, ""].n == sum(row.n for row in own)
    plain = transfer(root, source="eng", out=tmp_path / "plain")
    same = {
        row.language: row.value
        for row in plain.rows()
        if (row.system, row.metric) == ("static+reader", "answer_f1")
    }
    for language in LANGUAGES:
        assert rows[language, f"question={language}"].value == pytest.approx(same[language])
    page = write(run).read_text(encoding="utf-8")
    assert "Questions in every language" in page


def test_the_same_ids_are_asked_in_every_language_and_what_has_none_is_counted(
    tmp_path: Path,
) -> None:
    root = write_questions(tmp_path / "facts")
    path = root / "hin" / "test.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["data"][0]["paragraphs"][0]["qas"].pop()
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    dataset = load_dataset(root)
    languages = dataset.languages("test")
    view = crossed(dataset, "test", languages)
    english, hindi, spanish = (list(view.examples("test", language)) for language in languages)
    assert (len(english), len(hindi), len(spanish)) == (18 + 17 + 18, 17 * 3, 18 + 17 + 18)
    assert len({one.id for one in hindi}) == len(hindi)
    assert view.left_out == 2
    assert any("2 have no counterpart" in said for said in view.remarks())
    assert {one.language for one in hindi} == {Language.parse("hin")}
    assert [one.question_language for one in hindi[:1]] == [Language.parse("eng")]
    assert list(view.examples("train", languages[0])) == list(dataset.examples("train", languages[0]))
    assert view.fingerprint("train", languages[0]) == dataset.fingerprint("train", languages[0])


def test_a_question_that_changes_in_one_language_changes_the_fingerprints_of_all(tmp_path: Path) -> None:
    root = write_questions(tmp_path / "facts")
    dataset = load_dataset(root)
    languages = dataset.languages("test")
    before = [crossed(dataset, "test", languages).fingerprint("test", one) for one in languages]
    path = root / "spa" / "test.json"
    path.write_text(path.read_text(encoding="utf-8").replace("¿", "¡"), encoding="utf-8")
    after = [crossed(load_dataset(root), "test", languages).fingerprint("test", one) for one in languages]
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_what_is_not_parallel_or_no_question_is_refused(tmp_path: Path) -> None:
    root = write_questions(tmp_path / "facts")
    path = root / "hin" / "test.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"id": "', '"id": "h'), encoding="utf-8")
    with pytest.raises(InputError, match="not parallel"):
        transfer(root, source="eng", out=tmp_path / "run", settings=Settings(cross_questions=True))
    pairs = tmp_path / "pairs" / "eng"
    pairs.mkdir(parents=True)
    for split in ("train", "test"):
        (pairs / f"{split}.tsv").write_text("text\tlabel\na b\tx\nc d\ty\n", encoding="utf-8")
    with pytest.raises(InputError, match="cross-questions"):
        transfer(
            tmp_path / "pairs", source="eng", out=tmp_path / "r", settings=Settings(cross_questions=True)
        )
    assert not (tmp_path / "r").exists()


def test_files_of_mlqa_that_ask_in_another_language_are_no_second_split(tmp_path: Path) -> None:
    root = write_questions(tmp_path / "facts")
    mlqa = tmp_path / "mlqa"
    mlqa.mkdir()
    for code, folder in (("en", "eng"), ("hi", "hin")):
        content = (root / folder / "test.json").read_bytes()
        for asked in ("en", "hi"):
            (mlqa / f"test-context-{code}-question-{asked}.json").write_bytes(content)
    dataset = load_dataset(mlqa)
    assert dataset.languages("test") == (Language.parse("eng"), Language.parse("hin"))
    assert any("2 files" in said for said in dataset.remarks())
