"""A tag for each word of a sentence: parts of speech, or entities, slots and arguments in BIO."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from isogloss.data.examples import Tagged
from isogloss.languages import Language, words
from isogloss.tasks.task import Task


def _text(example: Tagged) -> str:
    return " ".join(example.tokens)


def _gold(example: Tagged) -> str:
    return " ".join(example.tags)


def _classes(example: Tagged) -> tuple[str, ...]:
    return tuple(dict.fromkeys(example.tags))


def _unlabelled(parts: Sequence[str], language: Language) -> Tagged:
    """Return the words of a text and what stands between them, without the blanks."""
    found: list[str] = []
    (text,), end = parts, 0
    for word in words(text, language):
        found += [*text[end : word.start].split(), word.text]
        end = word.end
    return Tagged("", tuple(found + text[end:].split()), (), language, "")


TAGGING: Final = Task(
    name="tagging",
    example=Tagged,
    answer="tags",
    metrics=("tag_accuracy",),
    heads=("tagger",),
    baselines={"majority": "commonest-tag", "characters+crf": "crf"},
    text=_text,
    gold=_gold,
    classes=_classes,
    untranslatable="its words would be others",
    unlabelled=_unlabelled,
)

ENTITIES: Final = replace(
    TAGGING, name="entities", metrics=("span_f1", "span_precision", "span_recall", "tag_accuracy")
)
