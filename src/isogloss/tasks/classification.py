"""One text, one class."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from isogloss.data.examples import Labelled
from isogloss.tasks.task import Task

CLASSIFICATION: Final = Task(
    name="classification",
    example=Labelled,
    answer="class",
    metrics=("accuracy", "macro_f1"),
    heads=("logreg",),
    baselines={"majority": "majority", "tfidf+logreg": "tfidf"},
    text=attrgetter("text"),
    gold=attrgetter("label"),
    classes=lambda example: (example.label,),
    sides=lambda example: (example.text,),
    unlabelled=lambda parts, language: Labelled("", parts[0], "", language, ""),
)
