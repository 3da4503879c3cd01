"""The main job, from a folder of texts to rows, predictions and a predictor."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score

from isogloss.data.columns import Columns
from isogloss.errors import BadRow, InputError, RunMismatch, UnknownLanguage, UnknownName
from isogloss.languages import Language
from isogloss.report.making import command
from isogloss.runs.engine import Run
from isogloss.runs.signature import Signature
from isogloss.runs.store import Store
from isogloss.transfer import Settings, SplitNames, predict, transfer
from tests.transfer.letters import DEV, TEST, TRAIN, write_split


def value(run: Run, language: str, *, system: str = "static+logreg", metric: str = "accuracy") -> float:
    [found] = [
        row.value
        for row in run.rows()
        if (row.language, row.system, row.metric) == (language, system, metric)
    ]
    return found


def test_labels_in_english_score_every_language_that_has_a_test_split(letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", out=tmp_path / "run")
    assert run.record.state == "done"
    assert {row.language for row in run.rows()} == set(TEST)
    assert {row.system for row in run.rows()} == {"", "static", "majority", "tfidf+logreg", "static+logreg"}
    for language in TEST:
        assert value(run, language, system="majority") == pytest.approx(1 / 3)
        assert value(run, language) >= 0.5
    assert value(run, "eng_Latn", system="tfidf+logreg") > 1 / 3


def test_every_score_can_be_computed_again_from_the_predictions(letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", out=tmp_path / "run")
    by_cell = defaultdict(list)
    for prediction in Store(run.folder).predictions():
        by_cell[prediction.cell].append(prediction)
    scored = [row for row in run.rows() if row.metric in ("accuracy", "macro_f1")]
    assert len(scored) == len(TEST) * 3 * 2
    for row in scored:
        gold = [one.gold for one in by_cell[row.cell]]
        predicted = [one.predicted for one in by_cell[row.cell]]
        again = {
            "accuracy": accuracy_score(gold, predicted),
            "macro_f1": f1_score(gold, predicted, average="macro", zero_division=0),
        }
        assert row.value == pytest.approx(again[row.metric])
        assert row.low is not None
        assert row.high is not None
        assert row.low <= row.value <= row.high
        assert row.n == len(gold)


def test_the_same_command_gives_the_same_bytes_however_it_is_spread(letters: Path, tmp_path: Path) -> None:
    transfer(letters, source="eng", out=tmp_path / "one")
    transfer(letters, source="eng", out=tmp_path / "two", workers=2)
    for table in ("rows", "predictions"):
        one, two = ((tmp_path / run / table / "packed.parquet").read_bytes() for run in ("one", "two"))
        assert one == two


def test_the_default_folder_is_found_again(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = transfer(letters, source="eng", target="swh")
    stamp = (first.folder / "rows" / "packed.parquet").stat().st_mtime_ns
    again = transfer(letters, source="eng", target="swh")
    assert again.folder == first.folder
    assert first.folder.name.startswith("letters-")
    assert (first.folder / "rows" / "packed.parquet").stat().st_mtime_ns == stamp


def test_a_signature_says_what_decides_the_number(letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", target="amh", out=tmp_path / "run", settings=Settings(seed=3))
    [row] = [row for row in run.rows() if row.system == "static+logreg" and row.metric == "accuracy"]
    signature = Signature.parse(row.signature)
    assert str(signature) == row.signature
    assert (signature.source, signature.target, signature.split) == ("eng_Latn", "amh_Ethi", "test")
    assert (signature.recipe, signature.head, signature.select) == ("zero-shot", "logreg", "source-cv-1se")
    assert (signature.metric, signature.interval, signature.seed) == ("accuracy", "boot1000", "3")
    assert signature.data.startswith("letters@")
    assert signature.model.startswith("static@")


def test_changed_data_is_another_run(letters: Path, tmp_path: Path) -> None:
    transfer(letters, source="eng", out=tmp_path / "run")
    write_split(letters / "amh_Ethi", "test", {**TEST["amh_Ethi"], "food": ["እንጀራ"]})
    with pytest.raises(RunMismatch, match="content of amh_Ethi/test"):
        transfer(letters, source="eng", out=tmp_path / "run")


def test_changed_target_labels_change_no_zero_shot_prediction(letters: Path, tmp_path: Path) -> None:
    """True zero-shot: the target's train and dev splits might as well not be there."""
    before = transfer(letters, source="eng", out=tmp_path / "before")
    shutil.rmtree(letters / "hin_Deva")
    write_split(letters / "hin_Deva", "test", TEST["hin_Deva"])
    write_split(letters / "hin_Deva", "dev", {"nonsense": ["यह कुछ नहीं है"]})
    write_split(letters / "swh_Latn", "train", {"travel": ["Chakula kizuri"], "food": ["Ndege na basi"]})
    after = transfer(letters, source="eng", out=tmp_path / "after")
    assert [(row.language, row.system, row.metric, row.value) for row in before.rows()] == [
        (row.language, row.system, row.metric, row.value) for row in after.rows()
    ]


def test_languages_and_recipes_may_come_one_or_several(letters: Path, tmp_path: Path) -> None:
    run = transfer(
        letters,
        source=Language("eng", "Latn"),
        target=[Language("hin", "Deva"), "swh"],
        recipes="zero-shot",
        out=tmp_path / "run",
    )
    assert {row.language for row in run.rows()} == {"hin_Deva", "swh_Latn"}


def test_few_shot_draws_are_scored_apart(letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", recipes=["zero-shot", "few-shot:1"], out=tmp_path / "run")
    drawn = [row for row in run.rows() if row.recipe == "few-shot-1" and row.metric == "accuracy"]
    assert {row.language for row in drawn} == {"swh_Latn"}
    assert {row.detail for row in drawn} == {f"draw={draw}" for draw in range(5)}
    assert any("few-shot-1: 3 of 4 languages have no split 'train'" in r for r in run.record.facts["remarks"])
    assert {Signature.parse(row.signature).select for row in drawn if row.system == "static+logreg"} == {
        "source-cv-1se"
    }


def test_a_recipe_that_no_target_can_be_tried_on_is_refused(letters: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="few-shot-10: none of the target languages has a split 'train'"):
        transfer(letters, source="eng", target="hin,amh", recipes=["few-shot"], out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_columns_that_were_named_stand_in_the_record(letters: Path, tmp_path: Path) -> None:
    for file in letters.rglob("*.tsv"):
        file.write_text(file.read_text(encoding="utf-8").replace("label\ttext", "Art\tWas"), encoding="utf-8")
    settings = Settings(columns=Columns(text="Was", label="Art"))
    run = transfer(letters, source="eng", target="hin", out=tmp_path / "run", settings=settings)
    assert run.record.request["columns"] == {"text": "Was", "label": "Art"}
    assert "--text Was --label Art" in command(run)


def test_target_supervised_and_pooled_use_the_labels_they_say(letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", recipes=["target-supervised", "pooled"], out=tmp_path / "run")
    rows = [row for row in run.rows() if row.system == "static+logreg" and row.metric == "accuracy"]
    by_recipe = {(row.recipe, row.language): row for row in rows}
    assert by_recipe["target-supervised", "swh_Latn"].value == 1.0
    assert "select:target-cv-1se" in by_recipe["target-supervised", "swh_Latn"].signature
    assert ("target-supervised", "amh_Ethi") not in by_recipe
    assert by_recipe["pooled", "amh_Ethi"].value >= 0.5


def test_a_test_label_that_training_lacks_is_kept_scored_wrong_and_counted(
    letters: Path, tmp_path: Path
) -> None:
    write_split(letters / "amh_Ethi", "test", {**TEST["amh_Ethi"], "ሃይማኖት": ["ቤተ ክርስቲያን", "መስጊድ"]})
    run = transfer(letters, source="eng", target="amh", out=tmp_path / "run")
    unseen = [one for one in Store(run.folder).predictions() if one.gold == "ሃይማኖት"]
    assert len(unseen) == 2 * 3
    assert all(one.predicted != one.gold for one in unseen)
    assert value(run, "amh_Ethi", system="", metric="unseen_labels") == pytest.approx(0.25)
    assert value(run, "amh_Ethi") <= 0.75


def test_a_dev_label_that_training_lacks_is_a_bad_row(letters: Path, tmp_path: Path) -> None:
    write_split(letters / "eng_Latn", "dev", {**DEV, "religion": ["The church bells rang."]})
    with pytest.raises(BadRow, match=r"dev\.tsv:8: label 'religion' is not among the 3 labels"):
        transfer(letters, source="eng", out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
    run = transfer(letters, source="eng", out=tmp_path / "run", settings=Settings(keep_going=True))
    [reject] = run.rejects()
    assert (reject.line, reject.split, reject.language) == (8, "dev", "eng_Latn")
    assert "rejects:1" in run.rows()[-1].signature


def test_a_missing_dev_split_is_calibrated_on_folds_and_said(letters: Path, tmp_path: Path) -> None:
    (letters / "eng_Latn" / "dev.tsv").unlink()
    run = transfer(letters, source="eng", out=tmp_path / "run")
    assert any("eng_Latn has no split 'dev'" in remark for remark in run.record.facts["remarks"])


def test_splits_may_have_other_names(letters: Path, tmp_path: Path) -> None:
    (letters / "eng_Latn" / "train.tsv").rename(letters / "eng_Latn" / "few_shot_50.tsv")
    splits = SplitNames(train="few_shot_50")
    run = transfer(letters, source="eng", out=tmp_path / "run", settings=Settings(splits=splits))
    assert run.record.state == "done"


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"source": "deu"}, InputError, "holds no deu"),
        ({"source": "xx-nonsense-yy"}, UnknownLanguage, "xx-nonsense-yy"),
        ({"source": "eng", "target": "script:Cyrl"}, InputError, "script:Cyrl"),
        ({"source": "eng", "target": "all,-all"}, InputError, "leaves no language"),
        ({"source": "eng", "target": ""}, InputError, "No target language"),
        ({"source": "eng", "model": "statik"}, UnknownName, "Did you mean static"),
        ({"source": "eng", "recipes": ["zero-shoot"]}, UnknownName, "Did you mean zero-shot"),
        ({"source": "eng", "recipes": ["few-shot:0"]}, InputError, "few-shot:0"),
        ({"source": "eng", "recipes": ["zero-shot:5"]}, InputError, "only a recipe with a number"),
        ({"source": "eng", "recipes": ["zero-shot", "zero-shot"]}, InputError, "not all different"),
        ({"source": []}, InputError, "No source language"),
    ],
)
def test_a_wrong_request_is_one_clear_error_and_writes_nothing(
    letters: Path, tmp_path: Path, arguments: dict[str, Any], kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        transfer(letters, out=tmp_path / "run", **arguments)
    assert not (tmp_path / "run").exists()


def test_one_class_is_refused_with_its_name(letters: Path, tmp_path: Path) -> None:
    write_split(letters / "eng_Latn", "train", {"food": ["bread", "rice", "soup"]})
    with pytest.raises(InputError, match="one class only, 'food'"):
        transfer(letters, source="eng", out=tmp_path / "run")


def test_predict_uses_the_best_predictor_and_keeps_the_order(letters: Path, tmp_path: Path) -> None:
    transfer(letters, source="eng", out=tmp_path / "run")
    texts = [text for group in TEST["swh_Latn"].values() for text in group] * 100
    predicted = list(predict(tmp_path / "run", texts, language="sw"))
    assert len(predicted) == 600
    assert [one.label for one in predicted[:6]] == [one.label for one in predicted[6:12]]
    assert all(0 < one.probability <= 1 for one in predicted)
    stored = Store(tmp_path / "run").predictions()
    cells = {
        row.cell
        for row in transfer(letters, source="eng", out=tmp_path / "run").rows()
        if (row.system, row.language) == ("static+logreg", "swh_Latn")
    }
    again = [one.predicted for one in stored if one.cell in cells]
    assert [one.label for one in predicted[:6]] == again
    assert np.allclose(
        [one.probability for one in predicted[:6]], [one.score for one in stored if one.cell in cells]
    )


def test_predict_says_what_there_is_when_asked_for_what_is_not(letters: Path, tmp_path: Path) -> None:
    transfer(letters, source="eng", out=tmp_path / "run")
    with pytest.raises(InputError, match=r"static\+logreg \(zero-shot\)"):
        predict(tmp_path / "run", ["x"], language="swh", recipe="pooled")
    baseline = predict(tmp_path / "run", ["Ninapenda chai"], language="swh", system="majority")
    assert [one.probability for one in baseline] == pytest.approx([1 / 3])


def test_a_deleted_predictor_is_trained_again(letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", out=tmp_path / "run")
    before = list(predict(run.folder, ["Ninapenda chai"], language="swh"))
    shutil.rmtree(run.folder / "predictors" / "static+logreg")
    transfer(letters, source="eng", out=tmp_path / "run")
    assert list(predict(run.folder, ["Ninapenda chai"], language="swh")) == before


def test_what_a_killed_process_left_of_a_predictor_is_passed_over(letters: Path, tmp_path: Path) -> None:
    run = transfer(letters, source="eng", out=tmp_path / "run")
    [card] = (run.folder / "predictors" / "static+logreg").rglob("predictor.json")
    half = card.parent.with_name(".0.abcdef")
    half.mkdir()
    shutil.copy(card, half)
    assert list(predict(run.folder, ["Ninapenda chai"], language="swh"))


def test_a_row_of_no_known_language_does_not_vanish(tmp_path: Path) -> None:
    rows = ["language,split,label,text"]
    rows += [
        f"eng,train,{label},{text}" for label, texts in TRAIN.items() for text in texts if "," not in text
    ]
    rows += ["swh,train,food,Wali mzuri", "swahilii,test,food,Chakula", "swh,test,travel,Ndege na basi"]
    file = tmp_path / "all.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(BadRow, match="'swahilii' is no language"):
        transfer(file, source="eng", out=tmp_path / "run")
    run = transfer(file, source="eng", out=tmp_path / "run", settings=Settings(keep_going=True))
    assert [reject.reason for reject in run.rejects()] == [
        "'swahilii' is no language in the column 'language'"
    ]


def test_a_recipes_own_seeds_hold_unless_one_is_asked_for(letters: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "seeds.toml"
    recipe.write_text('name = "seeds"\nseeds = [1, 2]\n')
    run = transfer(letters, source="eng", target="hin", recipes=[str(recipe)], out=tmp_path / "own")
    assert {row.seed for row in run.rows() if row.system} - {0} == {1, 2}
    asked = transfer(
        letters,
        source="eng",
        target="hin",
        recipes=[str(recipe)],
        out=tmp_path / "asked",
        settings=Settings(seed=7),
    )
    assert {row.seed for row in asked.rows() if row.system} - {0} == {7}
    with pytest.raises(InputError, match="4294967296"):
        transfer(letters, source="eng", out=tmp_path / "bad", settings=Settings(seed=2**32))
