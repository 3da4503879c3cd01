"""Tags and questions in the toy languages West and East: what a word is, and the one of that kind."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from isogloss.data.examples import Answer, Answerable, Tagged
from isogloss.languages import Language
from isogloss.tasks.table import task
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.head import Lesson
from tests import tinymodels
from tests.training.finetuning.lessons import EAST, WEST

FOOD = {word for pair in tinymodels.NOUNS["food"] for word in pair}


def entities(count: int, *, seed: int, language: Language = WEST) -> list[Tagged]:
    """Return sentences in which food, alone or twice with a verb between, is an entity."""
    found = []
    for place, text in enumerate(texts(count, seed, language)):
        words = text.split()
        tags = ("B-FOOD", "I-FOOD", "I-FOOD", "O") if words[0] in FOOD else ("O",) * 4
        found.append(Tagged(str(place), tuple(words), tags, language, f"f:{place}"))
    return found


def questions(count: int, *, seed: int, language: Language = WEST, none: bool = False) -> list[Answerable]:
    """Return contexts of two sentences; asked by a verb or an adverb for the first of its kind there.

    none: whether every third question is asked by a noun, which nothing answers.
    """
    chance = random.Random(seed)  # noqa: S311  the same questions each time, no secret
    side, said = int(language != WEST), texts(2 * count, seed, language)
    found = []
    for place in range(count):
        first, second = said[2 * place : 2 * place + 2]
        context = f"{first} {second}"
        kind, at = chance.choice([(tinymodels.VERBS, 1), (tinymodels.ADVERBS, 3)])
        asked, answer = chance.choice(kind)[side], first.split()[at]
        answers: tuple[Answer, ...] = (Answer(answer, context.index(answer)),)
        if none and place % 3 == 0:
            asked, answers = tinymodels.NOUNS["food"][place % 6][side], ()
        found.append(Answerable(f"q{place}", context, asked, answers, language, f"f:{place}"))
    return found


def texts(count: int, seed: int, language: Language) -> list[str]:
    return [pair.west if language == WEST else pair.east for pair in tinymodels.parallel(count, seed)]


def lesson(
    name: str,
    examples: list[Any],
    *,
    dev: list[Any] | None = None,
    work: Path | None = None,
    seed: int = 0,
    **settings: Any,  # noqa: ANN401  of FineTuning
) -> Lesson:
    """Return a lesson on a task that is learned in a second or two."""
    gold, watching = task(name).gold, dev or []
    return Lesson(
        examples,
        [gold(one) for one in examples],
        watching,
        [gold(one) for one in watching],
        seed=seed,
        task=name,
        model=f"hf:{tinymodels.encoder_folder()}",
        finetune=FineTuning(**{"rate": 3e-3, "epochs": 8, "longest": 48, "patience": 0, **settings}),
        source=WEST,
        work=work,
    )


def share_right(head: Any, examples: list[Any]) -> float:  # noqa: ANN401  a head over examples
    """Return the share of examples of which all tags, or the answer, are right."""
    said = head.predict(examples)
    hits: list[bool] = [one.label == right(example) for one, example in zip(said, examples, strict=True)]
    return sum(hits) / len(hits)


def right(example: Any) -> str:  # noqa: ANN401  a sentence or a question
    if isinstance(example, Tagged):
        return " ".join(example.tags)
    return example.answers[0].text if example.answers else ""


__all__ = ["EAST", "WEST", "entities", "lesson", "questions", "right", "share_right"]
