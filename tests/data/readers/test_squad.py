from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from isogloss.data.examples import Answer
from isogloss.data.readers.squad import read_articles, read_squad
from isogloss.data.rejects import Reject
from isogloss.data.writers.squad import squad_json
from isogloss.errors import BadRow, InputError
from tests.data.writing import write

CONTEXT = "😀 Ghuba la Mombasa lina maji ya chumvi."


def question(identity: str, *answers: tuple[str, int], **more: bool) -> dict[str, Any]:
    found = [{"text": text, "answer_start": start} for text, start in answers]
    return {"id": identity, "question": "Nini?", "answers": found, **more}


def file(tmp_path: Path, *questions: dict[str, Any], context: str = CONTEXT) -> Path:
    article = {"title": "Mombasa", "paragraphs": [{"context": context, "qas": list(questions)}]}
    return write(tmp_path / "x.json", json.dumps({"version": "1.1", "data": [article]}, indent=1))


def test_questions_answers_and_their_places(tmp_path: Path) -> None:
    path = file(tmp_path, question("a", ("Mombasa", 11), ("Mombasa", 11)), question("b", is_impossible=True))
    first, second = read_squad(path, "swh", question_language="eng")
    assert first.answers == (Answer("Mombasa", 11),)
    assert first.context[11:18] == "Mombasa"
    assert (first.id, str(first.language), str(first.question_language)) == ("a", "swh_Latn", "eng_Latn")
    assert path.read_text().splitlines()[int(first.origin.rpartition(":")[2]) - 1].strip() == "{"
    assert second.answers == ()
    assert int(second.origin.rpartition(":")[2]) > int(first.origin.rpartition(":")[2])


BAD = {
    "stands at 11": question("a", ("Mombasa", 9)),
    "counts units of UTF-16": question("a", ("Mombasa", 12)),
    "counts bytes of UTF-8": question("a", ("Mombasa", 14)),
    "stands nowhere": question("a", ("Kisumu", 3)),
    "where there is nothing": question("a", ("Mombasa", 900)),
    "answer is empty": question("a", ("", 0)),
    "no question with id": {"id": "a", "answers": []},
    "question or its id is empty": question(" "),
}


@pytest.mark.parametrize(("said", "bad"), BAD.items())
def test_a_bad_question_stops_or_is_set_aside(tmp_path: Path, said: str, bad: dict[str, Any]) -> None:
    path = file(tmp_path, bad, question("z", ("maji", 24)))
    with pytest.raises(BadRow, match=rf"data\[0\].paragraphs\[0\]: .*{said}"):
        list(read_squad(path, "swh"))
    rejects: list[Reject] = []
    assert [found.id for found in read_squad(path, "swh", rejects=rejects)] == ["z"]
    assert len(rejects) == 1
    assert rejects[0].line > 1


def test_an_id_twice_is_a_bad_row(tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="'a' comes a second time"):
        list(read_squad(file(tmp_path, question("a"), question("a")), "swh"))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"data": 3}', '{"data": [{"paragraphs": [{}]}]}', '{"data": []}']
)
def test_what_is_no_squad_file_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as raised:
        list(read_squad(write(tmp_path / "x.json", text), "swh"))
    assert "\n" not in str(raised.value)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = file(tmp_path, question("a", ("Mombasa", 11)), question("b", is_impossible=True))
    articles = read_articles(path, "swh")
    again = tmp_path / "y.json"
    again.write_bytes(squad_json(articles))
    read = read_articles(again, "swh")
    assert [q.answers for q in read[0].passages[0]] == [q.answers for q in articles[0].passages[0]]
    assert (read[0].title, json.loads(again.read_text())["version"]) == ("Mombasa", "v2.0")
