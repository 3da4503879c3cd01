"""Pieces of work that a worker imports by name."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from isogloss.errors import InputError, Unwritable
from isogloss.runs.cell import Cell, Outcome
from tests.runs import counting


def joined(shared: object, item: str) -> str:
    return f"{shared}{item}"


def refusing(_shared: str, item: str) -> str:
    if item == "ሰላም":
        raise InputError("No greeting today.", fix="Come back tomorrow.")
    return item


def where(_shared: str, _item: str) -> str:
    return str(Path.cwd())


def gpus(_shared: str, _item: int) -> str:
    return os.environ.get("CUDA_VISIBLE_DEVICES", "")


def deadly(_shared: str, _item: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def dying_once(folder: Path, cell: Cell) -> Outcome:
    """The first who computes Burmese is killed in the midst of it; whoever comes next is not."""
    if cell.params["word"] == "mya":
        try:
            (folder / cell.key).mkdir()
        except FileExistsError:
            return counting.compute(cell)
        os.kill(os.getpid(), signal.SIGKILL)
    return counting.compute(cell)


def dying(cell: Cell) -> Outcome:
    if cell.params["word"] == "mya":
        os.kill(os.getpid(), signal.SIGKILL)
    return counting.compute(cell)


def full(cell: Cell) -> Outcome:
    raise Unwritable(f"{cell}: no space left.")
