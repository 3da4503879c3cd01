"""Questions about a passage as its marks, and marks of a translated passage as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from isogloss.data.examples import Answer, Answerable
from isogloss.data.marked import Mark, Marked
from isogloss.views.projection.projected import Projected

LABEL = "answer"


def marked_passage(questions: Sequence[Answerable], identity: str) -> Marked:
    """Return a passage with a mark for each answer, whose id is the question's; one question at least."""
    first = questions[0]
    marks = tuple(
        Mark(LABEL, answer.start, answer.start + len(answer.text), question.id)
        for question in questions
        for answer in question.answers
    )
    return Marked(identity, first.context, marks, first.language, first.origin)


def answered(
    questions: Sequence[Answerable], projected: Projected, translated: Mapping[str, str]
) -> list[Answerable | None]:
    """Return each question about the translated passage, None where all its answers were lost.

    translated: the questions in the new language, by id; one that is not there stays as it is asked, and its
    language is told by ``question_language``. Every answer slices: ``context.startswith(text, start)``.
    """
    places: dict[str, dict[Answer, None]] = {}
    for span in projected.spans:
        if span.place is not None:
            answer = Answer(projected.text[slice(*span.place)], span.place[0])
            places.setdefault(span.mark.id, {})[answer] = None
    made: list[Answerable | None] = []
    for question in questions:
        answers = tuple(places.get(question.id, ()))
        if question.answers and not answers:
            made.append(None)
            continue
        asked = question.question_language or question.language
        made.append(
            replace(
                question,
                context=projected.text,
                answers=answers,
                language=projected.language,
                question=translated.get(question.id, question.question),
                question_language=None if question.id in translated else asked,
            )
        )
    return made
