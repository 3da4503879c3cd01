"""Texts to be written in the toy languages West and East: of a sentence its verb and its adverb, its ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from isogloss.data.examples import Generation
from isogloss.languages import Language
from isogloss.tasks.table import task
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.head import Lesson
from tests.training.finetuning.lessons import EAST, WEST
from tests.training.finetuning.toytasks import texts

Told = Literal["verb", "ends"]


def summaries(count: int, *, seed: int, language: Language = WEST, told: Told = "verb") -> list[Generation]:
    """Return sentences with a summary: their second and last word, or their first and last."""
    found = []
    for place, text in enumerate(texts(count, seed, language)):
        words = text.split()
        summary = f"{words[1 if told == 'verb' else 0]} {words[3]}"
        found.append(Generation(str(place), text, (summary,), language, f"f:{place}"))
    return found


def lesson(
    model: Path,
    examples: list[Generation],
    *,
    dev: list[Generation] | None = None,
    work: Path | None = None,
    kind: str = "generation",
    **settings: Any,  # noqa: ANN401  of FineTuning
) -> Lesson:
    """Return a lesson on texts that is learned in a few seconds."""
    gold, watching = task(kind).gold, dev or []
    return Lesson(
        examples,
        [gold(one) for one in examples],
        watching,
        [gold(one) for one in watching],
        task=kind,
        model=f"hf:{model}",
        finetune=FineTuning(**{"rate": 1e-2, "epochs": 6, "patience": 0, "longest": 48, **settings}),
        source=WEST,
        work=work,
    )


def share_right(head: Any, examples: list[Generation]) -> float:  # noqa: ANN401  a head over examples
    """Return the share of examples of which exactly the summary is written."""
    said = head.predict(examples)
    hits: list[bool] = [one.label in example.references for one, example in zip(said, examples, strict=True)]
    return sum(hits) / len(hits)


__all__ = ["EAST", "WEST", "lesson", "share_right", "summaries"]
