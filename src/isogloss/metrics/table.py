"""Metrics of predictions against gold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from isogloss import table
from isogloss.languages import Language
from isogloss.metrics.contract import Metric

# What matters is only whether two labels are the same.
OF_CLASSES: Final[Mapping[str, str]] = {
    "accuracy": "isogloss.metrics.accuracy:accuracy",
    "macro_f1": "isogloss.metrics.macro_f1:macro_f1",
}

# What matters is what the labels hold: functions from the labels by number to the metric.
OF_CONTENT: Final[Mapping[str, str]] = {
    "answer_f1": "isogloss.metrics.answers:answer_f1",
    "bleu": "isogloss.metrics.bleu:bleu",
    "chrf": "isogloss.metrics.chrf:chrf",
    "chrf++": "isogloss.metrics.chrf:chrf_plus_plus",
    "exact_match": "isogloss.metrics.answers:exact_match",
    "number_match": "isogloss.metrics.number_match:number_match",
    "pearson": "isogloss.metrics.correlation:pearson",
    "rouge_1": "isogloss.metrics.rouge:rouge_1",
    "rouge_2": "isogloss.metrics.rouge:rouge_2",
    "rouge_l": "isogloss.metrics.rouge:rouge_l",
    "span_f1": "isogloss.metrics.spans:span_f1",
    "span_precision": "isogloss.metrics.spans:span_precision",
    "span_recall": "isogloss.metrics.spans:span_recall",
    "spbleu": "isogloss.metrics.bleu:spbleu",
    "spearman": "isogloss.metrics.correlation:spearman",
    "squad_exact_match": "isogloss.metrics.answers:squad_exact_match",
    "squad_f1": "isogloss.metrics.answers:squad_f1",
    "tag_accuracy": "isogloss.metrics.spans:tag_accuracy",
}

METRICS: Final[Mapping[str, str]] = dict(sorted({**OF_CLASSES, **OF_CONTENT}.items()))


# What a metric needs that may not be installed: functions to a remark, empty if nothing lacks.
_LACKING: Final[Mapping[str, str]] = {
    "bleu": "isogloss.metrics.bleu:lacks_bleu",
    "spbleu": "isogloss.metrics.bleu:lacks_spbleu",
}

# What tokens a metric counts: functions from a language to their name.
_TOKENS: Final[Mapping[str, str]] = {
    "bleu": "isogloss.metrics.bleu:tokens_of",
    "rouge_1": "isogloss.metrics.rouge:tokens_of",
    "rouge_2": "isogloss.metrics.rouge:tokens_of",
    "rouge_l": "isogloss.metrics.rouge:tokens_of",
    "spbleu": "isogloss.metrics.bleu:pieces_of",
}


def lacking(name: str) -> str:
    """Return what the metric needs and this machine has not, as a remark; empty if nothing."""
    return str(table.load(_LACKING, name, kind="metric")()) if name in _LACKING else ""


def segmentation(name: str, language: Language) -> str:
    """Return what tokens the metric counts in a language, as signatures write it; empty if it counts none."""
    return str(table.load(_TOKENS, name, kind="metric")(language)) if name in _TOKENS else ""


def offered(names: Sequence[str]) -> list[str]:
    """Return those metrics that lack nothing on this machine."""
    return [name for name in names if not lacking(name)]


def metric(name: str, labels: Sequence[str]) -> Metric:
    """Return the metric called ``name`` for numbers into ``labels``; raises UnknownName if there is none."""
    if name in OF_CONTENT:
        make: Callable[[Sequence[str]], Metric] = table.load(OF_CONTENT, name, kind="metric")
        return make(labels)
    found: Metric = table.load(METRICS, name, kind="metric")
    return found
