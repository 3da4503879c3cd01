from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Command


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("en_sw.tsv").write_text("water\tmaji\nclean\tsafi\n", encoding="utf-8")
    Path("data.csv").write_text('text,label\n"Water, clean",x\nnothing here,y\n', encoding="utf-8")
    Path("train.conll").write_text("Water NOUN\nis AUX\nclean ADJ\n\n", encoding="utf-8")
    passage = {
        "context": "The clean water.",
        "qas": [
            {"id": "1", "question": "What water?", "answers": [{"text": "clean water", "answer_start": 4}]}
        ],
    }
    Path("squad.json").write_text(
        json.dumps({"data": [{"title": "t", "paragraphs": [passage]}]}), encoding="utf-8"
    )
    return tmp_path


def test_a_table_is_switched_with_its_original_beside_and_a_diff_shown(
    isogloss: Command, files: Path
) -> None:
    ended = isogloss("data", "switch", "data.csv", "--from", "eng", "--lexicon", "en_sw.tsv", "--ratio", "1",
                    "--out", "out", "--diff", "5")  # fmt: skip
    assert ended.code == 0
    assert ended.out.strip() == "[-Water-]{+Maji+}, [-clean-]{+safi+}"
    assert "2 places of 4 words in 2 texts switched (2 swa_Latn); 1 text is unchanged." in ended.err
    assert (files / "out" / "eng_Latn" / "data.csv").read_text(encoding="utf-8").splitlines() == [
        "id,text,label,original",
        '1,"Maji, safi",x,"Water, clean"',
        "2,nothing here,y,nothing here",
    ]


def test_pairs_to_restore_are_written_for_what_was_switched(isogloss: Command, files: Path) -> None:
    isogloss("data", "switch", "data.csv", "--from", "eng", "--lexicon", "en_sw.tsv", "--ratio", "1",
            "--method", "restore", "--out", "out")  # fmt: skip
    lines = (files / "out" / "eng_Latn" / "data.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": "1", "source": "Maji, safi", "target": "Water, clean"}
    ]


def test_tags_and_answers_keep_their_places(isogloss: Command, files: Path) -> None:
    for name in ("train.conll", "squad.json"):
        ended = isogloss("data", "switch", name, "--from", "eng", "--lexicon", "en_sw.tsv", "--ratio", "1",
                        "--out", "out", "--json")  # fmt: skip
        assert json.loads(ended.out)["switched"] == {"swa_Latn": 2}
    tagged = (files / "out" / "eng_Latn" / "train.conll").read_text(encoding="utf-8")
    assert tagged == "Maji\tNOUN\nis\tAUX\nsafi\tADJ\n\n"
    found = json.loads((files / "out" / "eng_Latn" / "squad.json").read_text(encoding="utf-8"))
    passage = found["data"][0]["paragraphs"][0]
    assert passage["context"] == "The safi maji."
    assert passage["qas"][0]["answers"] == [{"text": "safi maji", "answer_start": 4}]


def test_the_same_seed_makes_the_same_and_another_another(isogloss: Command, files: Path) -> None:
    Path("data.csv").write_text("text\n" + "water or clean or water or clean\n" * 20, encoding="utf-8")
    written = []
    for out, seed in (("one", "1"), ("two", "1"), ("three", "2")):
        isogloss(
            "data",
            "switch",
            "data.csv",
            "--from",
            "eng",
            "--lexicon",
            "en_sw.tsv",
            "--seed",
            seed,
            "--out",
            out,
        )
        written.append((files / out / "eng_Latn" / "data.csv").read_bytes())
    assert written[0] == written[1] != written[2]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ([], "Nothing says what to switch to"),
        (["--lexicon", "en_sw.tsv", "--ratio", "1.5"], "not between 0 and 1"),
        (["--lexicon", "en_sw.tsv", "--ratio", "nan"], "not between 0 and 1"),
        (["--lexicon", "en_sw.tsv", "--method", "word"], "Did you mean words"),
        (["--lexicon", "none_sw.tsv"], "does not exist"),
        (["--lexicon", "en_sw.tsv", "--columns", "x"], "has no column 'x'"),
        (["--entities", "data.csv"], "no row of a table of names"),
        (["--lexicon", "en_sw.tsv", "--lemmatizer", "nope"], "nope"),
    ],
)
def test_a_wrong_wish_is_one_line_and_exit_2(
    isogloss: Command, files: Path, more: list[str], wrong: str
) -> None:
    ended = isogloss("data", "switch", "data.csv", "--from", "eng", "--out", "out", *more)
    assert ended.code == 2
    assert len(ended.err.strip().splitlines()) == 1
    assert wrong in ended.err
    assert not (files / "out").exists()


def test_a_folder_of_tagged_files_is_switched_file_by_file(isogloss: Command, files: Path) -> None:
    for split in ("train", "dev"):
        place = files / "tagged" / "eng" / f"{split}.conll"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("Water NOUN\nis AUX\n\n", encoding="utf-8")
    ended = isogloss("data", "switch", "tagged", "--from", "eng", "--lexicon", "en_sw.tsv", "--ratio", "1",
                    "--out", "out")  # fmt: skip
    assert ended.code == 0
    for split in ("train", "dev"):
        made = (files / "out" / "eng_Latn" / f"{split}.conll").read_text(encoding="utf-8")
        assert made == "Maji\tNOUN\nis\tAUX\n\n"


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("spans.jsonl", [], "stand at places of its texts"),
        ("data.csv", ["--tags", "NOUN"], "has no tags"),
    ],
)
def test_what_would_go_wrong_in_silence_is_refused(
    isogloss: Command, files: Path, name: str, options: list[str], said: str
) -> None:
    Path("spans.jsonl").write_text(
        '{"text": "clean water", "spans": [{"label": "X", "start": 6, "end": 11}]}\n', encoding="utf-8"
    )
    ended = isogloss(
        "data", "switch", name, "--from", "eng", "--lexicon", "en_sw.tsv", "--out", "out", *options
    )
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert said in ended.err
    assert not (files / "out").exists()
