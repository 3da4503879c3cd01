from __future__ import annotations

import json
from pathlib import Path

import pytest

from isogloss.data.marked import Mark
from isogloss.data.readers.spans import read_spans
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError
from tests.data.writing import write

TEXT = "ကိုအောင် lives in ရန်ကုန်"


def test_spans_with_roles_and_all_other_keys(tmp_path: Path) -> None:
    span = {"label": "LOC", "start": 18, "end": len(TEXT), "role": "obj", "id": 3, "text": "ရန်ကုန်"}
    path = write(
        tmp_path / "x.jsonl", json.dumps({"text": TEXT, "spans": [span], "relation": "city"}) + "\n\n"
    )
    (row,) = read_spans(path, "mya")
    assert row.example.marks == (Mark("LOC", 18, len(TEXT), "3", "obj"),)
    assert (row.example.id, row.example.origin, row.fields["relation"]) == ("1", f"{path}:1", "city")


BAD = {
    "{": "no marked text",
    "[1]": "no marked text",
    '{"text": "a"}': "no marked text",
    '{"text": " ", "spans": []}': "the text is empty",
    '{"text": "abc", "spans": [{"start": 1, "end": 4}]}': "is none in a text of 3 characters",
    '{"text": "abc", "spans": [{"start": 2, "end": 2}]}': "is none in a text",
    '{"text": "abc", "spans": [{"start": 0, "end": 1, "text": "b"}]}': "said to be 'b', and the text has 'a'",
}


@pytest.mark.parametrize(("line", "said"), BAD.items())
def test_a_bad_row_stops_or_is_set_aside(tmp_path: Path, line: str, said: str) -> None:
    path = write(tmp_path / "x.jsonl", line + '\n{"text": "b", "spans": []}\n')
    with pytest.raises(BadRow, match=f":1: .*{said}"):
        list(read_spans(path, "en"))
    rejects: list[Reject] = []
    assert [row.example.text for row in read_spans(path, "en", rejects=rejects)] == ["b"]
    assert [reject.line for reject in rejects] == [1]


def test_an_id_twice_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="'x' comes a second time"):
        list(read_spans(write(tmp_path / "x", '{"id": "x", "text": "b", "spans": []}\n' * 2), "en"))
    with pytest.raises(InputError, match="is empty"):
        list(read_spans(write(tmp_path / "y", "\n"), "en"))
