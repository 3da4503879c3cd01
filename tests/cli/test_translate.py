from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Command


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("en_sw.tsv").write_text("the water\tmaji\nis\tni\nclean\tsafi\n", encoding="utf-8")
    Path("en_th.tsv").write_text("the water\tน้ำ\nclean\tสะอาด\n", encoding="utf-8")
    Path("data.tsv").write_text(
        "text\tlabel\nThe water is `clean`.\tx\nuse {name} 3 times\ty\n", encoding="utf-8"
    )
    return tmp_path


def translate(isogloss: Command, *more: str) -> tuple[int, str, str]:
    ended = isogloss(
        "data", "translate", "data.tsv", "--from", "eng", "--translator", "lexicon:en_{target}.tsv",
        "--out", "out", *more,
    )  # fmt: skip
    return ended.code, ended.out, ended.err


def test_a_file_is_translated_into_several_languages(isogloss: Command, files: Path) -> None:
    code, out, err = translate(isogloss, "--to", "swh,tha")
    assert code == 0
    assert "swh_Latn" in out
    assert "Written to out" in err
    assert (files / "out" / "swh_Latn" / "data.tsv").read_text(encoding="utf-8").splitlines()[1:] == [
        "1\tMaji ni `clean`.\tx\tThe water is `clean`.",
        "2\tuse {name} 3 times\ty\tuse {name} 3 times",
    ]
    assert "น้ำ is `clean`." in (files / "out" / "tha_Thai" / "data.tsv").read_text(encoding="utf-8")


def test_json_is_one_document_and_a_second_run_asks_nothing(isogloss: Command, files: Path) -> None:
    assert files.is_dir()
    translate(isogloss, "--to", "swh")
    code, out, _ = translate(isogloss, "--to", "swh", "--json")
    found = json.loads(out)["languages"][0]
    assert code == 0
    assert (found["rows"], found["texts_asked"], found["texts_known"]) == (2, 0, 2)
    assert found["doubts"] == {"copied": 1}


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        (["--to", "swh", "--translator", "lexcon:x"], "Did you mean lexicon"),
        (["--to", "nolanguage"], "nolanguage"),
        (["--to", ","], "names nothing"),
        (["--to", "yor"], "no list of words"),
        (["--to", "swh,eng"], "in eng_Latn already"),
        (["--to", "swh", "--glossary", "twice.tsv"], "twice.tsv:2: the term 'water' stands there twice"),
        (["--to", "swh", "--columns", "txt"], "has no column 'txt'"),
        (["--to", "swh", "--glossary", "none.tsv"], "does not exist"),
        (["--to", "swh", "--translator", "hf:/no/folder"], "/no/folder"),
        (["--to", "swh", "--translator", "openai:x"], "openai"),
    ],
)
def test_a_wrong_wish_is_one_line_and_exit_2(
    isogloss: Command, files: Path, more: list[str], wrong: str
) -> None:
    (files / "twice.tsv").write_text("water\tmaji\nwater\tH2O\n")
    code, out, err = translate(isogloss, *more)
    assert code == 2
    assert not out
    assert len(err.strip().splitlines()) == 1
    assert wrong in err
