"""``isogloss languages detect``: a line in, a verdict out."""

from __future__ import annotations

import io
import json
import re

import pytest

from tests.cli.command import Command

LINES = """Leo asubuhi watoto walikwenda shuleni na kusoma kitabu kipya.
12345

ߊ߬ ߓߘߊ߫ ߛߐ߬ߘߐ߲߫
დღეს დილით ბავშვები სკოლაში წავიდნენ.
"""


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_each_line_gets_a_code_and_a_probability(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, LINES.encode())
    ended = isogloss("languages", "detect")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert [code for code, _ in rows] == ["swh_Latn", "und", "und", "und", "kat_Geor"]
    assert all(re.fullmatch(r"[01]\.\d{4}", probability) for _, probability in rows)
    assert (ended.code, ended.err) == (0, "")


def test_json_is_one_document_with_the_reasons(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, LINES.encode())
    rows = json.loads(isogloss("languages", "detect", "--json").out)
    assert [row["abstained"] for row in rows] == [None, "no letters", "no letters", "script", None]
    assert [row["language"] for row in rows] == ["swh_Latn", "und", "und", "und", "kat_Geor"]
    assert (rows[3]["script"], rows[3]["guess"]) == ("Nkoo", "und")
    given(monkeypatch, b"")
    assert json.loads(isogloss("languages", "detect", "--json").out) == []


def test_json_holds_the_guess_that_was_withheld(isogloss: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "Tey ci suba xale yi dem nañu ca ekool ba te jàng nañu téere bu bees.\n".encode())
    (row,) = json.loads(isogloss("languages", "detect", "--json").out)
    assert (row["language"], row["abstained"]) == ("und", "evidence")
    assert row["guess"].endswith("_Latn")


def test_candidates_may_stand_behind_one_option_or_several(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for options in (("--candidates", "sw,Finnish"), ("--candidates", "sw", "--candidates", "fi")):
        given(monkeypatch, "Lapset menivät tänään kouluun.\n".encode())
        assert isogloss("languages", "detect", *options).out.startswith("fin_Latn\t")


def test_more_lines_than_a_batch_come_out_in_order(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, "12\nდღეს დილით\n".encode() * 700)
    codes = [line.partition("\t")[0] for line in isogloss("languages", "detect").out.splitlines()]
    assert codes == ["und", "kat_Geor"] * 700


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--candidates", "Klingonn"), "Klingonn"),
        (("--candidates", "nqo"), "none of the candidates"),
        (("--candidates", "sw,Ewe"), "does not cover ewe_Latn"),
        (("--candidates", ","), "names nothing"),
        (("--detector", "langua"), "Did you mean lingua,"),
        (("--detector", "foo"), "lingua:low, pycld2, fasttext:PATH"),
        (("--detector", "fasttext:absent.bin"), "absent.bin"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_code_2(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: str
) -> None:
    given(monkeypatch, b"")
    ended = isogloss("languages", "detect", *options)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_bytes_that_are_no_utf8_are_named_with_their_line(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(monkeypatch, b"a\n\xff\n")
    ended = isogloss("languages", "detect")
    assert ended.code == 2
    assert "standard input:2" in ended.err
