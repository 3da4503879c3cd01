"""Files of word vectors are read whoever wrote them, and what is wrong is named by its line."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from isogloss.data.rejects import Reject
from isogloss.data.wordvectors import read_word_vectors
from isogloss.errors import BadRow, InputError
from tests.data.writing import write

ROWS = "ቤት 1 0.5\nน้ำ 0 -2e-1\n"


@pytest.mark.parametrize(
    ("content", "announced"),
    [(f"2 2\n{ROWS}", 2), (ROWS, None), (ROWS.replace(" ", "\t"), None), (ROWS.replace("\n", " \r\n"), None)],
)
def test_with_a_header_and_without_with_blanks_and_tabs(
    tmp_path: Path, content: str, announced: int | None
) -> None:
    found = read_word_vectors(write(tmp_path / "a.vec", content))
    assert found.words == ("ቤት", "น้ำ")
    assert found.vectors.dtype == np.float32
    np.testing.assert_allclose(found.vectors, [[1, 0.5], [0, -0.2]])
    assert (found.announced, found.whole) == (announced, True)


def test_words_with_blanks_numbers_as_words_and_packed_files(tmp_path: Path) -> None:
    path = tmp_path / "a.vec.gz"
    path.write_bytes(gzip.compress("4 3\nnew york 1 2 3\n. . . 1 2 4\n1984 1 2 5\nپانی 1 2 6\n".encode()))
    assert read_word_vectors(path).words == ("new york", ". . .", "1984", "پانی")


def test_what_comes_again_and_what_has_no_direction_is_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "a.vec", "5 2\na 1 2\na 3 4\nb 0 0\nc 5 6\n")
    found = read_word_vectors(path)
    assert (found.words, found.repeated, found.zeros, found.announced) == (("a", "c"), 1, 1, 5)
    assert found.vectors.tolist() == [[1, 2], [5, 6]]
    first = read_word_vectors(path, most=1)
    assert (first.words, first.whole) == (("a",), False)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("b 1", "has 1 numbers, expected a word and 2"),
        ("b 1.5 0.5 3.25", "more than 2 numbers"),
        ("b 1 nan", "nan"),
        ("b inf 1", "infinite"),
        ("b 1 1e39", "infinite"),
        ("b 1 x", "'x' is no number"),
        ("1 2", "expected a word and 2"),
    ],
)
def test_a_wrong_line_is_named_or_set_aside(tmp_path: Path, row: str, said: str) -> None:
    path = write(tmp_path / "a.vec", f"a 1 2\n{row}\nc 3 4\n")
    with pytest.raises(BadRow, match=r"a\.vec:2: ") as caught:
        read_word_vectors(path)
    assert said in str(caught.value)
    rejects: list[Reject] = []
    assert read_word_vectors(path, rejects=rejects).words == ("a", "c")
    assert [reject.line for reject in rejects] == [2]


@pytest.mark.parametrize("content", ["", "2 0\n", "2 3\n", "word\n", "3 2\na 0 0\n"])
def test_a_file_without_words_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match=r"a\.vec"):
        read_word_vectors(write(tmp_path / "a.vec", content))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_word_vectors(tmp_path / "a.vec")
