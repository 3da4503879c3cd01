from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.data.readers.conll import Repair, read_conll
from isogloss.data.rejects import Reject
from isogloss.data.writers.conll import conll_lines
from isogloss.errors import BadRow, InputError
from tests.data.writing import write

AMHARIC = "አማኑኤል B-PER\nአዲስ B-LOC\nአበባ I-LOC\n። O\n\n東京 B-LOC\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("between", [" ", "\t", "   "])
def test_words_and_tags_of_every_script(tmp_path: Path, between: str, end: str) -> None:
    path = write(tmp_path / "x.conll", AMHARIC.replace(" ", between).replace("\n", end))
    first, second = read_conll(path, "amh")
    assert first.tokens == ("አማኑኤል", "አዲስ", "አበባ", "።")
    assert first.tags == ("B-PER", "B-LOC", "I-LOC", "O")
    assert (first.id, first.origin) == ("1", f"{path}:1")
    assert (second.id, second.origin, second.tokens) == ("2", f"{path}:6", ("東京",))
    assert str(first.language) == "amh_Ethi"


def test_many_columns_documents_and_ids(tmp_path: Path) -> None:
    text = "-DOCSTART- -X- O O\n\n# id 7f domain=train\nNairobi NNP _ B-LOC\n\n# O O O\n"
    path = write(tmp_path / "x.txt", text)
    first, second = read_conll(path, "en")
    assert (first.id, first.tokens, first.tags) == ("7f", ("Nairobi",), ("B-LOC",))
    assert second.tokens == ("#",)


def test_a_tab_keeps_blanks_inside_a_word(tmp_path: Path) -> None:
    path = write(tmp_path / "x.tsv", "1 000\tB-NUM\nkm\tO\n")
    assert next(iter(read_conll(path, "fr"))).tokens == ("1 000", "km")


def test_repairs_are_told(tmp_path: Path) -> None:
    path = write(tmp_path / "x", "a B-PER\n\nb I-PER\n")
    repairs: list[Repair] = []
    assert [sentence.tags for sentence in read_conll(path, "en", repairs=repairs)] == [("B-PER",), ("B-PER",)]
    assert repairs == [Repair(str(path), 3, "I-PER", "B-PER")]


BAD = {
    "word": ":4: the row has 1 column, expected 2",
    "a b O": ":4: the row has 3 columns",
    "Nairobi LOC": ":4: the tag 'LOC' is neither O nor begins a chunk",
    "\x00 O": ":4: a NUL byte",
}


@pytest.mark.parametrize(("row", "said"), BAD.items())
def test_a_bad_row_stops_or_takes_its_sentence_aside(tmp_path: Path, row: str, said: str) -> None:
    path = write(tmp_path / "x", f"a B-PER\n\nb O\n{row}\nc O\n\nd O\n")
    with pytest.raises(BadRow, match=said.replace("(", r"\(")):
        list(read_conll(path, "en"))
    rejects: list[Reject] = []
    assert [sentence.tokens for sentence in read_conll(path, "en", rejects=rejects)] == [("a",), ("d",)]
    assert [reject.line for reject in rejects] == [4]


@pytest.mark.parametrize("text", ["", "\n\n", "-DOCSTART- O\n"])
def test_a_file_without_a_sentence_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="holds no sentence"):
        list(read_conll(write(tmp_path / "x", text), "en"))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    sentences = list(read_conll(write(tmp_path / "x", AMHARIC), "am"))
    again = write(tmp_path / "y", "".join(conll_lines(sentences, separator="\t")))
    assert [(s.tokens, s.tags) for s in read_conll(again, "am")] == [(s.tokens, s.tags) for s in sentences]


def test_a_word_that_would_break_the_file_is_not_written(tmp_path: Path) -> None:
    sentences = list(read_conll(write(tmp_path / "x", "1 000\tO\n"), "fr"))
    with pytest.raises(InputError, match="cannot stand in a CoNLL file"):
        list(conll_lines(sentences))
