"""What a person sees of workers: their own loops, below the cells, and nothing of one that is gone."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextvars import copy_context
from multiprocessing import Pipe
from pathlib import Path

from isogloss.progress import gathered, report_to, track

CHILD = """
import os, sys
from pathlib import Path
from isogloss.errors import IsoglossError
from isogloss.progress import show_progress
from isogloss.runs.engine import execute
from isogloss.runs.executors import processes
from tests.runs import counting
if __name__ == "__main__":
    show_progress(os.isatty(2))
    compute = getattr(counting, sys.argv[2])
    try:
        execute(counting.plan(repeats=1), compute, Path(sys.argv[1]), executor=processes(2))
    except IsoglossError as error:
        sys.stderr.write(str(error))
"""
ERASED = "\x1b[2K"


def command(folder: Path, compute: str) -> list[str]:
    script = folder / "child.py"
    script.write_text(CHILD)
    return [sys.executable, str(script), str(folder / "run"), compute]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm", "COLUMNS": "80"}


def seen(folder: Path, compute: str) -> str:
    """Return what a run of two workers writes on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    child = subprocess.Popen(command(folder, compute), env=environment(), stdout=theirs, stderr=theirs)
    os.close(theirs)
    written = b"".join(_read(ours))
    os.close(ours)
    assert child.wait() == 0
    return written.decode()


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            said = os.read(terminal, 65536)
        except OSError:  # as Linux says that the other end is closed
            return
        if not said:
            return
        yield said


def test_what_workers_track_is_drawn_below_the_cells_and_gone_in_the_end(tmp_path: Path) -> None:
    said = seen(tmp_path, "compute_in_steps")
    frames = said.split(ERASED)
    assert any("letters of" in frame and "/16" in frame and "step/s" in frame for frame in frames)
    assert "counting" in said
    assert "letters of" not in frames[-1]


def test_a_killed_worker_leaves_one_line_and_no_bar(tmp_path: Path) -> None:
    said = seen(tmp_path, "compute_until_killed")
    assert "letters of nqo" in said
    last = said.split(ERASED)[-1]
    assert "A worker process died" in last
    assert "letters of" not in last


def test_nothing_is_drawn_where_nobody_looks(tmp_path: Path) -> None:
    done = subprocess.run(
        command(tmp_path, "compute_in_steps"), env=environment(), capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_worker_of_which_nobody_hears_works_on() -> None:
    reader, writer = Pipe(duplex=False)
    reader.close()

    def work() -> list[int]:
        report_to(writer)
        done = []
        for one in track(range(2), label="outer"):
            time.sleep(0.4)  # long enough for a report
            done += [one + two for two in track((10, 20), label="inner")]
        return done

    assert copy_context().run(work) == [10, 20, 11, 21]


def test_without_a_bar_nobody_gathers() -> None:
    with gathered() as writer:
        assert writer is None
