from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.data.writing import write

PAIRS = (
    "The children play in the garden behind the house.\tDie Kinder spielen im Garten hinter dem Haus.\n"
    "It cost 1,250 euros in 2019.\tEs kostete 1.350 Euro im Jahr 2019.\n"
    "Good morning\t\n"
)


def test_a_line_for_each_pair_says_verdict_score_and_why(isogloss: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "pairs.tsv", PAIRS)
    ended = isogloss("data", "score", path, "--from", "eng", "--to", "deu")
    assert ended.code == 0
    header, *rows = (line.split("\t") for line in ended.out.splitlines())
    assert header == ["verdict", "score", "reasons", "source", "target"]
    assert [row[0] for row in rows] == ["keep", "drop", "drop"]
    assert [row[2] for row in rows] == ["", "numbers: 1,250 against 1.350", "empty: target blank"]
    assert ["\t".join(row[3:]) + "\n" for row in rows] == PAIRS.splitlines(keepends=True)
    assert ended.err == "3 pairs: keep 1, doubt 0, drop 2\n"


def test_json_report_and_a_choice_of_verdicts(isogloss: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "pairs.tsv", PAIRS)
    languages = ("--from", "eng", "--to", "deu")
    document = json.loads(isogloss("data", "score", path, *languages, "--json").out)
    assert [pair["verdict"] for pair in document["pairs"]] == ["keep", "drop", "drop"]
    assert document["pairs"][2]["badness"]["empty"] == 1
    kept = isogloss("data", "score", path, *languages, "--only", "keep").out.splitlines()
    assert [line.split("\t")[0] for line in kept] == ["verdict", "keep"]
    nothing = isogloss("data", "score", path, *languages, "--only", "doubt", "--json").out
    assert json.loads(nothing) == {"pairs": []}
    table = isogloss("data", "score", path, *languages, "--report").out
    assert "numbers           1  33.3%" in table
    assert table.endswith("3 pairs: keep 1, doubt 0, drop 2\n")
    report = json.loads(isogloss("data", "score", path, "--rules", "empty", "--report", "--json").out)
    assert report["rules"] == {"empty": {"fires": 1, "cannot_tell": 0}}


def test_refused_rows_are_told_and_standard_input_is_read(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write(tmp_path / "pairs.tsv", f"{PAIRS}one side\n")
    ended = isogloss("data", "score", path)
    assert (ended.code, ended.out) == (2, "")
    assert "pairs.tsv:4: the row has 1 side" in ended.err
    assert "1 row was refused" in isogloss("data", "score", path, "--keep-going").err
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO("ቤት ||| house\n".encode()), encoding="utf-8")
    )
    assert isogloss("data", "score", "-", "--from", "am").out.endswith("ቤት\thouse\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--rules", "lenght"], "There is no rule 'lenght'. Did you mean length"),
        (["--rules", "-copied,copied"], "No rule is left"),
        (["--bands", "0.9"], "--bands '0.9' are no two numbers"),
        (["--bands", "0.9,0.1"], "cannot be dropped"),
        (["--only", "kept"], "Did you mean keep"),
        (["--from", "klingonish"], "klingonish"),
        (["--rules", "roundtrip"], "needs a translator"),
        (["--rules", "perplexity"], "needs a language model"),
        (["--scorer", "static"], "tells no likelihoods"),
        (["--translator", "nowhere"], "There is no translator"),
        (["--translator", "identity"], "needs a translator and both languages"),
        (["--model", "static:nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    isogloss: Command, tmp_path: Path, options: list[str], said: str
) -> None:
    ended = isogloss("data", "score", write(tmp_path / "pairs.tsv", PAIRS), *options)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_a_file_without_pairs_is_refused(isogloss: Command, tmp_path: Path) -> None:
    for path in (write(tmp_path / "empty", ""), tmp_path / "missing"):
        ended = isogloss("data", "score", path, "--json")
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
