"""Progress with rate and time left, on standard error; silent unless a door switches it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_shown: ContextVar[bool] = ContextVar("isogloss_progress", default=False)


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
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    if total is None and isinstance(items, Sized):
        total = len(items)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(label, total=total, rate="")
        for item in items:
            yield item
            speed = bars.tasks[bar].finished_speed or bars.tasks[bar].speed
            bars.update(bar, advance=1, rate=f"{speed:,.0f} {unit}/s" if speed else "")
