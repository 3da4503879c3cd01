"""What a prompt may know of a task beside the example: the labels of training and what they span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from isogloss.data.examples import Answerable, Example, Similarity, Tagged
from isogloss.tasks.table import task as task_of


@dataclass(frozen=True, slots=True)
class Scope:
    """labels: sorted. low, high: of scores. unanswerable: whether a question may have no answer.

    solved: whether solved examples stand before the question.
    """

    labels: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    unanswerable: bool = False
    solved: bool = False


def scope_of(task: str, examples: Sequence[Example], labels: Sequence[str], *, solved: bool) -> Scope:
    """Return what training says."""
    scores = [one.score for one in examples if isinstance(one, Similarity)]
    tags = {tag for one in examples if isinstance(one, Tagged) for tag in one.tags}
    classes = set(labels) if task_of(task).one_of_few else tags
    return Scope(
        labels=tuple(sorted(classes)),
        low=min(scores, default=0.0),
        high=max(scores, default=1.0),
        unanswerable=any(isinstance(one, Answerable) and not one.answers for one in examples),
        solved=solved,
    )
