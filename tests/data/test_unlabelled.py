"""Texts that want a label come back whole, a line for a line."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from msgspec import json

from isogloss.data.unlabelled import Answer, open_texts
from isogloss.errors import InputError, UnknownName

ANSWER = Answer("ምግብ", 0.87654)


def answered(path: Path, **options: str) -> list[str]:
    source = open_texts(str(path), **options)
    lines = [item.answered(ANSWER) for item in source.items]
    return lines if source.header is None else [source.header, *lines]


def write(path: Path, content: str) -> Path:
    path.write_bytes(content.encode())
    return path


def test_lines_keep_their_order_and_empty_ones_their_place(tmp_path: Path) -> None:
    path = write(tmp_path / "texts.txt", "ߒߞߏ ߞߊ߲\n\r\n你好\nno end")
    assert [item.text for item in open_texts(str(path)).items] == ["ߒߞߏ ߞߊ߲", "", "你好", "no end"]
    assert answered(path)[2] == "ምግብ\t0.8765\t你好"


def test_a_table_without_quotes_keeps_its_stray_ones(tmp_path: Path) -> None:
    path = write(tmp_path / "texts.tsv", 'id\ttext\n1\t"Run!\n2\tHe said "go" twice\n')
    assert answered(path) == [
        "id\ttext\tpredicted\tprobability",
        '1\t"Run!\tምግብ\t0.8765',
        '2\tHe said "go" twice\tምግብ\t0.8765',
    ]


def test_a_quoted_table_stays_quoted(tmp_path: Path) -> None:
    path = write(tmp_path / "texts.csv", 'id,text\n1,"one, two"\n2,"two\nlines and ""quotes"""\n')
    assert [item.text for item in open_texts(str(path)).items] == ["one, two", 'two\nlines and "quotes"']
    assert answered(path)[1:] == [
        '1,"one, two",ምግብ,0.8765',
        '2,"two\nlines and ""quotes""",ምግብ,0.8765',
    ]


def test_an_unquoted_comma_file_with_a_line_break_in_a_field_is_quoted_again(tmp_path: Path) -> None:
    path = write(tmp_path / "texts.csv", 'text,id\n"foo\nbar",1\n')
    assert answered(path)[1] == '"foo\nbar",1,ምግብ,0.8765'


def test_a_named_column_is_taken_for_the_text(tmp_path: Path) -> None:
    path = write(tmp_path / "texts.tsv", "text\tbody\nnot this\tthis\n")
    assert [item.text for item in open_texts(str(path), column="body").items] == ["this"]


def test_objects_keep_their_fields(tmp_path: Path) -> None:
    path = write(tmp_path / "texts.jsonl", '{"text": "ஆம்", "more": [1, null, {"a": "b"}]}\n')
    [line] = answered(path)
    assert json.decode(line) == {
        "text": "ஆம்",
        "more": [1, None, {"a": "b"}],
        "predicted": "ምግብ",
        "probability": 0.8765,
    }


def test_compressed_files_are_read_in_place(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "x"}\n'))
    assert [item.text for item in open_texts(str(path)).items] == ["x"]


def test_standard_input_is_read_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("ฉัน\nاليوم\n".encode())))
    assert [item.text for item in open_texts("-").items] == ["ฉัน", "اليوم"]


def test_a_table_may_come_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("text\tn\nฉัน\t1\n".encode())))
    assert [item.text for item in open_texts("-", kind="tsv").items] == ["ฉัน"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"fine\nLatin-1: \xe9\n", r"a\.txt:2: byte 0xE9"),
        ("a.tsv", b"id\ttext\n1\n", r"a\.tsv:2: the row has 1 column"),
        ("a.tsv", b"id\tname\n1\tx\n", "no column for the text"),
        ("a.jsonl", b'{"text": "x"}\n[1]\n', r"a\.jsonl:2: no JSON object"),
        ("a.jsonl", b'{"words": "x"}\n', r"a\.jsonl:1: the object has no text"),
        ("a.jsonl", b'{"text": null}\n', r"a\.jsonl:1: the object has no text"),
        ("a.csv", b"", "is empty"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        answered(path)


def test_an_unknown_kind_offers_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="jsonl"):
        open_texts(str(tmp_path / "x"), kind="json")


@pytest.mark.parametrize(
    ("task", "header", "texts"),
    [
        ("similarity", "id\tsentence1\tsentence2", ("ሰላም ለዓለም", "ሰላም")),
        ("pairs", "id\tpremise\thypothesis", ("नदी लंबी है", "नदी")),
        ("choice", "id\tpremise\tchoice1\tchoice2", ("天黑了", "开灯", "关灯")),
        ("answers", "id\tquestion\tcontext", ("ใคร", "แม่มา")),
        ("generation", "id\tdocument", ("نص طويل",)),
        ("numbers", "id\tquestion", ("৫ আর ৬?",)),
    ],
)
def test_the_texts_of_an_example_stand_in_columns_of_their_own(
    tmp_path: Path, task: str, header: str, texts: tuple[str, ...]
) -> None:
    path = write(tmp_path / "texts.tsv", f"{header}\n1\t" + "\t".join(texts) + "\n")
    assert [item.text for item in open_texts(str(path), task=task).items] == ["\t".join(texts)]
    fields = dict(zip(header.split("\t"), ("1", *texts), strict=True))
    lines = write(tmp_path / "texts.jsonl", json.encode(fields).decode() + "\n")
    (item,) = open_texts(str(lines), task=task).items
    assert item.text == "\t".join(texts)
    told = json.decode(item.answered(Answer("x", 0.5, (("y", 0.25),))))
    assert told == {**fields, "predicted": "x", "probability": 0.5, "others": [["y", 0.25]]}


def test_columns_of_several_texts_can_be_named_and_a_tab_inside_parts_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "texts.csv", 'left,right\n"a\tb",c\n')
    (item,) = open_texts(str(path), column="left + right", task="similarity").items
    assert item.text == "a b\tc"
    with pytest.raises(InputError, match="no column 'rigt'"):
        open_texts(str(path), column="left+rigt", task="similarity")
    with pytest.raises(InputError, match=r"sentence1 .* Name them with --text: left"):
        open_texts(str(path), task="similarity")


def test_texts_of_one_example_that_are_missing_are_told_with_their_line(tmp_path: Path) -> None:
    path = write(tmp_path / "texts.jsonl", '{"sentence1": "a", "sentence2": null}\n')
    with pytest.raises(InputError, match=r"texts.jsonl:1.*sentence1 and sentence2"):
        list(open_texts(str(path), task="pairs").items)
