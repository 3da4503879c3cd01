"""A Ray cluster as the engine's executor, and as the place of any other work that falls into pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from isogloss.errors import InputError
from isogloss.runs.cell import Cell, Failure
from isogloss.runs.executors import Compute, Ended, attempt
from isogloss.runs.ray.address import LOCAL, check_address
from isogloss.runs.ray.gpus import gpus_wanted
from isogloss.runs.ray.quiet import quiet
from isogloss.runs.ray.session import connected
from isogloss.runs.ray.tasks import Lost, Share, in_order, unordered

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that was seen to answer; it is connected to only while it works.

    address: as ``check_address`` takes it. workers: None, or a number as ``cluster`` takes it. gpus: of each
    piece.
    """

    address: str
    workers: int | None = None
    gpus: float = 0.0

    def __call__(self, compute: Compute, cells: Iterable[Cell]) -> Iterator[Ended]:
        """Yield every cell with what it gave, as an executor does; the rows are those of any other.

        compute must survive pickling. A worker that dies is replaced and its cell tried again, twice; then
        it becomes a gap.
        """
        with connected(self.address, self.workers) as ray:
            for cell, outcome in unordered(ray, attempt, compute, cells, self._share):
                yield (
                    cell,
                    Failure(f"Not computed: {outcome.reason}") if isinstance(outcome, Lost) else outcome,
                )

    def each(self, work: Callable[[S, T], Any], shared: S, items: Iterable[T]) -> Iterator[Any]:
        """Yield ``work(shared, item)`` of each item, in the order of the items.

        work: a function of a module, which its worker imports. shared: sent once. Raises an IsoglossError
        that ``work`` raises, and InputError or IsoglossError for what the cluster cannot do.
        """
        with connected(self.address, self.workers) as ray:
            yield from in_order(ray, work, shared, items, self._share)

    @property
    def _share(self) -> Share:
        return Share(None if self.address == LOCAL else self.workers, self.gpus)


def cluster(address: str, workers: int | None = None) -> Cluster:
    """Return the Ray cluster at an address: ``local``, ``auto``, ``HOST:PORT`` or ``ray://HOST:PORT``.

    workers: of ``local``, its processes (by default one a core); of another cluster, how many pieces are
    under way at once (by default two a CPU that it has). Every machine must see the files by the same names.
    Each piece has the GPUs that the environment asks for (``gpus_wanted``).
    Raises MissingExtra without Ray, InputError where no cluster answers: at once, before anything is done.
    """
    if workers is not None and workers < 1:
        raise InputError(f"{workers} workers do nothing.", fix="Give 1 or more.")
    gpus = gpus_wanted()
    quiet()
    check_address(address)
    return Cluster(address, workers, gpus)
