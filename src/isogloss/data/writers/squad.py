"""SQuAD JSON, version 2.0 where a question has no answer, else 1.1."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from isogloss.data.examples import Answerable
from isogloss.data.readers.squad import Article
from isogloss.errors import InputError


def squad_json(articles: Sequence[Article]) -> bytes:
    """Return the file that ``read_articles`` reads back; a passage without questions is left out.

    Raises InputError for an answer that its context does not have at its place.
    """
    questions = [question for article in articles for passage in article.passages for question in passage]
    second = any(not question.answers for question in questions)
    data = [
        {
            "title": article.title,
            "paragraphs": [
                {
                    "context": passage[0].context,
                    "qas": [_question(question, second=second) for question in passage],
                }
                for passage in article.passages
                if passage
            ],
        }
        for article in articles
    ]
    return msgspec.json.encode({"version": "v2.0" if second else "1.1", "data": data}) + b"\n"


def _question(question: Answerable, *, second: bool) -> dict[str, object]:
    for answer in question.answers:
        if not answer.text or not question.context.startswith(answer.text, answer.start):
            raise InputError(
                f"{question.origin}: the answer {answer.text[:60]!r} is not at {answer.start}.",
                fix="Correct its place; characters are counted from 0.",
            )
    written: dict[str, object] = {
        "id": question.id,
        "question": question.question,
        "answers": [{"text": answer.text, "answer_start": answer.start} for answer in question.answers],
    }
    return {**written, "is_impossible": not question.answers} if second else written
