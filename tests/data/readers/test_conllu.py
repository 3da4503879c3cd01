from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.data.readers.conllu import read_conllu, read_treebank
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError
from tests.data.writing import write


def row(number: str, form: str, tag: str, misc: str = "_") -> str:
    return "\t".join([number, form, "_", tag, "_", "_", "_", "_", "_", misc])


GERMAN = "\n".join(
    [
        "# sent_id = a1",
        "# text = Zum Markt, bitte",
        row("1-2", "Zum", "_"),
        row("1", "Zu", "ADP"),
        row("2", "dem", "DET"),
        row("3", "Markt", "NOUN", "SpaceAfter=No"),
        row("4", ",", "PUNCT"),
        row("4.1", "kommt", "VERB"),
        row("5", "bitte", "ADV"),
        "",
        row("1", "เขา", "PRON", "SpaceAfter=No"),
        row("2", "ไป", "VERB"),
        "",
    ]
)


def test_words_places_and_text(tmp_path: Path) -> None:
    path = write(tmp_path / "x.conllu", GERMAN)
    first, second = read_treebank(path, "de")
    assert first.example.tokens == ("Zu", "dem", "Markt", ",", "bitte")
    assert first.example.tags == ("ADP", "DET", "NOUN", "PUNCT", "ADV")
    assert [first.text[start:end] for start, end in first.places] == ["Zum", "Zum", "Markt", ",", "bitte"]
    assert (first.example.id, first.comments["text"]) == ("a1", first.text)
    assert (second.example.id, second.text) == ("2", "เขาไป")


def test_a_text_that_is_another_than_its_words_is_made_from_these(tmp_path: Path) -> None:
    path = write(tmp_path / "x", f"# text = something else\n{row('1', 'maji', 'NOUN')}\n")
    (found,) = read_treebank(path, "sw")
    assert (found.text, found.places) == ("maji", ((0, 4),))


BAD = {
    "1\tone\ttwo": "the row has 3 columns, expected 10",
    row("3", "x", "X"): "the word 3 was expected to be 2",
    row("x", "x", "X"): "'x' is no number of a word",
    row("2", "", "X"): "the form",
    row("2", "x", "_"): "has no part of speech",
}


@pytest.mark.parametrize(("bad", "said"), BAD.items())
def test_a_bad_row_stops_or_takes_its_sentence_aside(tmp_path: Path, bad: str, said: str) -> None:
    path = write(tmp_path / "x", f"{row('1', 'a', 'X')}\n{bad}\n\n{row('1', 'b', 'X')}\n")
    with pytest.raises(BadRow, match=f":2: .*{said}"):
        list(read_conllu(path, "en"))
    rejects: list[Reject] = []
    assert [example.tokens for example in read_conllu(path, "en", rejects=rejects)] == [("b",)]
    assert len(rejects) == 1


def test_an_id_twice_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    twice = f"# sent_id = 1\n{row('1', 'a', 'X')}\n\n"
    with pytest.raises(BadRow, match="'1' comes a second time"):
        list(read_conllu(write(tmp_path / "x", twice * 2), "en"))
    with pytest.raises(InputError, match="holds no sentence"):
        list(read_conllu(write(tmp_path / "y", "# text = a\n"), "en"))
