"""The whole of a measurement: which probes a model can be asked, and what they find in each language."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from isogloss.languages import Language
from isogloss.measure.checking import check_files
from isogloss.measure.computing import compute
from isogloss.measure.planning import plan
from isogloss.measure.request import DEFAULT, Request, Settings
from isogloss.measure.vectors import CACHE
from isogloss.runs.engine import Run, execute
from isogloss.runs.executors import Executor, executor


def measure(
    model: str,
    *,
    on: str | Path | None = None,
    languages: str | Language | Sequence[str | Language] = "all",
    pivot: str | Language = "eng",
    probes: str | Sequence[str] = (),
    out: str | Path | None = None,
    workers: int | Executor = 1,
    settings: Settings = DEFAULT,
) -> Run:
    """Ask a model every probe in every language of a parallel text, and return the run.

    model: ``static``, ``hf:FOLDER``, a tokenizer (``bytes``, ``tiktoken:FILE``, …) or ``vectors:FOLDER``.
    on: the parallel text, as ``read_parallel`` takes it; None for saved vectors. languages: ``all`` (but the
    pivot), or a list as in ``data.wanted.several``. probes: by default all that the model can be asked.
    out: the run folder; by default ``runs/<model>-<text>-<digits of the request>``, so that the same call
    resumes. workers: processes, each with a model of its own; a script that uses more than one must guard its
    entry by ``if __name__ == "__main__"``, as multiprocessing asks. Or any executor, as ``runs.ray.cluster``
    gives.

    Raises InputError for whatever is wrong with model, text or request, before anything is written; RunBusy,
    RunMismatch. Cells that fail leave gaps: see ``Run.record``.
    """
    request = Request(
        model=model,
        on="" if on is None else str(on),
        languages=",".join(_names(languages)),
        pivot=str(pivot),
        probes=_names(probes),
        settings=settings,
    )
    planned = plan(request, Path(out).expanduser() if out is not None else None)
    check_files(settings, planned.job.pivot, planned.job.languages)
    folder = planned.job.folder
    run = execute(planned.plan, partial(compute, planned.job), folder, executor=executor(workers))
    if run.record.state == "done":
        # Layers of all sentences take room, and nothing asks for them again.
        shutil.rmtree(folder.joinpath(*CACHE), ignore_errors=True)
    return run


def _names(given: str | Language | Sequence[str | Language]) -> tuple[str, ...]:
    """Return one name or several as several."""
    several = (given,) if isinstance(given, str | Language) else given
    return tuple(map(str, several))
