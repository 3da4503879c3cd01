"""Answers to questions scored over examples: the labels say what is right, and in which language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec import Struct

from isogloss.languages.answers import Rules
from isogloss.metrics import answer_match
from isogloss.metrics.contract import Metric
from isogloss.metrics.counted import counted, mean


class Wanted(Struct, frozen=True):
    """All answers that count as right, none where the text holds none, and the language of its text."""

    answers: tuple[str, ...]
    language: str

    def __str__(self) -> str:
        """Return it as a run keeps it: one line of JSON."""
        return msgspec.json.encode(self).decode()


def wanted(label: str) -> Wanted:
    """Return what ``str`` of it wrote."""
    return msgspec.json.decode(label, type=Wanted)


def answer_f1(labels: Sequence[str]) -> Metric:
    """Return the mean F1 of tokens, normalised as each language wants it; labels are of ``Wanted``."""
    return counted(labels, partial(_f1, rules="native"), mean)


def exact_match(labels: Sequence[str]) -> Metric:
    """Return the share of answers that are equal to a right one; as ``answer_f1``."""
    return counted(labels, partial(_same, rules="native"), mean)


def squad_f1(labels: Sequence[str]) -> Metric:
    """Return the same F1 by the rules of the SQuAD scorer, as published figures of XQuAD have it."""
    return counted(labels, partial(_f1, rules="squad"), mean)


def squad_exact_match(labels: Sequence[str]) -> Metric:
    """Return the share of exact matches by the rules of the SQuAD scorer."""
    return counted(labels, partial(_same, rules="squad"), mean)


def _f1(gold: str, predicted: str, *, rules: Rules) -> tuple[float]:
    right = wanted(gold)
    return (answer_match.answer_f1(predicted, right.answers, right.language, rules=rules),)


def _same(gold: str, predicted: str, *, rules: Rules) -> tuple[float]:
    right = wanted(gold)
    return (float(answer_match.exact_match(predicted, right.answers, right.language, rules=rules)),)
