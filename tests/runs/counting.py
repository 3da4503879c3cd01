"""A second, trivial workbench: it counts letters. The engine must serve it without knowing of transfer."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from isogloss.progress import track
from isogloss.runs.cell import Cell, Outcome, digest
from isogloss.runs.engine import Plan
from isogloss.runs.row import Prediction, Row

TEXTS = {"amh": "ሰላም ለዓለም", "mya": "မင်္ဂလာပါ", "nqo": "ߒߞߏ", "arb": "سلام", "zho": "你好，世界 🙂"}


def plan(texts: dict[str, str] = TEXTS, repeats: int = 4) -> Plan:
    cells = [
        Cell(workbench="counting", params={"word": word, "repeat": repeat}, fingerprints={"text": text})
        for repeat in range(repeats)
        for word, text in texts.items()
    ]
    return Plan(
        workbench="counting",
        request={"texts": sorted(texts), "repeats": repeats},
        fingerprints={word: digest(text) for word, text in texts.items()},
        cells=cells,
    )


def compute(cell: Cell) -> Outcome:
    text, key = cell.fingerprints["text"], cell.key
    row = Row(
        workbench="counting",
        dataset="words",
        task="counting",
        system="",
        recipe="",
        source="",
        language=str(cell.params["word"]),
        split="all",
        metric="letters",
        value=float(len(text)),
        n=len(text),
        seed=0,
        cell=key,
        detail=f"repeat={cell.params['repeat']}",
    )
    letters = tuple(Prediction(key, str(i), letter, letter, 1.0) for i, letter in enumerate(text))
    return Outcome((row,), letters)


def compute_slowly(cell: Cell) -> Outcome:
    time.sleep(0.05)
    return compute(cell)


def compute_in_steps(cell: Cell) -> Outcome:
    for _ in track(range(16), label=f"letters of {cell.params['word']}", unit="step"):
        time.sleep(0.05)
    return compute(cell)


def compute_until_killed(cell: Cell) -> Outcome:
    for step in track(range(40), label=f"letters of {cell.params['word']}", unit="step"):
        time.sleep(0.05)
        if step == 36 and cell.params["word"] == "nqo":
            os.kill(os.getpid(), signal.SIGKILL)
    return compute(cell)


def compute_most(cell: Cell) -> Outcome:
    if cell.params["word"] == "mya" and not Path("mended").exists():
        raise ZeroDivisionError("no Burmese today")
    return compute(cell)


def letters(rows: Sequence[Row]) -> list[tuple[str, str, float]]:
    return [(row.language, row.detail, row.value) for row in rows]
