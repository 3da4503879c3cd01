from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.data.separated import quoted
from tests.data.writing import read_one, refused, write

HEADER = "id\ttext\tlabel\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1\thabari\tsw\n", False),
        ('1\t"Alisema ""ndiyo"" mara moja"\tsw\n', True),
        ('1\t"mstari\nwa pili"\tsw\n', True),
        ('1\t"tab\there"\tsw\n', True),
        ('1\t"Hello, she said\tsw\n', False),
        ('1\t"Hello, she said\tsw\n2\tand left"\tsw\n', False),
        ('1\t"Run!"\tsw\n2\tStop.\tsw\n', False),
        ('1\t"Run!"\tsw\n2\t"Stop."\tsw\n', True),
        ('1\t"a ""b"" c"\tx\n2\t"d ""e"""\tx\n3\t"stray\tx\n', True),
        ('1\t5" disk\tx\n', False),
    ],
    ids=["none", "doubled", "line", "tab", "stray", "swallow", "speech", "all", "majority", "inner"],
)
def test_the_file_itself_tells_whether_it_quotes(tmp_path: Path, rows: str, expected: bool) -> None:
    path = write(tmp_path / "train.tsv", HEADER + rows)
    assert quoted(path, delimiter="\t") is expected


def test_a_stray_quote_swallows_no_line(tmp_path: Path) -> None:
    rows = [
        f'{n}\t"{"Ndiyo" * n} alisema\thabari' if n % 3 else f'{n}\tndio{n}"\thabari' for n in range(1, 40)
    ]
    found = read_one(tmp_path, "train.tsv", HEADER + "\n".join(rows) + "\n")
    assert [example.text for example in found] == [row.split("\t")[1] for row in rows]


def test_a_stray_quote_in_a_quoted_file_is_one_bad_row(tmp_path: Path) -> None:
    content = HEADER + '1\t"a ""b"""\tx\n2\t"c ""d"""\tx\n3\t"stray\tx\n4\tfine\tx\n5\t"e ""f"""\tx\n'
    kept, bad = refused(tmp_path, "train.tsv", content)
    assert kept == ['a "b"', 'c "d"', "fine", 'e "f"']
    assert [line for line, _ in bad] == [4]
    assert "a quote opens a field" in bad[0][1]


def test_a_stray_quote_in_csv_is_one_bad_row(tmp_path: Path) -> None:
    content = 'text,label\n"never closed,x\nfine,x\n"quoted, and ""closed""",x\n'
    kept, bad = refused(tmp_path, "train.csv", content)
    assert kept == ["fine", 'quoted, and "closed"']
    assert [line for line, _ in bad] == [2]


def test_lines_are_counted_through_fields_of_several_lines(tmp_path: Path) -> None:
    content = HEADER + '1\t"one\ntwo\n\nfour ""x"""\tx\n2\tnext\tx\n'
    found = read_one(tmp_path, "train.tsv", content)
    assert [example.origin.rpartition(":")[2] for example in found] == ["2", "6"]
    assert found[0].text == 'one\ntwo\n\nfour "x"'


@pytest.mark.parametrize(
    "row", [b'"one\nd\xe9j\xe0\nthree",x', b'"one\nd\xe9j\xe0",x', b'"d\xe9\n\n",x', b'"a\nb\x00\nc",x']
)
def test_a_row_of_several_lines_with_a_bad_byte_is_one_bad_row(tmp_path: Path, row: bytes) -> None:
    kept, bad = refused(tmp_path, "train.csv", b"text,label\n" + row + b"\nfine,x\n")
    assert kept == ["fine"]
    ((line, reason),) = bad
    assert line in (2, 3)
    assert "of the file" in reason


def test_many_open_quotes_cost_linear_time(tmp_path: Path) -> None:
    # Each open quote looks ahead only to the next one: 40,000 rows would take hours if it were to the end.
    rows = "".join(f'{n}\t"he said so\tx\n' for n in range(40_000))
    assert len(read_one(tmp_path, "train.tsv", HEADER + rows)) == 40_000
