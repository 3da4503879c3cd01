"""``isogloss report``, and what a finished run prints."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
import typer

from isogloss.cli.console import finish
from isogloss.report.analysis import Analysis
from isogloss.runs.engine import Run
from tests.cli.command import Command
from tests.report import synthetic


@pytest.fixture
def isogloss(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capsys)


def test_report_prints_the_table_and_where_the_page_is(isogloss: Command, plain: Analysis) -> None:
    ended = isogloss("report", plain.run.folder)
    assert ended.code == 0
    assert "static+logreg is right on" in ended.out
    assert f"Report   {plain.run.folder / 'report.html'}" in ended.out
    assert (plain.run.folder / "report.html").is_file()


def test_json_is_one_document(isogloss: Command, plain: Analysis, tmp_path: Path) -> None:
    ended = isogloss("report", plain.run.folder, "--json", "--out", tmp_path / "page.html")
    document = json.loads(ended.out)
    assert list(document) == ["run", "signature", "rows", "summary"]
    assert (tmp_path / "page.html").is_file()


def test_several_runs_are_one_page_one_document_and_a_comparison(
    isogloss: Command, plain: Analysis, run: Run, tmp_path: Path
) -> None:
    ended = isogloss("report", plain.run.folder, run.folder, "--out", tmp_path / "page.html")
    assert ended.code == 0
    assert "Over 4 languages in both" in " ".join(ended.out.split())
    assert "Runs side by side" in (tmp_path / "page.html").read_text(encoding="utf-8")
    ended = isogloss("report", plain.run.folder, run.folder, "--json", "--out", tmp_path / "page.html")
    document = json.loads(ended.out)
    assert len(document["runs"]) == 2
    assert document["comparisons"][0]["paired"] == 4


def test_a_comparison_leaves_the_report_of_the_first_run_alone(
    isogloss: Command, plain: Analysis, tmp_path: Path
) -> None:
    first = synthetic.make(tmp_path / "a", synthetic.plan(["eng_Latn", "swh_Latn"], few_shot=False))
    isogloss("report", first.folder)
    before = (first.folder / "report.html").read_bytes()
    ended = isogloss("report", first.folder, plain.run.folder)
    assert f"Report   {first.folder / 'comparison.html'}" in ended.out
    assert (first.folder / "report.html").read_bytes() == before
    assert "different" not in ended.out


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"labels": {"eng_Latn": ["yes", "no"]}}, "The runs hold different sets of labels, so"),
        ({"dataset": "intents"}, "The runs hold different data: invented<b>, intents. So"),
    ],
)
def test_runs_over_different_data_are_said_to_be_so(
    isogloss: Command, plain: Analysis, tmp_path: Path, facts: dict[str, object], said: str
) -> None:
    made = synthetic.plan(["eng_Latn", "swh_Latn"], few_shot=False, facts=facts)
    page = tmp_path / "page.html"
    ended = isogloss("report", plain.run.folder, synthetic.make(tmp_path / "b", made).folder, "--out", page)
    assert f"Note: {said} the difference of their scores says little." in " ".join(ended.out.split())
    assert html.escape(said) in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["nowhere", "file", "."])
def test_what_is_no_run_is_one_line_and_exit_code_2(isogloss: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    ended = isogloss("report", tmp_path / name)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("isogloss: ")
    assert ended.err.count("\n") == 1


def test_a_finished_run_says_its_remarks_beside_and_its_table_out(
    plain: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    finish(plain.run, json=False)
    streams = capsys.readouterr()
    assert streams.err == "text = text, label = <i>label</i>\n"
    assert "Predict  isogloss predict" in streams.out


def test_a_run_with_gaps_lists_them_and_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = synthetic.make(tmp_path / "run", failing="mya_Mymr")
    with pytest.raises(typer.Exit) as ended:
        finish(made, json=False)
    assert ended.value.exit_code == 3
    streams = capsys.readouterr()
    assert streams.err.count("failed: ") == 4
    assert "no scores for <b>this</b> one" in streams.err
    assert "static+logreg is right on" in streams.out


def test_a_run_of_gaps_alone_still_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = synthetic.plan(["mya_Mymr"], systems=["static+logreg"], few_shot=False)
    with pytest.raises(typer.Exit) as ended:
        finish(synthetic.make(tmp_path / "run", made, failing="mya_Mymr"), json=False)
    assert ended.value.exit_code == 3
    assert capsys.readouterr().out == ""
