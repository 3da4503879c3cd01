"""Options with commas: a list of nothing is told, and never taken for what is usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.cli.lists import listed
from tests.cli.command import Command

TOPICS = Path(__file__).parents[2] / "examples" / "topics.csv"


def test_blanks_and_gaps_between_names_do_not_matter() -> None:
    assert listed(" swh , hin,,", "--to") == ("swh", "hin")
    assert listed("", "--to") == listed(None, "--to") == ()


@pytest.mark.parametrize("nothing", [",", ",,", " , ", " "])
@pytest.mark.parametrize("option", ["--heads", "--to", "--from", "--recipes"])
def test_a_list_of_nothing_stops_a_transfer(
    isogloss: Command, tmp_path: Path, option: str, nothing: str
) -> None:
    given = {"--from": "eng", option: nothing}
    asked = [part for pair in given.items() for part in pair]
    ended = isogloss("transfer", TOPICS, *asked, "--out", tmp_path / "run")
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("option", ["--languages", "--probes", "--pooling", "--examples", "--predict"])
def test_a_list_of_nothing_stops_a_measurement(isogloss: Command, tmp_path: Path, option: str) -> None:
    (tmp_path / "text").mkdir()
    for language in ("eng_Latn", "swh_Latn"):
        (tmp_path / "text" / f"{language}.txt").write_text("one\ntwo\n", encoding="utf-8")
    asked = ("--probes", "premium") if option != "--probes" else ()
    ended = isogloss(
        "measure", "bytes", "--on", tmp_path / "text", *asked, option, ",", "--out", tmp_path / "run"
    )
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("data", "score", "-", "--rules", ","),
        ("data", "bridges", ","),
        ("languages", "detect", "--candidates", ","),
        ("languages", "normalize", "--steps", ","),
        ("data", "translate", str(TOPICS), "--to", ",", "--translator", "x", "--out", "nowhere"),
    ],
    ids=["rules", "bridges", "candidates", "steps", "translate"],
)
def test_a_list_of_nothing_stops_other_commands(isogloss: Command, arguments: tuple[str, ...]) -> None:
    ended = isogloss(*arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
