"""Lessons on the tiny transformer: a handful of sentences of its first language, and tests in both."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from isogloss.data.examples import Labelled
from isogloss.languages import Language
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.head import Head, Lesson
from isogloss.training.prompting.settings import Prompting
from tests.tinymodels import NOUNS, encoder_folder, parallel

WEST, EAST = Language.parse("eng"), Language.parse("amh")
# The words of labels: a noun of each topic, in either language.
NAMES = {
    str(language.code): {topic: nouns[1][side] for topic, nouns in NOUNS.items()}
    for side, language in enumerate((WEST, EAST))
}
CLOZE = ("{mask} {text}", "{text} {mask}")


def sentences(count: int, *, seed: int, west: bool = True) -> list[Labelled]:
    language, side = (WEST, "west") if west else (EAST, "east")
    return [
        Labelled(str(place), getattr(one, side), one.topic, language, f"{side}.tsv:{place}")
        for place, one in enumerate(parallel(count, seed=seed))
    ]


@cache
def heldout(*, west: bool = True) -> tuple[Labelled, ...]:
    return tuple(sentences(240, seed=7, west=west))


def lesson(count: int, settings: FineTuning, *, seed: int = 0, **others: Any) -> Lesson:  # noqa: ANN401  fields of a lesson
    own = sentences(300, seed=5)[seed * 30 :][:count]
    return Lesson(
        own,
        [one.label for one in own],
        task="classification",
        model=f"hf:{encoder_folder()}",
        finetune=settings,
        seed=seed,
        source=WEST,
        prompt=Prompting(names=NAMES, cloze=CLOZE),
        **others,
    )


def right(head: Head, *, west: bool = True) -> float:
    wanted = heldout(west=west)
    found = head.predict(list(wanted))
    return float(np.mean([one.label == other.label for one, other in zip(found, wanted, strict=True)]))
