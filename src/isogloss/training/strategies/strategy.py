"""What a strategy is: it trains a head, once or often, and gives the one that is kept."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from isogloss.tasks.task import Task
from isogloss.training.heads.head import Head, Lesson


class Strategy(Protocol):
    """Trains heads; its parameters are its fields.

    over: the heads it can train, none named if any that learns from the model. reads_target: whether it
    wants texts of the target, never their labels, as ``lesson.unlabelled``; there is a predictor for each
    target then. gives: the name of the head that it gives, empty if it is the one that it was given.
    """

    over: ClassVar[tuple[str, ...]]
    reads_target: ClassVar[bool]
    gives: ClassVar[str]

    def fit(self, kind: type[Head], lesson: Lesson) -> Head:
        """Return the head trained on the lesson; the same lesson gives the same head."""
        ...


@runtime_checkable
class CheckedStrategy(Strategy, Protocol):
    """A strategy that is not for every task or model."""

    def check(self, task: Task, model: str) -> None:
        """Raise InputError, before anything is done, where it cannot train for the task with the model."""
        ...
