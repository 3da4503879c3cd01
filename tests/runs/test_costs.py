from __future__ import annotations

from functools import partial
from pathlib import Path

from msgspec.structs import replace

from isogloss.models.endpoints.meter import Meter
from isogloss.runs.cell import Cell, Outcome
from isogloss.runs.cost import Cost
from isogloss.runs.engine import execute
from tests.runs import counting


def compute(cell: Cell, *, seconds: float) -> Outcome:
    cost = Cost(cell=cell.key, predictor="all", training_seconds=3.5, prediction_seconds=seconds)
    return replace(counting.compute(cell), costs=(cost,))


def test_what_cells_took_stands_beside_rows_that_are_the_same_in_every_run(tmp_path: Path) -> None:
    quick, slow = (
        execute(counting.plan(), partial(compute, seconds=seconds), tmp_path / str(seconds))
        for seconds in (0.5, 2.0)
    )
    assert quick.rows() == slow.rows()
    assert {cost.prediction_seconds for cost in slow.costs()} == {2.0}
    assert [cost.cell for cost in quick.costs()] == list(dict.fromkeys(row.cell for row in quick.rows()))


def test_a_run_that_measured_nothing_has_no_costs(tmp_path: Path) -> None:
    assert execute(counting.plan(), counting.compute, tmp_path / "run").costs() == []


def test_costs_survive_a_run_that_goes_on(tmp_path: Path) -> None:
    few, more = counting.plan(repeats=1), counting.plan(repeats=1)
    execute(few, partial(compute, seconds=1.0), tmp_path / "run")
    again = execute(more, partial(compute, seconds=9.0), tmp_path / "run")
    assert {cost.prediction_seconds for cost in again.costs()} == {1.0}


def test_a_meter_adds_up() -> None:
    meter = Meter()
    meter.add(120, 7)
    meter.add(3, 0)
    assert meter.total() == (123, 7)
