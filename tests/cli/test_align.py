from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.data.writing import write

GERMAN = "the house is red ||| das Haus ist rot\nwe see the water ||| wir sehen das Wasser\n"


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))


def test_a_line_of_links_for_each_pair(isogloss: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "pairs", GERMAN)
    for aligner in ("argmax", "combined", "hmm:intersection"):
        ended = isogloss("data", "align", path, "--tokenized", "--aligner", aligner)
        assert (ended.code, ended.err) == (0, "")
        lines = ended.out.splitlines()
        assert len(lines) == 2
        if aligner != "hmm:intersection":
            assert "1-1" in lines[0].split()
            assert "3-3" in lines[1].split()


def test_standard_input_streams_and_languages_are_named(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, "The house.\tDas Haus!\n")
    ended = isogloss("data", "align", "-", "--from", "en", "--to", "de", "--aligner", "argmax")
    assert (ended.code, ended.out, ended.err) == (0, "0-0 1-1\n", "")


def test_json_has_words_with_places_and_links_with_scores(isogloss: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "pairs.tsv", "source\ttarget\nThe house.\tDas Haus!\nWater\tWasser\n")
    ended = isogloss("data", "align", path, "--json", "--aligner", "argmax")
    document = json.loads(ended.out)
    assert document["aligner"] == "argmax"
    first, second = document["pairs"]
    assert (first["id"], second["id"]) == ("2", "3")
    assert first["target"] == {
        "text": "Das Haus!",
        "words": [{"text": "Das", "start": 0, "end": 3}, {"text": "Haus", "start": 4, "end": 8}],
    }
    link = first["links"][1]
    assert (link["source"], link["target"], link["sure"]) == (1, 1, True)
    assert 0 < link["score"] <= 1


def test_a_bad_row_stops_before_anything_is_printed(isogloss: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "pairs", f"{GERMAN}no other side\n")
    for aligner in ("argmax", "combined"):
        ended = isogloss("data", "align", path, "--aligner", aligner)
        assert (ended.code, ended.out) == (2, "")
        assert "pairs:3: the row has 1 side" in ended.err
        assert ended.err.count("\n") == 1


def test_with_keep_going_a_refused_row_leaves_its_line_empty(isogloss: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "pairs", "bad\nhouse\tHaus\n\t\nwater\tWasser\nbad\n")
    ended = isogloss("data", "align", path, "--keep-going", "--aligner", "argmax")
    assert (ended.code, ended.out) == (0, "\n0-0\n\n0-0\n\n")
    assert "3 rows were refused; the first" in ended.err
    assert "pairs:1: the row has 1 side" in ended.err


def test_more_pairs_and_a_lexicon_may_be_given(isogloss: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "pairs", "qorv zent ||| tnez vroq\n")
    more = write(tmp_path / "more.tsv", "qorv\tvroq\nzent\ttnez\n" * 20)
    lexicon = write(tmp_path / "words.tsv", "qorv\tvroq\nzent\ttnez\n")
    assert isogloss("data", "align", path, "--train", more).out == "0-1 1-0\n"
    assert isogloss("data", "align", path, "--aligner", "argmax", "--lexicon", lexicon).out == "0-1 1-0\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.tsv"], "missing.tsv does not exist"),
        (["-"], "Standard input holds no pair that can be aligned"),
        (["-", "--json"], "Standard input holds no pair that can be aligned"),
        (["-", "--aligner", "argmx"], "There is no aligner 'argmx'. Did you mean argmax"),
        (["-", "--aligner", "match:union"], "match has no two directions"),
        (["-", "--from", "klingonish"], "klingonish"),
        (["-", "--model", "static:nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    isogloss: Command, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    piped(monkeypatch, "")
    ended = isogloss("data", "align", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_a_pair_too_long_is_an_empty_line_among_the_others(isogloss: Command, tmp_path: Path) -> None:
    place = tmp_path / "pairs.tsv"
    place.write_text("water\tmaji\n" + "w " * 7000 + "\t" + "v " * 7000 + "\nalone\nwater\tmaji\n", "utf-8")
    stopped = isogloss("data", "align", place, "--aligner", "argmax")
    assert (stopped.code, stopped.out) == (2, "")
    ended = isogloss("data", "align", place, "--aligner", "argmax", "--keep-going")
    assert (ended.code, ended.out) == (0, "0-0\n\n\n0-0\n")
    assert "2 rows were refused" in ended.err
    assert f"{place}:2: the pair has too many words" in ended.err
