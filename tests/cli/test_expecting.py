"""``isogloss measure --scores``: what is expected, what is explained, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.measure.conftest import SENTENCES, write
from tests.measure.expectation.toyrun import toy_run


@pytest.fixture
def scores() -> Path:
    return toy_run()


def test_scores_alone_ask_what_they_go_with_and_explain_no_examples(
    isogloss: Command, scores: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    ended = isogloss("measure", "static", "--scores", scores, "--predict", "jav,tam", "--out", out, "--json")
    assert ended.code == 0
    rows = json.loads(ended.out)["rows"]
    assert {row["recipe"] for row in rows} == {"predictors"}
    told = {row["language"] for row in rows if row["metric"] == "expected" and "no labels" in row["detail"]}
    assert told == {"jav_Latn", "tam_Taml"}


def test_what_is_expected_is_said_in_sentences_that_fit(
    isogloss: Command, scores: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ended = isogloss("measure", "static", "--scores", scores, "--predict", "jav", "--out", tmp_path / "run")
    assert "Javanese (jav_Latn), no labels:" in ended.out
    assert "95% intervals held for" in ended.out
    assert "influence: not measured, it is asked by name: --probes influence." in ended.err
    assert max(len(line) for line in ended.out.splitlines() if not line.startswith("Report ")) <= 80


def test_examples_named_are_explained(isogloss: Command, scores: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    asked = ["--scores", scores, "--examples", "3", "--languages", "ell", "--out", out]
    ended = isogloss("measure", "static", *asked)
    assert ended.code == 0
    assert "Greek 3, taken for" in ended.out
    assert ended.out.count("  for +") == 3
    assert "holds it back" not in ended.out


def test_a_text_brings_its_own_languages(isogloss: Command, scores: Path, tmp_path: Path) -> None:
    text = write(tmp_path / "text", SENTENCES)
    asked = ["--on", text, "--scores", scores, "--probes", "predictors", "--out", tmp_path / "run", "--json"]
    rows = json.loads(isogloss("measure", "static", *asked).out)["rows"]
    assert {row["language"] for row in rows if row["metric"] == "expected"} >= {"amh_Ethi", "swh_Latn"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--predict", "ell"], "--predict expects scores from those of a run"),
        (["--examples", "3"], "--examples names test examples of a run"),
        (["--scores", "nowhere"], "nowhere"),
        (["--scores", "RUN", "--predict", "xxqq"], "xxqq"),
        (["--scores", "RUN", "--languages", "fin"], "fin"),
        (["--scores", "TEXT"], "run.json"),
        (["--probes", "predictors"], "Nothing was named for predictors. Add --scores."),
    ],
)
def test_what_cannot_be_expected_is_one_line(
    arguments: list[str], said: str, isogloss: Command, scores: Path, tmp_path: Path
) -> None:
    text = write(tmp_path / "text", SENTENCES)
    places = {"RUN": str(scores), "TEXT": str(text)}
    ended = isogloss(
        "measure", "static", *(places.get(one, one) for one in arguments), "--out", tmp_path / "run"
    )
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert not (tmp_path / "run").exists()
