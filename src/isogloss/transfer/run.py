"""The whole of a transfer: train on one language's labels, predict and score in all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from isogloss.data.dataset import Dataset
from isogloss.data.loading import load_dataset
from isogloss.languages import Language
from isogloss.runs.engine import Run, execute
from isogloss.runs.executors import Executor, executor
from isogloss.transfer.computing import compute
from isogloss.transfer.fitting import fitted, predictor_folder
from isogloss.transfer.job import Trial
from isogloss.transfer.planning import Planned, plan
from isogloss.transfer.request import DEFAULT, Request, Settings


def transfer(
    data: str | Path | Dataset,
    *,
    source: str | Language | Sequence[str | Language],
    target: str | Language | Sequence[str | Language] = "all",
    model: str = "static",
    recipes: str | Sequence[str] = ("zero-shot",),
    out: str | Path | None = None,
    workers: int | Executor = 1,
    settings: Settings = DEFAULT,
) -> Run:
    """Train on the source's labels, score every target that has a test split, and return the run.

    data: a folder, a file, ``hf:NAME``, or a data set of one's own. source: a language, or several, each its
    own transfer. target: ``all``, or a list as in ``selection.several``. recipes: names or TOML files.
    out: the run folder; by default ``runs/<data set>-<digits of the request>``, so that the same call
    resumes. workers: processes; with more than one, a script must guard its entry by
    ``if __name__ == "__main__"``, as multiprocessing asks. Or any executor, as ``runs.ray.cluster`` gives.

    Raises InputError for whatever is wrong with data or request, before anything is written; RunBusy,
    RunMismatch. Cells that fail leave gaps: see ``Run.record``.
    """
    dataset = load_dataset(data, columns=settings.columns) if isinstance(data, str | Path) else data
    request = Request(
        source=_names(source),
        target=",".join(_names(target)),
        model=model,
        recipes=_names(recipes),
        settings=settings,
    )
    planned = plan(dataset, request, Path(out).expanduser() if out is not None else None)
    computing = partial(compute, planned.job)
    run = execute(planned.plan, computing, planned.job.folder, executor=executor(workers))
    if run.record.state == "done":
        restore_predictors(planned)
    return run


def _names(given: str | Language | Sequence[str | Language]) -> tuple[str, ...]:
    """Return one name or several as several."""
    several = (given,) if isinstance(given, str | Language) else given
    return tuple(map(str, several))


def restore_predictors(planned: Planned) -> None:
    """Train again those predictors that are gone though their scores stand: a user deleted them."""
    for cell in planned.plan.cells:
        if cell.params["system"]:
            trial = Trial.of(cell, planned.job.recipes)
            if not predictor_folder(planned.job.folder, trial).is_dir():
                fitted(planned.job, trial)
