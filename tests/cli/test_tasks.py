"""Kinds of tasks at the door: similarities, texts to be written, sums and crossed questions."""

from __future__ import annotations

from pathlib import Path

from msgspec import json

from tests.cli.command import Command
from tests.transfer.test_answers import write_questions

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_similarities_are_learned_printed_and_predicted_from_columns(
    isogloss: Command, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    ended = isogloss("transfer", EXAMPLES / "similarity", "--from", "eng", "--out", run, "--workers", 1)
    assert ended.code == 0, ended.err
    assert "Spearman, %" in ended.out
    assert "static+ridge" in ended.out
    wide = [line for line in ended.out.splitlines() if len(line) > 80]
    assert all(line.startswith(("Predict", "Report")) for line in wide)
    pairs = EXAMPLES / "similarity" / "zho_Hans" / "test.tsv"
    told = isogloss("predict", run, "--language", "zho", "--input", pairs)
    lines = told.out.splitlines()
    assert lines[0] == "id\tsentence1\tsentence2\tscore\tpredicted\tprobability"
    assert len(lines) == len(pairs.read_text(encoding="utf-8").splitlines())
    assert all(-2 < float(line.split("\t")[4]) < 7 for line in lines[1:])
    for option, said in (("a+b", "no column 'a'"), ("sentence1", "is 1 text, and 2 are judged together")):
        wrong = isogloss("predict", run, "--language", "zho", "--input", pairs, "--text", option)
        assert (wrong.code, wrong.err.count("\n")) == (2, 1)
        assert said in wrong.err


def seg_of(signature: str) -> str:
    return signature.partition("|seg:")[2].partition("|")[0]


def test_what_is_written_is_scored_and_what_is_lacking_is_said(isogloss: Command, tmp_path: Path) -> None:
    run = tmp_path / "run"
    news = EXAMPLES / "summaries"
    ended = isogloss("transfer", news, "--from", "eng", "--out", run, "--workers", 1, "--json")
    assert ended.code == 0, ended.err
    rows = [row for row in json.decode(ended.out)["rows"] if row["system"] == "copy"]
    seg = {(row["language"], row["metric"]): seg_of(row["signature"]) for row in rows}
    assert seg["hin_Deva", "rouge_l"] == "uax29"
    assert seg["hin_Deva", "chrf"] == ""
    if ("zho_Hans", "bleu") in seg:
        assert (seg["zho_Hans", "bleu"], seg["swh_Latn", "bleu"]) == ("zh", "13a")
    else:
        assert "bleu is left out" in ended.err
    pieces = news / "hin_Deva" / "test.jsonl"
    told = isogloss("predict", run, "--language", "hin", "--input", pieces, "--system", "copy")
    found = [json.decode(line) for line in told.out.splitlines()]
    assert [one["predicted"] for one in found] == [one["text"] for one in found]


def test_questions_are_crossed_and_the_table_of_both_languages_is_printed(
    isogloss: Command, tmp_path: Path
) -> None:
    root, run = write_questions(tmp_path / "facts"), tmp_path / "run"
    ended = isogloss("transfer", root, "--from", "eng", "--out", run, "--workers", 1, "--cross-questions")
    assert ended.code == 0, ended.err
    assert "passage, question in" in ended.out
    table = ended.out[ended.out.index("passage, question in") :].splitlines()
    assert table[0].split()[-3:] == ["eng", "hin", "spa"]
    assert [line.split()[0] for line in table[1:5]] == ["English", "Hindi", "Spanish", "all"]
    assert all(0 <= float(value) <= 100 for line in table[1:4] for value in line.split()[1:])
    other = isogloss("transfer", root, "--from", "eng", "--out", run, "--workers", 1)
    assert other.code == 2
    assert "cross_questions" in other.err


def test_crossing_anything_but_questions_is_refused(isogloss: Command, tmp_path: Path) -> None:
    run = tmp_path / "run"
    ended = isogloss("transfer", EXAMPLES / "similarity", "--from", "eng", "--out", run, "--cross-questions")
    assert (ended.code, ended.out) == (2, "")
    assert "Leave --cross-questions out" in ended.err
    assert not run.exists()
