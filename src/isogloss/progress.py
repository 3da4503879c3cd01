"""Progress with rate and time left, on standard error; silent unless a door switches it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")

_shown: ContextVar[bool] = ContextVar("isogloss_progress", default=False)
_bars: ContextVar[Progress | None] = ContextVar("isogloss_bars", default=None)


def show_progress(on: bool = True) -> None:
    """Switch progress bars on or off for this context; libraries leave this to the door."""
    _shown.set(on)


def track(items: Iterable[T], *, label: str, total: int | None = None, unit: str = "it") -> Iterator[T]:
    """Yield ``items`` unchanged, drawing a bar with rate and time left while a door wants one.

    total: how many are to come; taken from ``len(items)`` where it has one.
    """
    if not _shown.get():
        yield from items
        return
    if total is None and isinstance(items, Sized):
        total = len(items)
    if (above := _bars.get()) is not None:  # work within work: one more line, while it lasts
        yield from _drawn(items, above, label, total, unit)
        return
    with _progress() as bars:
        _bars.set(bars)
        try:
            yield from _drawn(items, bars, label, total, unit)
        finally:
            _bars.set(None)


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
