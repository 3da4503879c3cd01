"""Who computes the cells: this process, or several beside it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Protocol

from isogloss.errors import IsoglossError, Unwritable
from isogloss.progress import Writer, gathered, report_to
from isogloss.runs.cell import Cell, Failure, Outcome

Compute = Callable[[Cell], Outcome]
Ended = tuple[Cell, Outcome | Failure]


class Executor(Protocol):
    """Computes cells in any order and yields each as it ends.

    A cell that raises becomes a Failure; only Unwritable stops all, since no other cell would fare better.
    """

    def __call__(self, compute: Compute, cells: Iterable[Cell]) -> Iterator[Ended]:
        """Yield every cell once, with what it gave."""
        ...


def here(compute: Compute, cells: Iterable[Cell]) -> Iterator[Ended]:
    """Compute in this process, one cell after another."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):  # as in the workers: sums must not depend on how many cores there are
        for cell in cells:
            yield cell, attempt(compute, cell)


def processes(workers: int) -> Executor:
    """Return an executor over ``workers`` processes on this machine (``here`` if one).

    compute must survive pickling. Workers end when their owner dies, however it dies; what they track is
    drawn by the owner.
    """
    if workers <= 1:
        return here

    def execute(compute: Compute, cells: Iterable[Cell]) -> Iterator[Ended]:
        # A fresh interpreter (spawn) inherits no lock, no thread and no half-held state of this one.
        spawn = multiprocessing.get_context("spawn")
        with gathered() as writer:
            told = (compute, writer)
            pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start, initargs=told)
            try:
                yield from _drain(pool, iter(cells), ahead=2 * workers)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    return execute


def executor(workers: int | Executor) -> Executor:
    """Return the executor that is given, or one over so many processes."""
    return processes(workers) if isinstance(workers, int) else workers


def _drain(pool: ProcessPoolExecutor, cells: Iterator[Cell], ahead: int) -> Iterator[Ended]:
    """Keep ``ahead`` cells submitted, in plan order, so that memory does not grow with the plan."""
    waiting: dict[Future[Outcome | Failure], Cell] = {}
    try:
        while True:
            for cell in cells:
                waiting[pool.submit(_work, cell)] = cell
                if len(waiting) >= ahead:
                    break
            if not waiting:
                return
            ended, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in sorted(ended, key=lambda future: waiting[future].key):
                yield waiting.pop(future), future.result()
    except BrokenProcessPool:  # of a result, or of a pool that takes no more
        raise IsoglossError(
            "A worker process died while it computed a cell, perhaps for want of memory.",
            fix="Run the same command again, with fewer --workers: what was finished is kept.",
        ) from None


_compute: Compute | None = None


def _start(compute: Compute, writer: Writer | None) -> None:
    global _compute
    _compute = compute
    if writer is not None:
        report_to(writer)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's to answer
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    threading.Thread(target=_end_with_owner, daemon=True).start()


def _end_with_owner() -> None:
    owner = multiprocessing.parent_process()
    if owner is not None:
        connection.wait([owner.sentinel])
        os._exit(1)


def _work(cell: Cell) -> Outcome | Failure:
    from threadpoolctl import threadpool_limits

    assert _compute is not None  # noqa: S101  set by the initializer before any work arrives
    with threadpool_limits(limits=1):
        return attempt(_compute, cell)


def attempt(compute: Compute, cell: Cell) -> Outcome | Failure:
    """Return what the cell gives, or why it gives nothing; raises Unwritable alone."""
    try:
        return compute(cell)
    except Unwritable:
        raise
    except IsoglossError as error:
        return Failure(str(error))
    except Exception as error:  # the one place where any fault becomes a record: the other cells go on
        return Failure(f"{type(error).__name__}: {error}", traceback.format_exc())
