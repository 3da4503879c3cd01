"""``isogloss transfer`` and ``isogloss predict``: what goes in, what comes out, what is said of bad input."""

from __future__ import annotations

import io
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import json

from tests.cli.command import Command
from tests.transfer.letters import DEV, TEST, TRAIN, write_letters, write_split

BIG = "x" * 5_000_000


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    return write_letters(tmp_path / "letters")


def append(path: Path, content: bytes) -> None:
    with path.open("ab") as file:
        file.write(content)


def test_a_table_and_a_report_come_out(isogloss: Command, letters: Path, tmp_path: Path) -> None:
    ended = isogloss("transfer", letters, "--from", "eng", "--out", tmp_path / "run", "--workers", 1)
    assert ended.code == 0, ended.err
    assert "static+logreg" in ended.out
    assert "\x1b" not in ended.out
    assert (tmp_path / "run" / "report.html").exists()


def test_json_is_one_document_whose_rows_carry_their_signatures(
    isogloss: Command, letters: Path, tmp_path: Path
) -> None:
    ended = isogloss(
        "transfer", letters, "--from", "eng", "--out", tmp_path / "run", "--workers", 1, "--json"
    )
    document = json.decode(ended.out)
    assert set(document) >= {"run", "signature", "rows", "summary"}
    assert "source:eng_Latn" in document["signature"]
    assert all(row["signature"].startswith("isogloss:") for row in document["rows"])
    assert {row["language"] for row in document["rows"]} == set(TEST)


def test_predict_answers_every_line_of_a_pipe(
    isogloss: Command, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isogloss("transfer", letters, "--from", "eng", "--out", tmp_path / "run", "--workers", 1)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("ช่วยด้วย หมอ\n\n🙂\n".encode())))
    ended = isogloss("predict", tmp_path / "run", "--language", "tha")
    assert ended.code == 0, ended.err
    lines = ended.out.splitlines()
    assert len(lines) == 3
    assert [line.split("\t")[2] for line in lines] == ["ช่วยด้วย หมอ", "", "🙂"]
    assert {line.split("\t")[0] for line in lines} <= set(TRAIN)
    assert ended.err == "2 of 3 texts hold nothing that the model knows: their labels are guesses.\n"


# What is done to the data before the command, and what its one line must say.
BAD_DATA: dict[str, tuple[Callable[[Path], object], str]] = {
    "latin-1": (lambda d: append(d / "eng_Latn/train.tsv", "food\tcafé\n".encode("latin-1")), "train.tsv:26"),
    "a ragged row": (lambda d: append(d / "eng_Latn/train.tsv", b"food\n"), "train.tsv:26"),
    "a 5 MB line": (lambda d: append(d / "eng_Latn/train.tsv", f"food\t{BIG}\n".encode()), "train.tsv:26"),
    "an empty text": (lambda d: append(d / "swh_Latn/test.tsv", b"food\t \n"), "test.tsv:8"),
    "a missing column": (
        lambda d: (d / "eng_Latn/train.tsv").write_text("name\ttext\na\tb\n"),
        "no column for the label",
    ),
    "an empty file": (lambda d: (d / "swh_Latn/test.tsv").write_text(""), "test.tsv is empty"),
    "a header alone": (lambda d: (d / "swh_Latn/test.tsv").write_text("label\ttext\n"), "swh_Latn"),
    "one class": (lambda d: write_split(d / "eng_Latn", "train", {"food": ["a", "b"]}), "one class only"),
    "a strange dev label": (
        lambda d: write_split(d / "eng_Latn", "dev", {**DEV, "faith": ["church"]}),
        "label 'faith'",
    ),
    "no Parquet": (
        lambda d: (d / "swh_Latn/test.tsv").rename(d / "swh_Latn/test.parquet"),
        "test.parquet",
    ),
    "broken JSON": (
        lambda d: (
            (d / "swh_Latn/test.tsv")
            .rename(d / "swh_Latn/test.jsonl")
            .write_text('{"text": "a", "label": "food"}\n{"text": \n')
        ),
        "test.jsonl:2",
    ),
    "an unknown language": (lambda d: (d / "swh_Latn").rename(d / "klingonese"), "klingonese"),
    "no source": (lambda d: (d / "eng_Latn").rename(d / "deu_Latn"), "no eng"),
}


@pytest.mark.parametrize("case", BAD_DATA)
def test_bad_data_is_one_line_and_exit_code_2(
    isogloss: Command, letters: Path, tmp_path: Path, case: str
) -> None:
    spoil, message = BAD_DATA[case]
    spoil(letters)
    ended = isogloss("transfer", letters, "--from", "eng", "--out", tmp_path / "run", "--workers", 1)
    assert ended.code == 2
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.startswith("isogloss: ")
    assert message in ended.err
    assert len(ended.err) < 600
    assert ended.out == ""
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "case", ["latin-1", "a ragged row", "a 5 MB line", "an empty text", "a strange dev label"]
)
def test_keep_going_sets_bad_rows_aside_and_counts_them(
    isogloss: Command, letters: Path, tmp_path: Path, case: str
) -> None:
    BAD_DATA[case][0](letters)
    run = tmp_path / "run"
    ended = isogloss("transfer", letters, "--from", "eng", "--out", run, "--workers", 1, "--keep-going")
    assert ended.code == 0, ended.err
    assert len((run / "rejects.jsonl").read_text().splitlines()) == 1
    assert "1 row" in ended.err
    assert "rejects:1" in ended.out + (run / "report.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["transfer", "nowhere", "--from", "eng"], "nowhere does not exist"),
        (["transfer", "empty", "--from", "eng"], "no data files"),
        (["transfer", "letters", "--from", "klingonese"], "klingonese"),
        (["transfer", "letters", "--from", "eng", "--to", "zul"], "zul"),
        (["transfer", "letters", "--from", "eng", "--recipes", "zero"], "zero"),
        (["transfer", "letters", "--from", "eng", "--out", "file/run"], "cannot be written"),
        (["transfer", "letters", "--from", "eng", "--model", "static:nowhere"], "nowhere"),
        (["predict", "letters", "--language", "swh"], "no run folder"),
        (["predict", "nowhere", "--language", "swh"], "nowhere"),
        (["report", "letters"], "no run folder"),
        (["data", "check", "nowhere"], "nowhere"),
        (["languages", "show", "swhh"], "swh"),
    ],
)
def test_a_wrong_command_is_one_line_and_exit_code_2(
    isogloss: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_letters(tmp_path / "letters")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    ended = isogloss(*arguments)
    assert ended.code == 2
    assert ended.err.count("\n") == 1, ended.err
    assert message in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("limit", [1, 3_000, 9_000, 30_000])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_is_one_line_and_exit_code_2(
    letters: Path, tmp_path: Path, limit: int, workers: int
) -> None:
    """The limit strikes at another place each time: the record, a predictor, a table, the report."""
    command = [sys.executable, "-m", "isogloss", "transfer", str(letters), "--from", "eng"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "run"), "--workers", str(workers)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert done.stderr.count("isogloss: ") == 1
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_fault(letters: Path, tmp_path: Path, isogloss: Command) -> None:
    isogloss("transfer", letters, "--from", "eng", "--out", tmp_path / "run", "--workers", 1)
    texts = tmp_path / "texts.txt"
    texts.write_text("chakula kizuri\n" * 50_000)
    command = [sys.executable, "-m", "isogloss", "predict", str(tmp_path / "run"), "--language", "swh"]
    with subprocess.Popen(
        [*command, "--input", str(texts)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().endswith("chakula kizuri\n")
        process.stdout.close()
        assert process.stderr.read() == ""


def test_an_answer_for_people_comes_with_the_version(isogloss: Command) -> None:
    ended = isogloss("--version")
    assert ended.code == 0
    assert ended.out.startswith("isogloss 0.")


def test_an_interrupted_run_says_so_and_resumes(tmp_path: Path) -> None:
    letters = write_letters(tmp_path / "letters")
    command = [sys.executable, "-m", "isogloss", "transfer", str(letters), "--from", "eng", "--workers", "1"]
    with subprocess.Popen(
        [*command, "--out", str(tmp_path / "run")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "run" / "run.json").exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130, said
    assert said.endswith("isogloss: interrupted; what was finished is kept.\n")
    assert "Traceback" not in said
    again = subprocess.run(
        [*command, "--out", str(tmp_path / "run")], capture_output=True, text=True, check=False
    )
    assert again.returncode == 0, again.stderr
