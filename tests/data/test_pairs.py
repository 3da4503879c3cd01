from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.data.examples import SentencePair
from isogloss.data.pairs import read_pairs
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow
from tests.data.writing import write


@pytest.mark.parametrize("between", ["\t", " ||| ", "|||"])
def test_a_tab_or_bars_stand_between_the_sides(tmp_path: Path, between: str) -> None:
    path = write(tmp_path / "pairs", f'"Run!{between}ሩጥ!\r\n你好 。{between} سلام\n')
    assert list(read_pairs(path)) == [SentencePair("1", '"Run!', "ሩጥ!"), SentencePair("2", "你好 。", "سلام")]


def test_bars_beside_a_tab_are_text(tmp_path: Path) -> None:
    path = write(tmp_path / "pairs.tsv", "a ||| b\tc\n")
    assert list(read_pairs(path)) == [SentencePair("1", "a ||| b", "c")]


def test_a_header_names_the_columns_and_lets_others_be(tmp_path: Path) -> None:
    path = write(tmp_path / "pairs.tsv", "score\ttgt\tsrc\n0.5\tmoja\tone\n0.4\tmbili\ttwo\n")
    assert list(read_pairs(path)) == [SentencePair("2", "one", "moja"), SentencePair("3", "two", "mbili")]


BAD = {
    "one side": "the row has 1 side",
    "a\tb\tc": "the row has 3 sides",
    "a ||| b ||| c": "the row has 3 sides",
    "a\t ": "the target is empty",
    "\tb": "the source is empty",
    "": "the row has 1 side",
}


@pytest.mark.parametrize(("row", "reason"), BAD.items())
def test_a_bad_row_stops_with_its_place_or_is_set_aside(tmp_path: Path, row: str, reason: str) -> None:
    path = write(tmp_path / "pairs", f"a\tb\n{row}\nc\td\n")
    with pytest.raises(BadRow, match=f"pairs:2: {reason}"):
        list(read_pairs(path))
    rejects: list[Reject] = []
    assert [pair.id for pair in read_pairs(path, rejects=rejects)] == ["1", "3"]
    assert [(found.line, found.reason.startswith(reason)) for found in rejects] == [(2, True)]


def test_a_row_that_is_no_text_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "pairs"
    path.write_bytes(b"a\tb\n\xff\tb\n")
    rejects: list[Reject] = []
    assert len(list(read_pairs(path, rejects=rejects))) == 1
    assert "not UTF-8" in rejects[0].reason
