"""Several sources that teach together, and scripts that texts are moved between."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.errors import InputError, UnknownName
from isogloss.languages import transliterate
from isogloss.report import analyse
from isogloss.report.headline import sentences
from isogloss.runs.signature import Signature
from isogloss.transfer import predict, transfer
from tests.transfer.letters import TEST, write_letters, write_split


@pytest.fixture
def two_taught(tmp_path: Path) -> Path:
    """English and Hindi with training splits, the second much the smaller."""
    root = write_letters(tmp_path / "letters")
    write_split(root / "hin_Deva", "train", TEST["hin_Deva"])
    return root


def test_sources_teach_one_predictor_together_and_are_no_targets_of_it(
    two_taught: Path, tmp_path: Path
) -> None:
    recipes = ["zero-shot", "multi-source"]
    run = transfer(two_taught, source=["eng", "hin"], recipes=recipes, out=tmp_path / "run")
    assert run.record.state == "done"
    rows = [row for row in run.rows() if row.recipe == "multi-source" and row.system == "tfidf+logreg"]
    assert {row.source for row in rows} == {"eng_Latn"}
    assert {row.language for row in rows} == {"eng_Latn", "swh_Latn", "amh_Ethi", "tha_Thai"}
    assert {Signature.parse(row.signature).source for row in rows} == {"eng_Latn+hin_Deva"}
    zero_shot = [row for row in run.rows() if row.recipe == "zero-shot" and row.system == "tfidf+logreg"]
    assert {row.source for row in zero_shot} == {"eng_Latn", "hin_Deva"}
    wanted = {"system": "tfidf+logreg", "recipe": "multi-source"}
    (hindi,) = predict(run.folder, [TEST["hin_Deva"]["food"][0]], language="hin", **wanted)
    assert hindi.label == "food"  # which English letters say nothing of


def test_what_a_report_says_of_several_sources(two_taught: Path, tmp_path: Path) -> None:
    run = transfer(two_taught, source=["eng", "hin"], recipes=["multi-source"], out=tmp_path / "run")
    assert "the labels of English and Hindi" in sentences(analyse(run))[0]


def test_one_source_alone_is_zero_shot(tmp_path: Path) -> None:
    root = write_letters(tmp_path / "letters")
    recipes = ("zero-shot", "multi-source")
    run = transfer(root, source="eng", recipes=recipes, out=tmp_path / "run")
    of: dict[str, dict[tuple[str, str, str], float]] = {recipe: {} for recipe in recipes}
    for row in run.rows():
        if row.recipe:
            of[row.recipe][row.system, row.language, row.metric] = row.value
    assert of["zero-shot"] == of["multi-source"]


def test_letters_of_one_script_join_languages_that_share_words(tmp_path: Path) -> None:
    root = write_letters(tmp_path / "letters")
    georgian = {
        label: [transliterate(text.casefold(), "Latn", "Geor") for text in texts]
        for label, texts in TEST["eng_Latn"].items()
    }
    write_split(root / "kat_Geor", "test", georgian)
    recipes = ["zero-shot", "romanised", "transliterated-test"]
    run = transfer(root, source="eng", target="eng,kat", recipes=recipes, out=tmp_path / "run")
    found = {
        (row.recipe, row.language): row.value
        for row in run.rows()
        if (row.system, row.metric) == ("tfidf+logreg", "accuracy")
    }
    assert found["zero-shot", "kat_Geor"] < 0.5
    for recipe in recipes[1:]:
        assert found[recipe, "kat_Geor"] > found["zero-shot", "kat_Geor"] + 0.2
        assert found[recipe, "eng_Latn"] == found["zero-shot", "eng_Latn"]
    wanted = {"system": "tfidf+logreg", "recipe": "romanised"}
    (here,) = predict(run.folder, [georgian["health"][1]], language="kat", **wanted)
    (there,) = predict(run.folder, [TEST["eng_Latn"]["health"][1]], language="eng", **wanted)
    assert here.label == there.label  # what is to be predicted is romanised as well


def test_sources_that_are_all_targets_leave_none(two_taught: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="every target language teaches"):
        transfer(
            two_taught, source=["eng", "hin"], target="hin", recipes=["multi-source"], out=tmp_path / "run"
        )


def test_letters_that_no_table_leads_to_are_told_before_anything_is_written(tmp_path: Path) -> None:
    root = write_letters(tmp_path / "letters")
    recipe = tmp_path / "thai.toml"
    recipe.write_text('name = "thai"\ntest = [{view = "romanise", to = "Thai"}]\n', encoding="utf-8")
    with pytest.raises(UnknownName, match="no transliteration from 'Deva' to 'Thai'"):
        transfer(root, source="eng", target="hin", recipes=[str(recipe)], out=tmp_path / "run")
    assert not (tmp_path / "run").exists()
