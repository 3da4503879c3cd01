from __future__ import annotations

import json
from pathlib import Path

import pytest

from isogloss.data.readers.conllu import read_treebank
from tests.cli.command import Command
from tests.data.writing import write

CONLL = "Amina B-PER\nlives O\nin O\nMombasa B-LOC\n. O\n\nShe O\nsings O\n. O\n"
LINES = "Amina anaishi Mombasa.\nAnaimba.\n"
SWAHILI = "Amina B-PER\nanaishi O\nMombasa B-LOC\n. O\n\nAnaimba O\n. O\n\n"


def squad(folder: Path, name: str, context: str, answer: str, question: str) -> Path:
    asked = [
        {
            "id": "q1",
            "question": question,
            "answers": [{"text": answer, "answer_start": context.index(answer)}],
        }
    ]
    data = [{"title": "t", "paragraphs": [{"context": context, "qas": asked}]}]
    return write(folder / name, json.dumps({"data": data}))


@pytest.mark.parametrize("translations", [LINES, "2\tAnaimba.\n1\tAmina anaishi Mombasa.\n"])
def test_conll_by_line_and_by_id(isogloss: Command, tmp_path: Path, translations: str) -> None:
    source, lines = write(tmp_path / "a.conll", CONLL), write(tmp_path / "a.txt", translations)
    out = tmp_path / "b.conll"
    ended = isogloss("data", "project", source, "--to", "swh", "--translations", lines, "--out", out)
    assert (ended.code, ended.out) == (0, "")
    assert "2 labels in 2 texts: 2 kept, 0 split, 0 merged, 0 lost." in ended.err
    assert out.read_text() == SWAHILI
    origin = [json.loads(line) for line in (tmp_path / "b.conll.origin.jsonl").read_text().splitlines()]
    assert origin[0]["source"] == "Amina lives in Mombasa ."
    assert origin[0]["origin"] == f"{source}:1"
    assert [(span["target"], span["fate"]) for span in origin[0]["spans"]] == [
        ("Amina", "kept"),
        ("Mombasa", "kept"),
    ]
    assert not (tmp_path / "b.conll.rejects.jsonl").exists()


def test_json_counts_by_label_and_what_was_left_out(isogloss: Command, tmp_path: Path) -> None:
    source, lines = write(tmp_path / "a.conll", CONLL), write(tmp_path / "a.txt", "Amina.\n\n")
    out = tmp_path / "b.conll"
    ended = isogloss(
        "data", "project", source, "--to", "swh", "--translations", lines, "--out", out, "--json"
    )
    found = json.loads(ended.out)
    assert (found["untranslated"], found["fates"]) == (1, {"kept": 1, "split": 0, "merged": 0, "lost": 1})
    assert found["labels"]["LOC"]["lost"] == 1
    assert "1 text without a translation left out." in ended.err
    (reject,) = (tmp_path / "b.conll.rejects.jsonl").read_text().splitlines()
    assert json.loads(reject)["reason"] == "'2' has no translation"


def test_answers_are_found_anew_and_a_question_without_one_is_told(isogloss: Command, tmp_path: Path) -> None:
    source = squad(tmp_path, "en.json", "Amina lives in Mombasa.", "Mombasa", "Where does she live?")
    there = squad(tmp_path, "sw.json", "Amina anaishi Mombasa.", "Amina", "Anaishi wapi?")
    out = tmp_path / "out.json"
    ended = isogloss("data", "project", source, "--to", "swh", "--translations", there, "--out", out)
    assert ended.code == 0
    paragraph = json.loads(out.read_text())["data"][0]["paragraphs"][0]
    assert paragraph["context"] == "Amina anaishi Mombasa."
    assert paragraph["qas"] == [
        {"id": "q1", "question": "Anaishi wapi?", "answers": [{"text": "Mombasa", "answer_start": 14}]}
    ]
    table = write(tmp_path / "t.tsv", "Amina lives in Mombasa.\t😀.\nWhere does she live?\tWapi?\n")
    ended = isogloss("data", "project", source, "--to", "swh", "--translations", table, "--out", out)
    assert "1 question without an answer left out." in ended.err
    assert "its answers were lost" in (tmp_path / "out.json.rejects.jsonl").read_text()


def test_spans_keep_roles_and_other_keys(isogloss: Command, tmp_path: Path) -> None:
    spans = [{"label": "LOC", "role": "obj", "start": 15, "end": 22}]
    row = {"text": "Amina lives in Mombasa.", "spans": spans, "relation": "city"}
    source, lines = (
        write(tmp_path / "a.jsonl", json.dumps(row) + "\n"),
        write(tmp_path / "a.txt", "Yu Mombasa.\n"),
    )
    out = tmp_path / "b.jsonl"
    assert isogloss("data", "project", source, "--to", "sw", "--translations", lines, "--out", out).code == 0
    expected = [{"label": "LOC", "start": 3, "end": 10, "text": "Mombasa", "role": "obj"}]
    assert json.loads(out.read_text()) == {**row, "text": "Yu Mombasa.", "spans": expected}


def test_a_translator_is_given_brackets(isogloss: Command, tmp_path: Path) -> None:
    source, words = (
        write(tmp_path / "a.conll", CONLL),
        write(tmp_path / "w.tsv", "lives\tanaishi\nsings\tanaimba\n"),
    )
    out = tmp_path / "b.conll"
    name = f"lexicon:{words}"
    ended = isogloss(
        "data", "project", source, "--to", "swh", "--translator", name, "--method", "markers", "--out", out
    )
    assert ended.code == 0
    assert "2 kept" in ended.err
    assert "Mombasa B-LOC" in out.read_text()


def test_the_example_runs(isogloss: Command, tmp_path: Path) -> None:
    folder, out = Path("examples/projection"), tmp_path / "news.swh.conll"
    ended = isogloss(
        "data", "project", folder / "news.eng.conll", "--to", "swh",
        "--translations", folder / "news.swh.txt", "--out", out,
    )  # fmt: skip
    assert "26 labels in 12 texts: 26 kept" in ended.err
    assert "Wizara B-ORG\nya I-ORG\nAfya I-ORG\n" in out.read_text()


TREEBANK = """\
# sent_id = n1
# text = Amina reads.
1\tAmina\tAmina\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\treads\tread\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# sent_id = n2
# text = The house is red.
1\tThe\tthe\tDET\t_\t_\t2\tdet\t_\t_
2\thouse\thouse\tNOUN\t_\t_\t4\tnsubj\t_\t_
3\tis\tbe\tAUX\t_\t_\t4\tcop\t_\t_
4\tred\tred\tADJ\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

"""


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("deu", "Amina liest.\nDas Haus ist rot.\n"),
        ("hin", "अमीना पढ़ती है।\nघर लाल है।\n"),
        ("zho", "阿米娜在看书。\n房子是红色的。\n"),
    ],
)
def test_parts_of_speech_become_a_treebank_again(
    isogloss: Command, tmp_path: Path, language: str, lines: str
) -> None:
    source, out = write(tmp_path / "a.conllu", TREEBANK), tmp_path / "b.conllu"
    ended = isogloss(
        "data", "project", source, "--to", language,
        "--translations", write(tmp_path / "b.txt", lines), "--out", out,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    found = list(read_treebank(out, language))
    assert [one.text for one in found] == lines.splitlines()
    assert [one.example.id for one in found] == ["n1", "n2"]
    assert found[0].comments["text_eng"] == "Amina reads."
    words = sum(len(one.example.tokens) for one in found)
    assert f"{words} labels in 2 texts" in ended.err
    for one in found:
        assert one.example.tags[-1] == "PUNCT"
        for (start, end), word in zip(one.places, one.example.tokens, strict=True):
            assert one.text[start:end] == word
    if language == "deu":
        assert found[1].example.tags == ("DET", "NOUN", "AUX", "ADJ", "PUNCT")
        assert "linked" in ended.err


def test_parts_of_speech_have_no_other_method(isogloss: Command, tmp_path: Path) -> None:
    source, lines = write(tmp_path / "a.conllu", TREEBANK), write(tmp_path / "b.txt", "a\nb\n")
    given = ("--to", "deu", "--translations", lines, "--out", tmp_path / "b.conllu", "--method", "align")
    ended = isogloss("data", "project", source, *given)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "carried by links" in ended.err


REFUSED = [
    ((), "Name either --translations FILE or --translator NAME"),
    (("--translations", "{lines}", "--translator", "identity"), "Name either"),
    (("--translations", "{lines}", "--method", "markers"), "needs --translator"),
    (("--translations", "{lines}", "--method", "magic"), "no method of projection 'magic'"),
    (("--translations", "{folder}/none"), "does not exist"),
    (("--translations", "{lines}", "--format", "xml"), "'xml' is no kind of labelled file"),
    (("--translations", "{lines}", "--from", "klingonish"), "klingonish"),
    (("--translations", "{short}"), "has 1 line, and the input has 2 texts to translate"),
    (("--translations", "{twice}"), "'1' has a second translation"),
    (("--translations", "{blank}"), "translates no text"),
    (("--translations", "{lines}", "--format", "conllu"), "the row has 1 columns, expected 10"),
    (("--translations", "{lines}", "--out", "{folder}"), "is a folder"),
    (("--translations", "{lines}", "--scorer", "static"), "tells no likelihoods"),
]


@pytest.mark.parametrize(("options", "said"), REFUSED)
def test_what_is_wrong_is_said_in_one_line_and_nothing_written(
    isogloss: Command, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    source = write(tmp_path / "a.conll", CONLL)
    places = {
        "lines": write(tmp_path / "a.txt", LINES),
        "short": write(tmp_path / "s.txt", "Amina.\n"),
        "twice": write(tmp_path / "t.txt", "1\ta\n1\tb\n2\tc\n"),
        "blank": write(tmp_path / "n.txt", "\n\n"),
        "folder": tmp_path,
    }
    out = tmp_path / "out" / "b.conll"
    given = [option.format(**places) for option in options]
    ended = isogloss("data", "project", source, "--to", "swh", "--out", out, *given)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not out.parent.exists()


def test_the_input_is_never_overwritten(isogloss: Command, tmp_path: Path) -> None:
    source, lines = write(tmp_path / "a.conll", CONLL), write(tmp_path / "a.txt", LINES)
    ended = isogloss("data", "project", source, "--to", "swh", "--translations", lines, "--out", source)
    assert ended.code == 2
    assert source.read_text() == CONLL


def test_bad_rows_stop_or_are_set_aside(isogloss: Command, tmp_path: Path) -> None:
    source = write(tmp_path / "a.conll", CONLL + "\nbad\n")
    lines, out = write(tmp_path / "a.txt", LINES), tmp_path / "b.conll"
    command = ("data", "project", source, "--to", "swh", "--translations", lines, "--out", out)
    assert isogloss(*command).code == 2
    ended = isogloss(*command, "--keep-going")
    assert ended.code == 0
    assert "1 row of the input refused." in ended.err
    assert json.loads((tmp_path / "b.conll.rejects.jsonl").read_text())["line"] == 11
