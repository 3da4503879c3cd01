"""Texts to be written: summaries, translations, descriptions of data; and sums, whose answer is a number."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import Final

from isogloss.data.examples import Generation
from isogloss.metrics.references import References
from isogloss.tasks.task import Task


def _gold(example: Generation) -> str:
    return str(References(example.references, str(example.language)))


GENERATION: Final = Task(
    name="generation",
    example=Generation,
    answer="text",
    metrics=("chrf", "chrf++", "rouge_l", "rouge_1", "rouge_2", "bleu", "spbleu"),
    heads=("nearest",),
    baselines={"copy": "copy", "nearest+tfidf": "nearest-tfidf"},
    text=attrgetter("source"),
    gold=_gold,
    classes=lambda _: (),
    sides=lambda example: (example.source,),
    untranslatable="what is written would be in the source's language, and references are not",
    unlabelled=lambda parts, language: Generation("", parts[0], (), language, ""),
)

NUMBERS: Final = replace(GENERATION, name="numbers", metrics=("number_match",), untranslatable="")
