"""What marks the languages that score badly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from isogloss.arrays import Ints1d
from isogloss.report.portrait import Portrait
from isogloss.report.wording import percent

_UNSEEN: Final = 0.02
_ONE_SIDED: Final = 0.25


def peculiarities_of(
    portrait: Portrait,
    others: Sequence[Portrait],
    gold: Ints1d,
    predicted: Ints1d,
    labels: Sequence[str],
    scripts: Sequence[str],
) -> list[str]:
    """Return what marks a language that scores badly, as phrases, the strongest first; empty if nothing does.

    gold, predicted: class numbers of its test set. scripts: of all, the source too.
    These are observations; none is proven to be the cause.
    """
    return [*_about_labels(portrait, gold, predicted, labels), *_about_model(portrait, others, scripts)]


def _about_labels(
    portrait: Portrait, gold: Ints1d, predicted: Ints1d, labels: Sequence[str]
) -> Iterator[str]:
    unseen = portrait.facts.get("unseen_labels", 0.0)
    if unseen >= _UNSEEN:
        yield f"{percent(unseen)}% of its test labels do not occur in training"
    taken = np.bincount(predicted, minlength=len(labels)) / len(predicted)
    right = np.bincount(gold, minlength=len(labels)) / len(gold)
    most = int(taken.argmax())
    if taken[most] - right[most] >= _ONE_SIDED:
        yield f"{percent(float(taken[most]))}% of its texts are taken for “{labels[most]}”"


def _about_model(portrait: Portrait, others: Sequence[Portrait], scripts: Sequence[str]) -> Iterator[str]:
    coverage = portrait.facts.get("coverage")
    known = [other.facts["coverage"] for other in others if "coverage" in other.facts]
    if coverage is not None and len(known) > 3 and coverage < np.quantile(known, 0.25):
        median = percent(float(np.median(known)))
        yield f"the encoder knows {percent(coverage)}% of what its texts are made of (median {median}%)"
    if portrait.seen is False:
        yield "the encoder was trained on no text in it"
    alone = scripts.count(portrait.script) <= 1
    if alone and len(others) > 3 and portrait.script != "Zyyy":
        yield f"it is the only language here in {portrait.script_name}"
