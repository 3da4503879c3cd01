"""Runs: the same command again resumes, a changed one stops, and what is finished is never lost."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from isogloss.data.rejects import Reject
from isogloss.errors import InputError
from isogloss.progress import track
from isogloss.runs.cell import Cell, Failure, digest
from isogloss.runs.cost import Cost
from isogloss.runs.executors import Compute, Executor, here
from isogloss.runs.lock import owned
from isogloss.runs.record import Gap, RunRecord, read_record, refuse_another, write_record
from isogloss.runs.row import Prediction, Row
from isogloss.runs.store import Store
from isogloss.runs.writing import unwritable, write_bytes
from isogloss.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a workbench wants done.

    request: what was asked, as plain JSON; with ``fingerprints`` it is the run's identity.
    cells: in the order in which rows shall stand. facts: what readers of the run folder should know.
    """

    workbench: str
    request: Mapping[str, Any]
    fingerprints: Mapping[str, str]
    cells: Sequence[Cell]
    facts: Mapping[str, Any] = field(default_factory=dict)
    rejects: Sequence[Reject] = ()

    def default_folder(self, name: str) -> Path:
        """Return ``runs/<name>-<eight digits>``: the same request finds the same folder again."""
        safe = "".join(letter if letter.isalnum() or letter in "-._" else "-" for letter in name) or "run"
        return Path("runs") / f"{safe[:60]}-{digest([self.workbench, self.request])[:8]}"


@dataclass(frozen=True, slots=True)
class Run:
    """A run folder, open for reading."""

    folder: Path
    record: RunRecord

    def rows(self) -> list[Row]:
        """Return all rows, in plan order once the run has ended."""
        return Store(self.folder).rows()

    def predictions(self, cells: Sequence[str] | None = None) -> list[Prediction]:
        """Return the predictions of ``cells`` (None: of all that are done), in stored order."""
        return Store(self.folder).predictions(cells)

    def costs(self) -> list[Cost]:
        """Return what the cells took; none of a run that did not measure it."""
        return Store(self.folder).costs()

    def rejects(self) -> list[Reject]:
        """Return the rows of the input that were set aside."""
        file = self.folder / "rejects.jsonl"
        if not file.exists():
            return []
        return [msgspec.json.decode(line, type=Reject) for line in file.read_bytes().splitlines()]


def open_run(folder: Path) -> Run:
    """Return the run in ``folder``; raises InputError if it is none."""
    return Run(folder, read_record(folder))


def execute(plan: Plan, compute: Compute, folder: Path, *, executor: Executor = here) -> Run:
    """Compute the cells of ``plan`` that ``folder`` does not hold yet, and return the finished run.

    Raises RunBusy if another process works there, RunMismatch if the folder holds another run, InputError if
    the disk refuses. A cell that fails leaves a gap in the record and is tried again by the next call.
    """
    record = RunRecord(
        version=__version__,
        workbench=plan.workbench,
        # As it will read from disk (no tuples, no records): equal requests must compare equal.
        request=msgspec.json.decode(msgspec.json.encode(plan.request)),
        fingerprints=plan.fingerprints,
        facts=plan.facts,
        cells=len(plan.cells),
        started=_now(),
    )
    _refuse_foreign(folder)
    with owned(folder):
        if (folder / "run.json").exists():
            refuse_another(folder, read_record(folder), record)
        write_record(folder, record)
        _write_rejects(folder, plan.rejects)
        return Run(folder, _fill(plan, compute, folder, executor, record))


def _fill(plan: Plan, compute: Compute, folder: Path, executor: Executor, record: RunRecord) -> RunRecord:
    """Compute what is missing, store each cell as it ends, and write how it ended."""
    store, began = Store(folder), time.perf_counter()
    done = store.done()
    missing = [cell for cell in plan.cells if cell.key not in done]
    gaps: list[Gap] = []
    state = "interrupted"
    try:
        ended = executor(compute, missing) if missing else ()
        for cell, outcome in track(ended, label=plan.workbench, total=len(missing), unit="cell"):
            if isinstance(outcome, Failure):
                gaps.append(Gap(cell.key, dict(cell.params), outcome.error, outcome.traceback))
            else:
                store.write(cell.key, outcome)
        store.pack([cell.key for cell in plan.cells])
        state = "gaps" if gaps else "done"
    finally:
        record = msgspec.structs.replace(
            record, state=state, ended=_now(), seconds=round(time.perf_counter() - began, 2), gaps=tuple(gaps)
        )
        write_record(folder, record)
    return record


def _refuse_foreign(folder: Path) -> None:
    """Refuse a folder that holds something which is not a run: nothing of a user's is written into."""
    try:
        stands = folder.is_dir() and not (folder / "run.json").exists()
    except OSError as fault:
        raise unwritable(folder, fault) from None
    if stands:
        strangers = sorted(path.name for path in folder.iterdir() if path.name != ".lock")
        if strangers:
            raise InputError(
                f"{folder}: holds other files ({', '.join(strangers[:3])}), and no run.",
                fix="Name a new or an empty folder with --out.",
            )


def _write_rejects(folder: Path, rejects: Sequence[Reject]) -> None:
    if rejects:
        lines = b"".join(msgspec.json.encode(reject) + b"\n" for reject in rejects)
        write_bytes(folder / "rejects.jsonl", lines)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
