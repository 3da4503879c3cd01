from __future__ import annotations

import json
from pathlib import Path

import pytest

from isogloss.data.wordvectors import read_word_vectors
from tests.cli.command import Command
from tests.data.writing import write


def test_lexicons_are_merged(isogloss: Command, tmp_path: Path) -> None:
    a = write(tmp_path / "a.tsv", "house\tHaus\nwater\tWasser\n")
    b = write(tmp_path / "b.txt", "House haus\nfish Fisch\n")
    counts = write(tmp_path / "counts", "water\t9\nfish\t3\n")
    ended = isogloss("data", "lexicon", "merge", a, b)
    assert (ended.code, ended.err) == (0, "4 entries of 2 files became 3\n")
    assert ended.out.splitlines()[1] == "house\tHaus\t2\t\ta.tsv | b.txt"
    ordered = isogloss("data", "lexicon", "merge", a, b, "--frequencies", counts).out.splitlines()
    assert [line.split("\t")[0] for line in ordered] == ["water", "fish", "house"]
    assert [line.split("\t")[5] for line in ordered] == ["9", "3", ""]
    document = json.loads(isogloss("data", "lexicon", "merge", a, "--json").out)
    assert document["entries"][0]["files"] == ["a.tsv"]


def test_lexicons_are_induced_from_words_and_from_pairs(isogloss: Command, tmp_path: Path) -> None:
    english = write(tmp_path / "en", "water\nhouse\nmother\n")
    german = write(tmp_path / "de", "Haus\nMutter\nWasser\n")
    ended = isogloss("data", "lexicon", "induce", english, german, "--mutual", "--threshold", 0)
    assert (ended.code, ended.err) == (0, "3 entries of 3 words\n")
    found = dict(line.split("\t")[:2] for line in ended.out.splitlines())
    assert found == {"water": "Wasser", "house": "Haus", "mother": "Mutter"}
    pairs = write(tmp_path / "pairs", "the house\tdas Haus\nthe water\tdas Wasser\n" * 9)
    taught = isogloss("data", "lexicon", "induce", pairs, "--from", "eng", "--to", "deu")
    assert {"house\tHaus\t1", "water\tWasser\t1"} <= set(taught.out.splitlines())


def test_coverage_of_a_text(isogloss: Command, tmp_path: Path) -> None:
    lexicon = write(tmp_path / "a.tsv", "house\tnyumba\n")
    text = write(tmp_path / "t.txt", "nyumba kubwa\n")
    ended = isogloss("data", "lexicon", "coverage", lexicon, text, "--language", "swh")
    assert "50.0%" in ended.out
    assert "kubwa" in ended.out
    document = json.loads(isogloss("data", "lexicon", "coverage", lexicon, text, "--json").out)
    assert document["languages"][0]["missed"] == [["kubwa", 1]]
    counts = write(tmp_path / "c.tsv", "nyumba\t3\nkubwa\t1\n")
    assert "75.0%" in isogloss("data", "lexicon", "coverage", lexicon, counts, "--counts").out


def test_vectors_are_mapped(isogloss: Command, tmp_path: Path) -> None:
    rows = {"a": (1, 0, 0), "b": (0, 1, 0), "c": (0.6, 0.8, 0), "d": (0, 0.6, 0.8), "e": (0.1, 0.2, 0.9)}
    first = write(tmp_path / "a.vec", "".join(f"{w} {x} {y} {z}\n" for w, (x, y, z) in rows.items()))
    turned = "".join(f"{w}2 {z} {x} {y}\n" for w, (x, y, z) in rows.items())
    second = write(tmp_path / "b.vec", f"5 3\n{turned}a2 1 1 1\n")
    anchors = write(tmp_path / "anchors.tsv", "".join(f"{w}\t{w}2\n" for w in rows))
    ended = isogloss("data", "map", first, second, "--anchors", anchors, "--out", tmp_path / "out")
    assert ended.code == 0, ended.err
    assert ended.err == f"{second}: 1 words were passed over, which came before or have no direction\n"
    assert "held-out words: 1, in both files 100.0%; P@1 1.000" in ended.out
    assert read_word_vectors(tmp_path / "out" / "a.vec").words == tuple(rows)
    asked = isogloss("data", "map", first, second, "--anchors", anchors, "--out", tmp_path / "out", "--json")
    assert json.loads(asked.out)["learned"] == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lexicon", "merge", "no.tsv"], "no.tsv does not exist"),
        (["lexicon", "merge", "empty"], "hold no entry"),
        (["lexicon", "merge", "k.jsonl"], "Name the two that are wanted"),
        (["lexicon", "induce", "empty", "a.vec"], "No two words"),
        (["lexicon", "induce", "a.vec", "a.vec", "--threshold", "7"], "cannot be asked"),
        (["lexicon", "coverage", "empty", "empty", "--side", "sauce"], "Did you mean source"),
        (["map", "a.vec", "a.vec", "--out", "out"], "learns from anchors"),
        (
            ["map", "a.vec", "bad.vec", "--out", "out", "--method", "unsupervised"],
            "bad.vec:2: the line",
        ),
        (["map", "a.vec", "a.vec", "--out", "out", "--anchors", "l.tsv"], "No anchor has both"),
        (["map", "a.vec", "a.vec", "--out", "out", "--anchors", "l.tsv", "--method", "x"], "no method 'x'"),
        (["map", "a.vec", "a.vec", "--out", "out", "--anchors", "l.tsv", "--held-out", "2"], "held out"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    isogloss: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "empty": "", "k.jsonl": "{}\n", "a.vec": "x 1 2\ny 2 1\n", "bad.vec": "x 1 2\ny 1\n",
        "l.tsv": "a\tb\n",
    }.items():  # fmt: skip
        write(tmp_path / name, content)
    ended = isogloss("data", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_word_of_a_million_letters_does_not_fill_the_table(isogloss: Command, tmp_path: Path) -> None:
    words, text = tmp_path / "words.tsv", tmp_path / "text.txt"
    words.write_text("water\tmaji\n", "utf-8")
    text.write_text("a" * 5000 + "\n", "utf-8")
    ended = isogloss("data", "lexicon", "coverage", words, text)
    assert ended.code == 0
    assert "…" in ended.out
    assert len(ended.out) < 1000
