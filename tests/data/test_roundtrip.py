from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from isogloss.data.delimited import records
from isogloss.data.lines import Line
from tests.data.writing import read_one

# Letters of many scripts, joiners and marks, bidi controls, emoji, quotes and everything that separates.
ALPHABET = "aZ5ሰမ်ไทعߛ你हिé\u0301\u200d\u202e🇹🇿👩🏽 \"\"'';,|\\\t\n\r\u2028\x85\x0b"
TEXTS = st.text(ALPHABET, min_size=1, max_size=30).map(lambda text: f"x{text}y")
LABELS = st.sampled_from(["habari", "የስፖርት ዜና", 'the "best"', "a,b", "<script>"])
ROWS = st.lists(st.tuples(TEXTS, LABELS), min_size=1, max_size=8)
ONE_LINE = TEXTS.map(lambda text: "".join(text.replace("\t", " ").replace("\r", " ").split("\n")))


def _back(name: str, content: str) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        return [(example.text, example.label) for example in read_one(Path(folder), name, content)]


def _written(rows: list[tuple[str, str]], delimiter: str, end: str, quoting: int) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]  # an int in older stubs
    writer.writerows([("text", "label"), *rows])
    return out.getvalue()


@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
@settings(max_examples=150)
def test_what_a_csv_writer_wrote_comes_back(rows: list[tuple[str, str]], end: str, quoting: int) -> None:
    assert _back("train.csv", _written(rows, ",", end, quoting)) == rows


@given(ROWS, st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150)
def test_what_a_writer_of_quoted_tsv_wrote_comes_back(rows: list[tuple[str, str]], end: str) -> None:
    # A field with both tabs and line breaks can look like rows of its own; a stray quote is likelier.
    rows = [(text if "\t" not in text else text.replace("\n", " "), label) for text, label in rows]
    assert _back("train.tsv", _written(rows, "\t", end, csv.QUOTE_MINIMAL)) == rows


@given(st.lists(st.tuples(ONE_LINE, st.sampled_from(["habari", "sw"])), min_size=1, max_size=8))
@settings(max_examples=150)
def test_unquoted_tsv_comes_back_as_it_stands(rows: list[tuple[str, str]]) -> None:
    # One stray quote that opens a field says that the file does not quote; without it the two may agree.
    rows = [*rows, ('"Opened and never closed', "sw")]
    content = "text\tlabel\n" + "".join(f"{text}\t{label}\n" for text, label in rows)
    assert _back("train.tsv", content) == rows


@given(ROWS, st.booleans())
@settings(max_examples=150)
def test_json_lines_come_back(rows: list[tuple[str, str]], ascii_only: bool) -> None:
    content = "".join(
        json.dumps({"text": text, "label": label}, ensure_ascii=ascii_only) + "\n" for text, label in rows
    )
    assert _back("train.jsonl", content) == rows


@given(st.lists(st.lists(st.text('ab",\n', max_size=6), min_size=2, max_size=2), min_size=1, max_size=6))
@settings(max_examples=300)
def test_quoted_records_equal_those_of_the_standard_library(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    text = out.getvalue()
    lines = (Line(n, 0, line) for n, line in enumerate(io.StringIO(text, newline="\n"), start=1))
    found = [
        list(getattr(record, "fields", ())) for record in records(lines, delimiter=",", width=2, quoted=True)
    ]
    read = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert found == [row for row in read if any(field.strip() for field in row)]
