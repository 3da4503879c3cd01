"""Progress with rate and time left, on standard error; silent unless a door switches it on.

Worker processes draw nothing: what they ``track`` they report, now and then, to the process that draws.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from rich.progress import Progress, TaskID

T = TypeVar("T")
Writer: TypeAlias = "Connection[Report, object]"

_PAUSE: Final = 0.1  # seconds between two reports of a worker about one loop
_PATIENCE: Final = 0.3  # seconds that a worker's loop must last before anybody hears of it
_LONGEST: Final = 80  # characters of a label: a report must fit into what a pipe takes whole


@dataclass(frozen=True, slots=True)
class Report:
    """How far a loop of a worker has come.

    depth: of how many loops it is within. done: None when it has ended.
    """

    worker: int
    depth: int
    label: str
    done: int | None
    total: int | None
    unit: str


@dataclass(slots=True)
class _Reporter:
    """Where a worker's loops are reported. depth: how many of them are under way."""

    writer: Writer
    depth: int = 0


_shown: ContextVar[bool] = ContextVar("isogloss_progress", default=False)
_bars: ContextVar[Progress | None] = ContextVar("isogloss_bars", default=None)
_reporter: ContextVar[_Reporter | None] = ContextVar("isogloss_reporter", default=None)


def show_progress(on: bool = True) -> None:
    """Switch progress bars on or off for this context; libraries leave this to the door."""
    _shown.set(on)


def track(items: Iterable[T], *, label: str, total: int | None = None, unit: str = "it") -> Iterator[T]:
    """Yield ``items`` unchanged, drawing a bar with rate and time left while a door wants one.

    total: how many are to come; taken from ``len(items)`` where it has one.
    """
    reporter = _reporter.get()
    if not _shown.get() and reporter is None:
        yield from items
        return
    if total is None and isinstance(items, Sized):
        total = len(items)
    if reporter is not None:
        yield from _reported(items, reporter, label, total, unit)
        return
    if (above := _bars.get()) is not None:  # work within work: one more line, while it lasts
        yield from _drawn(items, above, label, total, unit)
        return
    with _progress() as bars:
        _bars.set(bars)
        try:
            yield from _drawn(items, bars, label, total, unit)
        finally:
            _bars.set(None)


def report_to(writer: Writer) -> None:
    """Report from now on what this worker process tracks; to be called in the thread that works."""
    _reporter.set(_Reporter(writer))


@contextmanager
def gathered() -> Iterator[Writer | None]:
    """Yield where worker processes may report to, for ``report_to``; None while no bar is drawn here.

    Their bars stand below the one that is drawn, and are gone with the block, whatever became of them.
    """
    bars = _bars.get()
    if bars is None:
        yield None
        return
    from multiprocessing import Pipe

    reader, writer = Pipe(duplex=False)
    if os.name == "posix":  # rather no report than a worker that waits for a reader
        os.set_blocking(writer.fileno(), False)
    over = Event()
    drawing = Thread(target=_gather, args=(reader, bars, over), daemon=True)
    drawing.start()
    try:
        yield writer
    finally:
        over.set()
        drawing.join()
        writer.close()
        reader.close()


def _gather(reader: Connection[object, Report], bars: Progress, over: Event) -> None:
    """Draw what workers report until it is over; a loop is told from others by its worker and depth."""
    lines: dict[tuple[int, int], TaskID] = {}
    try:
        while not over.is_set():
            if reader.poll(_PAUSE):
                _draw(reader.recv(), bars, lines)
    finally:
        for bar in lines.values():
            bars.remove_task(bar)


def _draw(report: Report, bars: Progress, lines: dict[tuple[int, int], TaskID]) -> None:
    place = report.worker, report.depth
    if report.done is None:
        if (ended := lines.pop(place, None)) is not None:
            bars.remove_task(ended)
        return
    if place not in lines:
        lines[place] = bars.add_task(report.label, total=report.total, rate="")
    shown = next(task for task in bars.tasks if task.id == lines[place])
    speed = shown.finished_speed or shown.speed
    bars.update(
        shown.id,
        description=report.label,
        completed=report.done,
        total=report.total,
        rate=_rate(speed, report.unit) if speed else "",
    )


def _reported(
    items: Iterable[T], reporter: _Reporter, label: str, total: int | None, unit: str
) -> Iterator[T]:
    depth, done, told = reporter.depth, 0, False
    due = time.monotonic() + _PATIENCE

    def tell(count: int | None) -> None:
        with suppress(OSError):  # nobody listens any more, or not fast enough
            reporter.writer.send(Report(os.getpid(), depth, label[:_LONGEST], count, total, unit))

    reporter.depth += 1
    try:
        for item in items:
            yield item
            done += 1
            if (now := time.monotonic()) >= due:
                tell(done)
                told, due = True, now + _PAUSE
    finally:
        reporter.depth = depth
        if told:
            tell(None)


def _drawn(items: Iterable[T], bars: Progress, label: str, total: int | None, unit: str) -> Iterator[T]:
    bar = bars.add_task(label, total=total, rate="")
    shown = next(task for task in bars.tasks if task.id == bar)
    try:
        for item in items:
            yield item
            speed = shown.finished_speed or shown.speed
            bars.update(bar, advance=1, rate=_rate(speed, unit) if speed else "")
    finally:
        bars.remove_task(bar)


def _rate(speed: float, unit: str) -> str:
    return f"{speed:,.0f} {unit}/s" if speed >= 1 else f"{1 / speed:,.0f} s/{unit}"


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
