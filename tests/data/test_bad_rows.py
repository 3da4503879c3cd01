from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest

from isogloss.data.columns import Columns
from isogloss.data.loading import load_dataset
from isogloss.errors import BadRow, InputError
from tests.data.writing import read, read_one, refused, write

INVISIBLE = [
    "",
    "   ",
    "\u200b\u200d",
    "\u2060\ufeff",
    "\u3164",
    "\u202e \u2069",
    "\ufe0f",
    "\u2800",
    "\U000e0041",
]


def test_the_first_bad_row_stops_with_file_line_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadRow) as caught:
        read_one(tmp_path, "train.tsv", "text\tlabel\nhabari\tnews\nragged\n")
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'swh_Latn' / 'train.tsv'}:3: the row has 1 column, expected 2")
    assert "--keep-going" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2\ta\tb\tc", "the row has 4 columns, expected 3 as in the header"),
        ("2\ta", "the row has 2 columns, expected 3 as in the header"),
        (
            "1\ta\tnews",
            "the id '1' comes a second time in train of swh_Latn "
            "(if 'id' is no id of examples, --id none numbers the rows)",
        ),
        ("\ta\tnews", "the id (id) is missing"),
        ("2\ta\t", "the label (label) is missing"),
        ("2\ta\t \t"[:-1], "the label (label) is missing"),
        *((f"2\t{nothing}\tnews", "the text (text) is empty") for nothing in INVISIBLE),
    ],
)
def test_a_bad_row_is_set_aside_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    content = f"id\ttext\tlabel\n1\thabari\tnews\n{row}\n3\tkaribu\tnews\n"
    assert refused(tmp_path, "train.tsv", content) == (["habari", "karibu"], [(3, reason)])


@pytest.mark.parametrize("none", ["none", "None", ""])
def test_a_column_that_is_no_id_of_examples_can_be_left_out(tmp_path: Path, none: str) -> None:
    write(tmp_path / "swh_Latn" / "train.csv", "id,text,label\nc7,habari,x\nc7,karibu,x\n")
    with pytest.raises(BadRow, match=r"second time in train of swh_Latn \(if 'id' is no id .* --id none"):
        read(tmp_path)
    with pytest.raises(BadRow, match=r"second time in train of swh_Latn\. "):
        read(tmp_path, columns=Columns(id="id"))
    assert [example.id for example in read(tmp_path, columns=Columns(id=none))] == ["1", "2"]


@pytest.mark.parametrize("text", ["?", "।", "🙂", "a\u200b", "\u0301", "၊"])
def test_a_text_of_one_visible_character_is_a_text(tmp_path: Path, text: str) -> None:
    assert [e.text for e in read_one(tmp_path, "train.tsv", f"text\tlabel\n{text}\tx\n")] == [text]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "a", "label": "b"', "no JSON: Input data was truncated; expected one object a line"),
        ('["a", "b"]', "the line's JSON is no object; expected one object a line"),
        ('{"text": "a"}', "the label (label) is missing"),
        ('{"text": "a", "label": null}', "the label (label) is missing"),
        ('{"text": null, "label": "b"}', "the text (text) is empty"),
        ('{"text": 5, "label": "b"}', "'text' is a number, expected text"),
        ('{"text": "a", "label": ["b"]}', "the label (label) is a list, expected one label"),
        ('{"text": "a\\u0000", "label": "b"}', "the field 'text' holds a NUL character; text holds none"),
        (
            '{"text": "\\ud800", "label": "b"}',
            r"no JSON: half of a surrogate pair (\ud800…); expected one object a line",
        ),
        (
            "[" * 100_000,
            "no JSON: maximum recursion depth exceeded while deserializing an object; "
            "expected one object a line",
        ),
    ],
)
def test_a_bad_json_line_is_set_aside(tmp_path: Path, line: str, reason: str) -> None:
    good = '{"text": "habari", "label": "news"}'
    assert refused(tmp_path, "train.jsonl", f"{good}\n{line}\n{good}\n") == (["habari"] * 2, [(2, reason)])


@pytest.mark.parametrize(
    ("value", "label"), [("1", "1"), ("true", "true"), ("false", "false"), ("2.5", "2.5"), ('" sw "', "sw")]
)
def test_labels_of_json_become_their_text(tmp_path: Path, value: str, label: str) -> None:
    found = read_one(tmp_path, "train.jsonl", f'{{"text": "habari", "label": {value}}}\n')
    assert [example.label for example in found] == [label]


def test_latin_1_stops_with_line_and_byte_and_is_set_aside_on_request(tmp_path: Path) -> None:
    content = b"text\tlabel\nhabari\tnews\nd\xe9j\xe0\tnews\nkaribu\tnews\n"
    with pytest.raises(BadRow, match=r"train\.tsv:3: byte 0xE9 at offset 24 of the file is not UTF-8"):
        read_one(tmp_path, "train.tsv", content)
    kept, bad = refused(tmp_path, "train.tsv", content)
    assert (kept, [line for line, _ in bad]) == (["habari", "karibu"], [3])


@pytest.mark.parametrize("name", ["train.tsv", "train.csv", "train.jsonl"])
def test_a_field_of_5_megabytes_is_refused_in_linear_time(tmp_path: Path, name: str) -> None:
    long = "ሰ" * 1_333_334 if name != "train.csv" else '"' + '""' * 4_000_001 + '"'
    rows = {
        "train.tsv": f"text\tlabel\n{long}\tx\nok\tx\n",
        "train.csv": f"text,label\n{long},x\nok,x\n",
        "train.jsonl": f'{{"text": "{long}", "label": "x"}}\n{{"text": "ok", "label": "x"}}\n',
    }
    begin = time.perf_counter()
    kept, bad = refused(tmp_path, name, rows[name])
    assert kept == ["ok"]
    assert [reason for _, reason in bad] == ["the field 'text' is longer than 4,000,000 bytes"]
    assert time.perf_counter() - begin < 20


def test_a_field_of_4_megabytes_is_read(tmp_path: Path) -> None:
    assert len(read_one(tmp_path, "train.tsv", f"text\tlabel\n{'x' * 4_000_000}\tx\n")[0].text) == 4_000_000


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("train.tsv", "", r"train\.tsv is empty"),
        ("train.csv", "\n\n", r"train\.csv is empty"),
        ("train.jsonl", "", r"train\.jsonl is empty"),
        ("train.tsv", "text\tlabel\n", r"train\.tsv has no rows"),
        ("train.tsv", "text\tkind\na\tb\n", r"no column for the label .*it has 'text', 'kind'"),
        ("train.tsv", "words\tlabel\na\tb\n", r"no column for the text .*it has 'words', 'label'"),
        ("train.csv", "text;label\na;b\n", r"look separated by ';'"),
        ("train.tsv", "text,label\na,b\n", r"look separated by commas"),
        ("train.tsv", "text\ttext\tlabel\na\tb\tc\n", r"more than one column 'text'"),
        ("train.tsv", b"t\xe9xt\tlabel\na\tb\n", r"train\.tsv:1: byte 0xE9.*first line must name"),
        ("train.tsv", "text\tlabel\ra\tb\rc\td\r", r"carriage return alone"),
        ("train.jsonl", "no\nno\n", r"train\.jsonl:1: no JSON"),
        ("train.parquet", "PAR1 this is none", r"cannot be read as Parquet"),
        ("train.parquet", "", r"cannot be read as Parquet"),
        ("train.tsv", "text\tlabel\na\tb\n".encode("utf-16"), r"begins as UTF-16"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_one(tmp_path, name, content)
    assert "\n" not in str(caught.value)


def test_blank_lines_hold_no_row(tmp_path: Path) -> None:
    found = read_one(tmp_path, "train.tsv", "\ntext\tlabel\n\na\tx\n\n\nb\tx\n\n")
    assert [(example.text, example.origin.rpartition(":")[2]) for example in found] == [
        ("a", "4"),
        ("b", "7"),
    ]


@pytest.mark.parametrize(
    ("name", "blank"),
    [
        ("train.csv", ",,"),
        ("train.csv", ","),
        ("train.csv", ",,,,"),
        ("train.csv", '"","",""'),
        ("train.csv", " , ,"),
        ("train.tsv", "\t\t"),
        ("train.tsv", "\t"),
        ("train.tsv", "  "),
    ],
)
def test_rows_without_anything_in_any_field_hold_no_row(tmp_path: Path, name: str, blank: str) -> None:
    header, one, two = "id,text,label", "1,ሰላም,x", "2,karibu,x"
    if name.endswith("tsv"):
        header, one, two = (line.replace(",", "\t") for line in (header, one, two))
    content = "\r\n".join([header, blank, one, blank, blank, two, blank, ""])
    found = read_one(tmp_path, name, content)
    assert [(example.text, example.origin.rpartition(":")[2]) for example in found] == [
        ("ሰላም", "3"),
        ("karibu", "6"),
    ]


def test_a_header_below_rows_without_anything_is_found(tmp_path: Path) -> None:
    found = read_one(tmp_path, "train.csv", ",\n ,\ntext,label\nhabari,x\n")
    assert [example.origin.rpartition(":")[2] for example in found] == ["4"]


def test_rows_without_anything_in_a_file_of_many_languages_hold_no_row(tmp_path: Path) -> None:
    path = write(
        tmp_path / "all.csv", "lang,text,label\n,,\nsw,habari,x\n,,\nam,ሰላም,x\n,,\nsw,karibu,x\n,,\n"
    )
    dataset = load_dataset(path)
    texts = [[e.text for e in dataset.examples("train", language)] for language in dataset.languages()]
    assert texts == [["habari", "karibu"], ["ሰላም"]]


def test_a_blank_row_does_not_decide_about_quotes(tmp_path: Path) -> None:
    found = read_one(tmp_path, "train.tsv", 'text\tlabel\n"a"\tx\n\n\t\n"b"\tx\n')
    assert [example.text for example in found] == ["a", "b"]


def test_parquet_rows_are_counted_and_refused_by_row(tmp_path: Path) -> None:
    path = write(tmp_path / "swh_Latn" / "train.parquet", "")
    duckdb.sql(
        "COPY (SELECT * FROM (VALUES ('habari', 1, true), (NULL, 2, false), ('karibu', NULL, true)) "
        f"t(text, label, seen)) TO '{path}' (FORMAT parquet)"
    )
    rejects: list[object] = []
    found = read(tmp_path, rejects=rejects)  # type: ignore[arg-type]  # only its length is looked at
    assert [(example.text, example.label) for example in found] == [("habari", "1")]
    assert len(rejects) == 2
    with pytest.raises(BadRow, match=r"train\.parquet:2: the text \(text\) is empty"):
        read(tmp_path)


def test_a_name_that_duckdb_would_read_as_a_pattern_is_a_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a[b]*?" / "swh_Latn" / "train.parquet", "")
    held = tmp_path / "held.parquet"
    duckdb.sql(f"COPY (SELECT 'habari' AS text, 'x' AS label) TO '{held}' (FORMAT parquet)")
    held.rename(path)
    assert [example.text for example in read(tmp_path / "a[b]*?")] == ["habari"]
