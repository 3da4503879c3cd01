from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from isogloss.cli.data import app
from isogloss.data.advice import advice
from isogloss.data.checking import check
from isogloss.data.loading import load_dataset
from isogloss.data.overlaps import contradictions, repeats, shared, text_key
from isogloss.errors import InputError
from tests.data.writing import write

TRAIN = "text\tlabel\nHabari za leo\tnews\nhabari  ZA leo\tnews\nMpira wa miguu\tsports\nragged\n"
TEST = "text\tlabel\nHABARI za leo\tnews\nየእግር ኳስ\tsports\nMungu ni mwema\treligion\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "data" / "swh_Latn" / "train.tsv", TRAIN)
    write(tmp_path / "data" / "swh_Latn" / "test.tsv", TEST)
    write(tmp_path / "data" / "hin_Deva" / "dev.tsv", "text\tlabel\nनमस्ते\tnews\n")
    write(tmp_path / "data" / "amh_Ethi" / "test.tsv", "text\tlabel\nሰላም ለዓለም\tnews\n")
    return tmp_path / "data"


def test_a_check_counts_what_is_there_and_what_is_wrong(folder: Path) -> None:
    found = check(load_dataset(folder))
    assert [item.language for item in found.languages] == ["amh_Ethi", "hin_Deva", "swh_Latn"]
    swahili = found.languages[2]
    train, test = swahili.splits
    assert (train.rows, train.refused, train.classes) == (3, 1, {"news": 2, "sports": 1})
    assert (train.duplicates, train.contradictions) == (1, 0)
    assert (train.characters.median, train.characters.longest, train.words.median) == (14, 14, 3)
    assert test.scripts == {"Ethi": 1}
    assert [(leak.split, leak.also_in, leak.rows) for leak in swahili.leaks] == [("test", "train", 1)]
    assert swahili.unseen_labels == {"test": ("religion",)}
    assert [(reject.line, reject.split) for reject in found.rejects] == [(5, "train")]


def test_the_advice_names_every_finding(folder: Path) -> None:
    said = "\n".join(advice(check(load_dataset(folder))))
    for part in (
        "1 row of 1 file refused",
        "train.tsv:5: the row has 1 column",
        "Labels of test that train lacks, in swh_Latn: religion",
        "Texts of test that also stand in train, in 1 language: most in swh_Latn (1 of 3)",
        "1 text more than once within a split: swh_Latn",
        "most in swh_Latn (16.7%, Ethi)",
        "No split 'test', so no scores, in hin_Deva",
        "Classes with fewer than 5 training examples: swh_Latn",
    ):
        assert part in said


def test_texts_with_two_labels_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "swh_Latn" / "train.tsv", "text\tlabel\nndiyo\ta\nNdiyo\tb\nhapana\ta\nhapana\ta\n")
    (language,) = check(load_dataset(tmp_path)).languages
    assert (language.splits[0].duplicates, language.splits[0].contradictions) == (2, 1)


def test_a_file_that_cannot_be_read_does_not_stop_the_check(folder: Path) -> None:
    write(folder / "tha_Thai" / "test.parquet", "none")
    found = check(load_dataset(folder))
    assert len(found.languages) == 3
    assert len(found.unreadable) == 1
    assert "cannot be read as Parquet" in advice(found)[0]


def test_nothing_usable_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "swh_Latn" / "train.tsv", "text\tlabel\nragged\n")
    with pytest.raises(InputError, match=r"Not one row .* can be used.*train\.tsv:2: the row has 1 column"):
        check(load_dataset(tmp_path))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2))), st.lists(st.integers(0, 5)))
def test_overlaps_equal_counting_one_by_one(rows: list[tuple[int, int]], others: list[int]) -> None:
    from array import array

    keys = array("Q", [key for key, _ in rows])
    labels = array("Q", [label for _, label in rows])
    assert repeats(keys) == sum(keys[i] in keys[:i] for i in range(len(keys)))
    assert shared(keys, array("Q", others)) == sum(key in others for key in keys)
    several = {key for key, label in rows if any(k == key and other != label for k, other in rows)}
    assert contradictions(keys, labels) == len(several)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("Straße", "STRASSE", True), ("e\u0301té", "été", True), ("a  b\n", "a b", True), ("ሰላም", "ሠላም", False)],
)
def test_texts_are_the_same_whatever_case_spacing_and_normal_form(a: str, b: str, same: bool) -> None:
    assert (text_key(a) == text_key(b)) is same


def test_the_command_prints_tables_within_80_columns(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert result.exit_code == 0, result.output
    tables, _, sentences = result.stdout.partition("What to look at")
    assert "swh_Latn" in tables
    assert "1 refused" in tables
    assert max(map(len, tables.splitlines())) <= 80
    assert "religion" in sentences
    assert "text = text, label = label" in result.stderr


def test_the_command_prints_one_json_document(folder: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(folder), "--json"])
    document = json.loads(result.stdout)
    assert document["check"]["languages"][2]["splits"][0]["classes"] == {"news": 2, "sports": 1}
    assert any("religion" in sentence for sentence in document["look_at"])


def test_the_command_ends_with_3_where_a_file_was_left_out(folder: Path) -> None:
    write(folder / "tha_Thai" / "test.parquet", "none")
    assert CliRunner().invoke(app, ["check", str(folder)]).exit_code == 3


@pytest.mark.parametrize(
    "place", ["afr", "eng_Latn", "zul", "srp"], ids=["first", "known", "last", "no script"]
)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("train.tsv", b""),
        ("train.tsv", b"\xf0\x28\x8c\t\n"),
        ("train.tsv.gz", b"nonsense"),
        ("train.parquet", b"no"),
        ("train.tsv", b"words\tstars\nhabari\tgood\n"),
    ],
    ids=["empty", "no text", "damaged", "no parquet", "other columns"],
)
def test_one_file_that_cannot_be_read_is_left_out_wherever_it_stands(
    tmp_path: Path, place: str, name: str, content: bytes
) -> None:
    for code in ("swh_Latn", "amh_Ethi"):
        write(tmp_path / code / "train.tsv", "text\tlabel\nhabari\tgood\nmbaya\tbad\n")
    (tmp_path / place).mkdir()
    (tmp_path / place / name).write_bytes(content)
    result = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert result.exit_code == 3, result.output
    assert f"- Not readable: {tmp_path}/{place}/{name}" in result.stdout.replace("\n", "")


def test_labels_from_data_are_text_and_no_markup(tmp_path: Path) -> None:
    write(tmp_path / "swh_Latn" / "train.tsv", "text\tlabel\nhabari\t[red]x\x1b[31m[/red]\u202e\n")
    result = CliRunner().invoke(app, ["check", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "[red]x␛[31m[/red]<U+202E>" in result.stdout
    assert "\x1b[31m" not in result.stdout


def test_a_column_that_no_file_has_is_said_with_the_remedy(tmp_path: Path) -> None:
    write(tmp_path / "swh_Latn" / "train.csv", "Review Text,Stars\nhabari,5\n")
    with pytest.raises(
        InputError, match=r"Not one row .* Name it with --label: it has 'Review Text', 'Stars'"
    ):
        check(load_dataset(tmp_path))
    write(tmp_path / "amh_Ethi" / "train.csv", "text,label\nሰላም,x\n")
    assert "Name it with --label" in check(load_dataset(tmp_path)).unreadable[0]


CONLL = "Asha B-PER\nAli I-PER\nyuko O\nKisumu B-LOC\n. O\n\nMaji O\nsafi O\n\n"
SQUAD = json.dumps(
    {
        "data": [
            {
                "paragraphs": [
                    {
                        "context": "ከአዲስ አበባ መጣ።",
                        "qas": [
                            {"id": "1", "question": "ከየት?", "answers": [{"text": "አዲስ", "answer_start": 1}]}
                        ],
                    }
                ]
            }
        ]
    }
)


@pytest.mark.parametrize(
    ("name", "content", "task", "classes", "longest"),
    [
        ("train.conll", CONLL, "entities", {"LOC": 1, "PER": 1}, 22),
        ("train.tsv", "sentence1\tsentence2\tlabel\nแมวกิน\tแมว\tyes\n", "pairs", {"yes": 1}, 10),
        (
            "train.jsonl",
            '{"premise": "雨", "choice1": "湿", "choice2": "干", "label": 0}\n',
            "choice",
            {"0": 1},
            5,
        ),
        ("train.json", SQUAD, "answers", {}, 17),
    ],
)
def test_every_kind_of_examples_is_checked(
    tmp_path: Path, name: str, content: str, task: str, classes: dict[str, int], longest: int
) -> None:
    write(tmp_path / "swh_Latn" / name, content)
    found = check(load_dataset(tmp_path))
    split = found.languages[0].splits[0]
    assert (found.task, split.classes, split.characters.longest) == (task, classes, longest)
    assert CliRunner().invoke(app, ["check", str(tmp_path)]).exit_code == 0


def test_questions_to_one_passage_are_no_repetition(tmp_path: Path) -> None:
    data = json.loads(SQUAD)
    passage = data["data"][0]["paragraphs"][0]
    passage["qas"].append({**passage["qas"][0], "id": "2", "question": "ማን መጣ?"})
    write(tmp_path / "amh_Ethi" / "train.json", json.dumps(data))
    assert check(load_dataset(tmp_path)).languages[0].splits[0].duplicates == 0


def test_one_kind_of_entity_is_enough_to_learn_and_one_class_is_not(tmp_path: Path) -> None:
    write(tmp_path / "a" / "swh" / "train.conll", "Ali B-PER\nyuko O\n\n")
    write(tmp_path / "b" / "swh" / "train.tsv", "text\tlabel\nmaji\tx\n")
    entities, texts = (" ".join(advice(check(load_dataset(tmp_path / name)))) for name in "ab")
    assert "Only one class" not in entities
    assert "Only one class" in texts
