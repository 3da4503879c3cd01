"""What the tests of this folder train on: topics of the toy languages West and East."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from isogloss.data.examples import Labelled
from isogloss.languages import Language
from isogloss.training.finetuning.settings import FineTuning
from isogloss.training.heads.head import Lesson
from tests import tinymodels

WEST, EAST = Language.parse("eng"), Language.parse("amh")


def topics(count: int, *, seed: int, language: Language = WEST) -> list[Labelled]:
    """Return sentences with their topics, in West (English here) or East (Amharic)."""
    pairs = tinymodels.parallel(count, seed)
    return [
        Labelled(str(place), pair.west if language == WEST else pair.east, pair.topic, language, f"f:{place}")
        for place, pair in enumerate(pairs)
    ]


def lesson(
    examples: Sequence[Labelled] | None = None,
    *,
    dev: Sequence[Labelled] = (),
    model: str = "",
    work: Path | None = None,
    seed: int = 0,
    weights: Literal["none", "balanced"] = "none",
    **settings: Any,  # noqa: ANN401  of FineTuning
) -> Lesson:
    """Return a lesson on topics that is learned in a second."""
    inputs = topics(150, seed=3) if examples is None else examples
    tuning = FineTuning(**{"rate": 3e-3, "epochs": 10, **settings})
    return Lesson(
        inputs,
        [example.label for example in inputs],
        dev,
        [example.label for example in dev],
        weights=weights,
        seed=seed,
        task="classification",
        model=model or f"hf:{tinymodels.encoder_folder()}",
        finetune=tuning,
        source=WEST,
        work=work,
    )


def share_right(head: Any, examples: Sequence[Labelled]) -> float:  # noqa: ANN401  a head over examples
    """Return the share of examples whose label the head gives."""
    found = head.predict(examples)
    right: list[bool] = [one.label == example.label for one, example in zip(found, examples, strict=True)]
    return sum(right) / len(right)
