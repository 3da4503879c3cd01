from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isogloss.data.alignments import GoldAlignment, parse_links, pharaoh, read_alignments, read_naacl
from isogloss.errors import BadRow, InputError
from tests.data.writing import write

CELLS = st.frozensets(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=30)


def gold(sure: set[tuple[int, int]], possible: set[tuple[int, int]]) -> GoldAlignment:
    return GoldAlignment(frozenset(sure), frozenset(possible))


def test_sure_and_possible_links_are_told_apart_and_empty_lines_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "gold", "0-0 1p2 2?1\r\n\r\n3-0\n")
    assert list(read_alignments(path)) == [
        gold({(0, 0)}, {(1, 2), (2, 1)}),
        gold(set(), set()),
        gold({(3, 0)}, set()),
    ]


def test_words_may_count_from_one_and_the_target_may_come_first() -> None:
    assert parse_links("1-1 3p2", first=1) == gold({(0, 0)}, {(2, 1)})
    assert parse_links("1-1 3p2", first=1, flipped=True) == gold({(0, 0)}, {(1, 2)})


def test_a_link_that_is_sure_is_not_possible_as_well() -> None:
    found = parse_links("0p0 0-0 0p1")
    assert found == gold({(0, 0)}, {(0, 1)})
    assert found.allowed == {(0, 0), (0, 1)}


def test_a_zero_among_links_from_one_is_refused_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path / "gold", "1-1\n1-0\n")
    with pytest.raises(BadRow, match=r"gold:2: The link of 1 and 0 counts from 0\..*say first=0"):
        list(read_alignments(path, first=1))


@pytest.mark.parametrize("line", ["1-", "a-b", "0-0,1-1", "0--1", "-1-0", "٠-٠", "0-0-0", "1x2"])
def test_what_is_no_link_is_refused(line: str) -> None:
    with pytest.raises(InputError, match="is no link"):
        parse_links(line)


def test_words_count_from_nothing_else() -> None:
    with pytest.raises(InputError, match="not from 2"):
        parse_links("2-2", first=2)


@given(CELLS, CELLS, st.sampled_from([0, 1]))
def test_what_is_written_is_read_again(
    sure: frozenset[tuple[int, int]], possible: frozenset[tuple[int, int]], first: int
) -> None:
    line = pharaoh(sure, possible, first=first)
    assert parse_links(line, first=first) == GoldAlignment(sure, possible - sure)


def test_rows_of_naacl_gather_by_sentence_and_leave_out_the_empty_word(tmp_path: Path) -> None:
    path = write(tmp_path / "wa", "0001 1 1 S\n0001 2 3 P\n0001 0 2 S\n\n0007 1 2\n0007 1 2 P\n0009 3 0 P\n")
    assert read_naacl(path) == {
        "0001": gold({(0, 0)}, {(1, 2)}),
        "0007": gold({(0, 1)}, set()),
        "0009": gold(set(), set()),
    }


@pytest.mark.parametrize("row", ["1 1", "1 a 2", "1 1 2 X", "1 1 2 S S", "1 -1 2"])
def test_other_rows_of_naacl_are_refused(tmp_path: Path, row: str) -> None:
    path = write(tmp_path / "wa", f"1 1 1 S\n{row}\n")
    with pytest.raises(BadRow, match="wa:2: expected sentence"):
        read_naacl(path)
