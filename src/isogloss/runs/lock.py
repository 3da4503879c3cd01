"""One process owns a run folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from isogloss.errors import RunBusy
from isogloss.runs.writing import unwritable


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Own ``folder`` for the length of the block; raises RunBusy at once if another process does.

    The lock is the operating system's and dies with its owner, also under ``kill -9``.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise RunBusy(
            f"{folder}: another process is working on this run.",
            fix="Wait for it to end, or choose another place with --out.",
        ) from None
    except OSError as fault:
        raise unwritable(folder, fault) from fault
    try:
        yield
    finally:
        lock.release()
