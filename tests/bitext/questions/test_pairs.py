"""FAQ entries of one site, paired across languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from isogloss.bitext.mining import Mining
from isogloss.bitext.questions import Question, mine_questions, read_questions
from isogloss.data.rejects import Reject
from isogloss.errors import BadRow, InputError
from isogloss.languages import Language
from tests.data.writing import write

ENGLISH, GERMAN = Language.parse("eng"), Language.parse("deu")
TEXTS = [
    (
        "How do I change my password?",
        "Open the settings.",
        "Wie ändere ich mein Passwort?",
        "Öffne die Einstellungen.",
    ),
    ("When does my package arrive?", "In three days.", "Wann kommt mein Paket an?", "In drei Tagen."),
    ("What does the shipping cost?", "It is free.", "Was kostet der Versand?", "Er ist kostenlos."),
]


def questions(site: str = "a.org", other: str = "a.org") -> list[Question]:
    found = []
    for question, answer, frage, antwort in TEXTS:
        found.append(Question(f"https://{site}/en/faq", ENGLISH, question, answer))
        found.insert(0, Question(f"https://{other}/de/faq", GERMAN, frage, antwort))
    return found


def test_entries_of_one_site_are_paired() -> None:
    mined = mine_questions(questions(), source="en", target="de")
    assert {(pair.source.question, pair.target.question) for pair in mined.pairs} == {
        (t[0], t[2]) for t in TEXTS
    }
    assert all(pair.same_page for pair in mined.pairs)
    assert (mined.compared, mined.alone) == ((3, 3), (0, 0))


def test_entries_of_other_sites_are_never_paired_but_counted() -> None:
    mined = mine_questions(questions(other="b.org"), source="en", target="de")
    assert (mined.pairs, mined.compared, mined.alone) == ((), (0, 0), (3, 3))


def test_a_threshold_leaves_pairs_out() -> None:
    mined = mine_questions(questions(), source="en", target="de", options=Mining(threshold=99))
    assert (mined.pairs, mined.below) == ((), 3)


def test_a_language_without_questions_is_said() -> None:
    with pytest.raises(InputError, match="no question in swh_Latn"):
        mine_questions(questions(), source="en", target="swh")


def test_lines_are_read_and_bad_ones_told(tmp_path: Path) -> None:
    good = '{"url": "https://a.org", "language": "am", "question": "ለምን?", "answer": "ምክንያቱም", "more": 1}'
    bad = ["{", '{"url": "u", "language": "am", "question": " ", "answer": "b"}', '{"url": 1}',
           '{"url": "u", "language": "klingonish", "question": "q", "answer": "a"}']  # fmt: skip
    path = write(tmp_path / "q.jsonl", "\n".join([good, "", *bad]))
    rejects: list[Reject] = []
    assert list(read_questions(path, rejects=rejects)) == [
        Question("https://a.org", Language.parse("am"), "ለምን?", "ምክንያቱም")
    ]
    assert [reject.line for reject in rejects] == [3, 4, 5, 6]
    with pytest.raises(BadRow, match=r"q.jsonl:3"):
        list(read_questions(path))


def test_a_page_without_address_or_language_is_told(tmp_path: Path) -> None:
    script = (
        '<script type="application/ld+json">{"@type":"Question","name":"q","acceptedAnswer":"a"}</script>'
    )
    write(tmp_path / "a.html", f'<html lang="en">{script}')
    write(tmp_path / "b.html", f'<link rel="canonical" href="https://a.org">{script}')
    write(tmp_path / "c.html", "<html>nothing")
    rejects: list[Reject] = []
    assert list(read_questions(tmp_path, rejects=rejects)) == []
    assert [reject.reason for reject in rejects] == [
        "the page names no canonical URL",
        "the page names no language",
    ]
    empty = tmp_path / "sub"
    empty.mkdir()
    with pytest.raises(InputError, match="no HTML page"):
        list(read_questions(empty))
