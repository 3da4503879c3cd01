"""The tables of a run folder, and when a cell counts as done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from isogloss.runs.cell import Outcome
from isogloss.runs.celltable import CellTable
from isogloss.runs.cost import Cost
from isogloss.runs.row import Prediction, Row


class Store:
    """``rows/``, ``predictions/`` and ``costs/``. A cell is done once its rows stand, written last."""

    def __init__(self, folder: Path) -> None:
        self._rows = CellTable(folder / "rows", Row)
        self._predictions = CellTable(folder / "predictions", Prediction)
        self._costs = CellTable(folder / "costs", Cost)

    def write(self, cell: str, outcome: Outcome) -> None:
        """Store what a cell gave; raises Unwritable if the disk refuses, ValueError if there is no row."""
        if not outcome.rows:
            raise ValueError(f"cell {cell} gave no row")
        if outcome.predictions:
            self._predictions.write(cell, outcome.predictions)
        if outcome.costs:
            self._costs.write(cell, outcome.costs)
        self._rows.write(cell, outcome.rows)

    def done(self) -> set[str]:
        """Return the keys of the cells whose results are stored."""
        return set(self._rows.cells())

    def rows(self) -> list[Row]:
        """Return all rows; in plan order once the run has been packed."""
        return self._rows.read()

    def predictions(self, cells: Sequence[str] | None = None) -> list[Prediction]:
        """Return the predictions of ``cells`` (None: of all that are done), in stored order."""
        done = self.done()
        return self._predictions.read([cell for cell in (done if cells is None else cells) if cell in done])

    def costs(self) -> list[Cost]:
        """Return what the cells that are done took, as far as it was measured."""
        return self._costs.read(sorted(self.done()))

    def pack(self, plan: Sequence[str]) -> None:
        """Put each table into one file, in the order of ``plan``."""
        done = self.done()
        finished = [cell for cell in plan if cell in done]
        self._predictions.pack(finished)
        self._costs.pack(finished)
        self._rows.pack(finished)
