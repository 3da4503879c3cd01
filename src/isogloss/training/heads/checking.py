"""Whether a head does a task."""

from __future__ import annotations

from isogloss.errors import InputError
from isogloss.tasks.task import Task


def check_task(head: str, task: Task, example: type) -> None:
    """Raise InputError where the task is not of the examples that the head was made for."""
    if task.example is not example:
        raise InputError(
            f"The head {head!r} does not do {task.name}.", fix=f"Usual ones are {', '.join(task.heads)}."
        )
