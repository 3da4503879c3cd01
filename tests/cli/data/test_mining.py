"""``isogloss data mine``, ``align-documents``, ``mine-questions`` and ``bridges`` as a user calls them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.bitext.mining.test_pairs import ENGLISH, GERMAN, RIGHT
from tests.cli.command import Command
from tests.data.writing import write


@pytest.fixture
def piles(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path / "a.txt", "\n".join(ENGLISH)), write(
        tmp_path / "b.txt", "\n".join(GERMAN) + "\n\n"
    )


def test_pairs_are_printed_with_their_lines(isogloss: Command, piles: tuple[Path, Path]) -> None:
    ended = isogloss("data", "mine", *piles, "--from", "en", "--to", "de")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert ended.code == 0
    assert {(int(row[1]), int(row[2])) for row in rows} == RIGHT
    for score, i, j, source, target in rows:
        assert float(score) > 0
        assert (source, target) == (ENGLISH[int(i) - 1], GERMAN[int(j) - 1])
    assert "7 lines, 6 compared, 1 blank" in ended.err


def test_json_is_one_document_with_the_counts(isogloss: Command, piles: tuple[Path, Path]) -> None:
    document = json.loads(isogloss("data", "mine", *piles, "--json", "--threshold", "1.2").out)
    assert document["threshold"] == 1.2
    assert {(pair["source_line"], pair["target_line"]) for pair in document["pairs"]} <= RIGHT
    counts = {"lines": 7, "blank": 1, "repeated": 0, "unknown": 0, "mined": 6, "refused": 0}
    assert document["target"] == counts


def test_a_tab_in_a_text_does_not_break_the_row(isogloss: Command, tmp_path: Path) -> None:
    a = write(tmp_path / "a.txt", "the\thouse\tis red\n")
    b = write(tmp_path / "b.txt", "das Haus ist rot\n")
    ended = isogloss("data", "mine", a, b)
    assert ended.out == "1.0000\t1\t1\tthe house is red\tdas Haus ist rot\n"
    assert "no threshold can be told" in ended.err


def test_a_line_that_is_no_text_is_set_aside_and_counted(isogloss: Command, piles: tuple[Path, Path]) -> None:
    a, b = piles
    a.write_bytes(b"fran\xe7ais\n" + a.read_bytes())
    stopped = isogloss("data", "mine", a, b)
    assert (stopped.code, stopped.out) == (2, "")
    assert "--keep-going" in stopped.err
    ended = isogloss("data", "mine", a, b, "--from", "en", "--to", "de", "--keep-going")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert {(int(row[1]) - 1, int(row[2])) for row in rows} == RIGHT
    assert "1 line was refused" in ended.err
    assert "1 refused" in ended.err


def test_a_carriage_return_in_a_text_does_not_break_the_row(
    isogloss: Command, piles: tuple[Path, Path]
) -> None:
    a, b = piles
    a.write_bytes(a.read_bytes().replace(b" ", b"\r", 1))
    ended = isogloss("data", "mine", a, b)
    assert "\r" not in ended.out
    assert all(line.count("\t") == 4 for line in ended.out.splitlines())


def test_standard_input_cannot_be_both_sides(isogloss: Command) -> None:
    ended = isogloss("data", "mine", "-", "-")
    assert (ended.code, ended.out) == (2, "")
    assert "Both sides" in ended.err


def test_refused_rows_are_said_even_where_no_question_is_left(isogloss: Command, tmp_path: Path) -> None:
    place = tmp_path / "faq.jsonl"
    place.write_bytes(b"{bad\n\xff\n")
    ended = isogloss("data", "mine-questions", place, "--from", "en", "--to", "sw", "--keep-going")
    assert (ended.code, ended.out) == (2, "")
    assert "2 rows were refused" in ended.err


def test_one_side_may_come_from_standard_input(
    isogloss: Command, piles: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = io.BytesIO("\n".join(ENGLISH).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, encoding="utf-8"))
    assert isogloss("data", "mine", "-", piles[1]).out == isogloss("data", "mine", *piles).out


def test_the_same_work_folder_prints_the_same(
    isogloss: Command, piles: tuple[Path, Path], tmp_path: Path
) -> None:
    first = isogloss("data", "mine", *piles, "--work", tmp_path / "w")
    assert isogloss("data", "mine", *piles, "--work", tmp_path / "w") == first


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        (b"", [], "b.txt is empty"),
        (b"\n \n", [], "b.txt holds no text"),
        (b"good\n\xffbad\n", [], "b.txt:2: byte 0xFF at offset 5"),
        (b"\x7fELF\x00\x01", [], "b.txt:1: a NUL byte"),
        ("\n".join(ENGLISH).encode(), [], "hold the same lines"),
        (b"Haus", ["--threshold", "nan"], "threshold of nan"),
        (b"Haus", ["-k", "0"], "0 neighbours cannot be taken"),
        (b"Haus", ["--margin", "rati"], "no margin 'rati'. Did you mean ratio"),
        (b"Haus", ["--retrieval", "best"], "no retrieval 'best'"),
        (b"Haus", ["--search", "faiss"], "no search 'faiss'"),
        (b"Haus", ["--from", "klingonish"], "klingonish"),
        (b"Haus", ["--work", "b.txt"], "b.txt: cannot be written"),
    ],
)
def test_what_cannot_be_mined_is_said_in_one_line(
    isogloss: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt", "\n".join(ENGLISH))
    (tmp_path / "b.txt").write_bytes(content)
    ended = isogloss("data", "mine", "a.txt", "b.txt", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_documents_are_aligned_with_blank_lines_between_them(isogloss: Command, tmp_path: Path) -> None:
    a = write(tmp_path / "a.txt", "\n".join([*ENGLISH[:3], "", *ENGLISH[3:]]))
    order = [GERMAN[1], GERMAN[5], GERMAN[3], "", GERMAN[4], GERMAN[2], GERMAN[0]]
    b = write(tmp_path / "b.txt", "\n".join(order))
    ended = isogloss("data", "align-documents", a, b, "--from", "en", "--to", "de")
    places = [tuple(line.split("\t")[1:3]) for line in ended.out.splitlines()]
    assert places == [("1", "1"), ("2", "2"), ("3", "3"), ("5", "5"), ("6", "6"), ("7", "7")]
    assert "Documents: 2; pairs: 6" in ended.err


def test_running_text_is_cut_and_folders_are_matched(isogloss: Command, tmp_path: Path) -> None:
    write(tmp_path / "en" / "one.txt", " ".join(ENGLISH[:3]))
    write(tmp_path / "de" / "one.txt", "\n".join([GERMAN[1], GERMAN[5], GERMAN[3]]))
    write(tmp_path / "de" / "two.txt", GERMAN[0])
    ended = isogloss("data", "align-documents", tmp_path / "en", tmp_path / "de", "--cut", "--from", "en")
    assert [line.split("\t")[1:3] for line in ended.out.splitlines()] == [["1", "1"], ["1", "2"], ["1", "3"]]
    assert "1 file has no other of the same name, two.txt first" in ended.err
    document = json.loads(
        isogloss("data", "align-documents", tmp_path / "en", tmp_path / "de", "--cut", "--json").out
    )
    assert document["without_translation"] == ["two.txt"]
    assert len(document["documents"][0]["passages"]) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt", "two.txt"], "a.txt holds 1 documents and two.txt 2"),
        (["a.txt", "."], ". is a folder and a.txt is a file"),
        (["a.txt", "nowhere.txt"], "nowhere.txt does not exist"),
        (["a.txt", "bad.txt"], "bad.txt:1: byte 0xFF"),
        (["a.txt", "empty.txt"], "empty.txt holds no text"),
        (["a.txt", "a.txt", "--most", "1"], "A bead of 1 sentences"),
        (["a.txt", "a.txt", "--skip", "nan"], "A cost of nan"),
    ],
)
def test_documents_that_cannot_be_aligned(
    isogloss: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt", ENGLISH[0])
    write(tmp_path / "two.txt", f"{GERMAN[0]}\n\n{GERMAN[1]}")
    write(tmp_path / "empty.txt", "")
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    ended = isogloss("data", "align-documents", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_questions_of_a_site(isogloss: Command, tmp_path: Path) -> None:
    lines = [
        {
            "url": "https://a.org/en",
            "language": "en",
            "question": "Where is the hospital?",
            "answer": "Near.",
        },
        {
            "url": "https://a.org/de",
            "language": "de",
            "question": "Wo ist das Krankenhaus?",
            "answer": "Nah.",
        },
        {
            "url": "https://a.org/de",
            "language": "de",
            "question": "Was kostet die Milch?",
            "answer": "Nichts.",
        },
    ]
    path = write(tmp_path / "faq.jsonl", "\n".join(map(json.dumps, lines)) + "\nno json\n")
    stopped = isogloss("data", "mine-questions", path, "--from", "en", "--to", "de")
    assert (stopped.code, stopped.out) == (2, "")
    assert "faq.jsonl:4" in stopped.err
    ended = isogloss("data", "mine-questions", path, "--from", "en", "--to", "de", "--keep-going")
    assert ended.code == 0
    assert ended.out.split("\t")[1:5] == [
        "https://a.org/en",
        "https://a.org/de",
        "Where is the hospital?",
        "Wo ist das Krankenhaus?",
    ]
    assert "1 row was refused" in ended.err
    document = json.loads(
        isogloss("data", "mine-questions", path, "--from", "en", "--to", "de", "--keep-going", "--json").out
    )
    assert document["pairs"][0]["source"]["language"] == "eng_Latn"


def test_bridges_are_planned(isogloss: Command) -> None:
    ended = isogloss("data", "bridges", "eng,deu,nld", "swh", "zul")
    assert "deu_Latn\tnld_Latn\tgroup" in ended.out.splitlines()
    assert "bridged by" in ended.err
    document = json.loads(isogloss("data", "bridges", "eng,deu,nld,swh,zul", "--json").out)
    assert document["possible"] == 10
    assert isogloss("data", "bridges", "eng").code == 2
